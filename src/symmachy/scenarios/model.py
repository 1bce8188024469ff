"""The model that a scenario asks for, fitted to what was known in its base year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.scenarios.hazards import HazardModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.scenarios.scenario import ModelChoice
    from symmachy.world.world import World

__all__ = ["fitted"]


def fitted(known: World, choice: ModelChoice, strengths: Mapping[str, float] | None = None) -> HazardModel:
    """Return the hazards that a scenario asks for.

    Parameters
    ----------
    known
        The world up to the base year, nothing later.
    choice
        The default, with further mechanisms, or two fits from files.
    strengths
        Strength of the ridge of the default model, by ``formation`` and ``ending``, as earlier origins taught
        it; where none is known, the usual one.

    Raises
    ------
    BadInput
        Where two mechanisms would have one name, or a fit is of another form.
    UnknownName
        Where a mechanism or a variable is unknown.
    NotIdentified
        Where the record up to then has too few cases.
    """
    from symmachy.forecasting import MECHANISMS, fit_pacts, history
    from symmachy.forecasting.pact import RIDGE

    more = _more(known, choice.also)
    if choice.formation is None or choice.ending is None:
        taught = strengths or {}
        ridge = taught.get("formation", RIDGE)
        return HazardModel.of(
            fit_pacts(known, (*MECHANISMS, *more), ridge=ridge, ending_ridge=taught.get("ending", RIDGE))
        )
    from symmachy.estimation import Fit
    from symmachy.mechanisms import parse

    fits = Fit.from_json(choice.formation), Fit.from_json(choice.ending)
    names = dict.fromkeys(name for fit in fits for name in fit.model.covariates)
    terms = tuple(parse(name).terms[0] for name in names)
    return HazardModel.made(*fits, history(known, _unlike(terms)))


def _more(known: World, text: str) -> tuple[Mechanism, ...]:
    from symmachy.forecasting import MECHANISMS
    from symmachy.mechanisms import parse

    if not text.strip():
        return ()
    asked = parse(text)
    asked.check(known)
    return _unlike((*MECHANISMS, *(t for t in asked.terms if t not in MECHANISMS)))[len(MECHANISMS) :]


def _unlike(terms: tuple[Mechanism, ...]) -> tuple[Mechanism, ...]:
    names = [t.name for t in terms]
    if twice := sorted({n for n in names if names.count(n) > 1}):
        raise BadInput(
            f"the mechanism {twice[0]!r} would be in the model twice, with different options: name it once"
        )
    return terms
