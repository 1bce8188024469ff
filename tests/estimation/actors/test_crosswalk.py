"""Names in RSiena that mechanisms declare as equal: those of the models that are compared with it, and no others."""

from __future__ import annotations

from tests.estimation.actors.test_against_rsiena import MODELS

from symmachy.mechanisms import parse, registry


def test_what_is_declared_equal_in_rsiena_is_what_is_compared() -> None:
    declared = {
        parse(e.ours.replace("'x'", "'alcohol'")).terms[0]
        for kind in registry().values()
        for e in kind.equals
        if e.package.startswith("RSiena")
    }
    compared = {term for model in MODELS.values() for term in model.layout.terms}

    assert declared == compared
