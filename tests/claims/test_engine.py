"""A whole claim on a made world: the same for every state, every order and every memory of it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from tests import wording, worlds
from tests.claims import worlds_made

from symmachy.claims import Sign, Tally, Verdict, Word, claim, claims, engine, verdict
from symmachy.claims.codings import codings
from symmachy.claims.engine import examine, pasts_of
from symmachy.claims.pairs import PairRows
from symmachy.claims.verdict import Filled
from symmachy.estimation import Hazard, Tergm
from symmachy.mechanisms import parse
from symmachy.panels import Past, Tie
from symmachy.record import open_record
from symmachy.world import dyad_years

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.claims.estimate import Estimate
    from symmachy.world import World


@pytest.fixture(autouse=True)
def few_codings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fourteen fits are enough to see that two runs are the same."""
    monkeypatch.setattr(engine, "codings", partial(codings, most=14))


@pytest.fixture(scope="module")
def world() -> World:
    return worlds_made.drawn()


def test_formations_and_endings_are_those_of_the_panel_of_pairs(world: World) -> None:
    rows = PairRows(past=Past(world=world), tie=Tie.DEFENSE, years=5)
    panel = dyad_years(world).add("defense").spells("defense").frame
    own = pl.DataFrame(
        {
            "year": rows.year + 1,
            "state_1": [rows.past.world.codes[i] for i in rows.group("state_1")],
            "state_2": [rows.past.world.codes[i] for i in rows.group("state_2")],
            "forms": rows.column("forms"),
            "ends": rows.column("ends"),
        }
    ).with_columns(pl.col("year").cast(pl.Int32))

    both = panel.join(own, on=["year", "state_1", "state_2"], how="inner", validate="1:1")

    assert both.height == len(rows.year)
    for name in ("forms", "ends"):
        ours, theirs = both[name].fill_nan(None), both[f"defense_{name}"]
        assert ours.is_null().equals(theirs.is_null())
        assert ours.drop_nulls().to_list() == theirs.drop_nulls().cast(pl.Float64).to_list()


def test_a_coding_of_a_network_model_has_the_coefficients_of_a_separable_tergm() -> None:
    chronicle = open_record("chronicle").until(1912)
    rows = PairRows(past=Past(world=chronicle), tie=Tie.DEFENSE, years=5)
    frame = pl.DataFrame(
        {
            "y": rows.column("forms").astype(float),
            "shared": rows.column("formation: shared_allies").astype(float),
            "region": rows.column("same_region").astype(float),
        }
    ).filter(pl.Series(rows.year >= 1880), pl.col("y").is_not_nan(), pl.col("shared").is_not_nan())
    ours = Hazard(outcome="y", covariates=("shared", "region")).fit(frame)

    model = Tergm(
        formation=parse("ties + shared_allies + same_region"), persistence=parse("ties"), bootstrap=None
    )
    theirs = model.fit([chronicle.in_year(year) for year in range(1880, 1913)])

    assert np.allclose(ours.coefficients, theirs.coefficients[:3], rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("name", ["C01", "C18", "C02", "C16"])
def test_exchanging_two_states_changes_no_number_and_no_word(world: World, name: str) -> None:
    swap = {"AAA": "EEE", "EEE": "AAA"}
    turned = worlds.relabelled(world, swap)

    plain, other = examine(claim(name), world), examine(claim(name), turned)

    assert plain.tally is not None
    assert plain.tally.estimated > 0
    assert other.word is plain.word
    assert _rounded(other.tally) == _rounded(plain.tally)
    ratios = {swap.get(f.state, f.state): f.ratio for f in plain.slots}
    assert {f.state: pytest.approx(f.ratio, rel=1e-6) for f in other.slots} == ratios


def _rounded(t: Tally | None) -> list[float]:
    assert t is not None
    return [round(float(getattr(t, name)), 6) for name in t.__dataclass_fields__]


def test_a_claim_whose_outcome_is_not_in_the_record_is_not_testable_and_says_what_it_reads(
    world: World,
) -> None:
    found = examine(claim("C30"), world)

    assert found.word is Word.NOT_TESTABLE
    assert "roll_calls" in found.sentence()


def test_controls_that_a_record_lacks_are_left_out_and_named(world: World) -> None:
    found = examine(claim("C04"), world)

    assert {"same_regime", "new_government"} <= set(found.lacks)
    assert found.tally is not None
    assert found.tally.estimated > 0


def test_a_verdict_is_the_same_value_from_its_own_dictionary(world: World) -> None:
    found = examine(claim("C05"), world)

    again = Verdict.from_dict(json.loads(json.dumps(found.to_dict())), found.claim)

    assert again == found


def test_a_verdict_that_was_kept_is_recalled(world: World, home: Path) -> None:
    first = verdict("C05", world)
    kept = list((home / "cache" / "verdicts").glob("*.json"))

    again = verdict("C05", world, told=lambda *_: pytest.fail("it was run again"))

    assert len(kept) == 1
    assert again == first


def test_a_memory_that_cannot_be_read_is_passed_over(world: World, home: Path) -> None:
    first = verdict("C05", world)
    (kept,) = (home / "cache" / "verdicts").glob("*.json")
    kept.write_text("{}", encoding="utf-8")

    assert first == verdict("C05", world)


def _numbers(estimate: Estimate | None = None) -> Verdict:
    t = Tally(
        declared=180,
        estimated=180,
        events=214,
        median=2.3,
        low=0.8,
        high=5.0,
        with_sign=0.93,
        clear=0.7,
        opposite=0.02,
        nil=0.1,
        beyond=0.3,
    )
    slot = Filled(state="FRA", ratio=2, low=1, high=4, rows=100, came=30, named=True, rank=2, quantile=0.8)
    return Verdict(
        claim=claim("C01"),
        record="chronicle",
        word=Word.SUPPORTED,
        tally=t,
        reference=estimate,
        choices=(("era", 0.4), ("risk", 0.2), ("controls", 0.1)),
        slots=(slot,),
        events_words="wars",
    )


@pytest.mark.parametrize("word", Word)
@pytest.mark.parametrize("name", [c.id for c in claims()])
def test_no_sentence_of_a_verdict_is_causal_or_loaded(name: str, word: Word) -> None:
    made = replace(_numbers(), claim=claim(name), word=word)

    said = [made.sentence(), made.choice_sentence(), *made.slot_sentences()]

    assert wording.found(wording.CAUSAL + wording.LOADED, " ".join(said)) == []
    assert word.value in said[0]


def test_a_claim_of_no_difference_is_told_by_its_bounds() -> None:
    test = claim("C07").test
    assert test is not None
    assert test.expected is Sign.NONE

    assert "lies within 0.8 to 1.2 in 10 %" in replace(_numbers(), claim=claim("C07")).sentence()


def test_the_arrays_of_one_world_serve_several_claims(world: World) -> None:
    pasts = pasts_of(world)

    assert examine(claim("C05"), world, pasts=pasts) == examine(claim("C05"), world)


def test_what_is_reached_afresh_is_kept_too(world: World, home: Path) -> None:
    first = verdict("C05", world, fresh=True)
    kept = list((home / "cache" / "verdicts").glob("*.json"))

    assert len(kept) == 1
    assert verdict("C05", world) == first
    assert verdict("C05", world, fresh=True) == first


def test_a_claim_with_tests_on_two_units_shares_out_its_codings(world: World) -> None:
    found = examine(claim("C18"), world)

    assert found.tally is not None
    assert {e.coding.outcome for e in found.estimates} == {"signs", "lost"}
    assert found.reference is not None
    assert found.reference.coding.outcome == "signs"
    assert "agreement_falls" in " ".join(found.lacks)


def test_the_reference_alone_is_the_first_of_all_codings() -> None:
    world = worlds_made.drawn()

    alone = engine.examine(claim("C24"), world, slots=False, most=1)

    every = engine.examine(claim("C24"), world, slots=False)
    assert alone.reference == every.reference
    assert {replace(e.coding, errors="") for e in alone.estimates} == {
        replace(e.coding, errors="") for e in every.estimates[:1]
    }
