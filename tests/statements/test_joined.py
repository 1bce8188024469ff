"""Which states a sentence joins: hand-read sentences, and who is only named beside."""

from __future__ import annotations

import pytest
from tests.statements.conftest import documents, read

from symmachy.statements import Plain, extract, propositions

SENTENCES = (
    ("Putin said that Russia and China will form an alliance against the United States.", {("CHN", "RUS")}),
    ("France said that Germany will ally with Poland.", {("DEU", "POL")}),
    ("The minister said that Iran and Syria will support Iraq.", {("IRN", "IRQ"), ("IRQ", "SYR")}),
    ("Officials said that talks between India and Pakistan will resume in China.", {("IND", "PAK")}),
    ("Analysts said that relations between India, Pakistan and China are friendly.", set()),
    ("Egypt said that it would never join NATO.", {("EGY", "NATO")}),
    ("Ukraine wants to join NATO.", {("NATO", "UKR")}),
    (
        "The minister said that Japan would not rule out the possibility of forming an alliance with Australia.",
        {("AUS", "JPN")},
    ),
    ("Observers said that Poland tried to deal with Russia by building alliances.", set()),
    ("The report said that Greece threatened Turkey over Cyprus.", {("GRC", "TUR")}),
    ("The minister said that Western countries turned Iran and Iraq against each other.", {("IRN", "IRQ")}),
    ("The minister said that after the war with Japan, China attacked Vietnam.", {("CHN", "VNM")}),
    ("The minister said that the anti-American alliance of Cuba had failed.", set()),
    ("The alliance between Iran and Iraq has been a topic of concern to both.", set()),
    ("His answer to the question of whether Iran and Iraq would form an alliance was short.", set()),
    ("The alliance between Iran and Iraq has been a shield to both.", {("IRN", "IRQ")}),
)


@pytest.mark.parametrize(("sentence", "pairs"), SENTENCES, ids=[s[0][:40] for s in SENTENCES])
def test_whom_a_sentence_joins(sentence: str, pairs: set[tuple[str, str]]) -> None:
    found = {pair for s in read(sentence, date="2020") for pair in s.pairs}

    assert found == pairs


def test_states_named_together_are_no_proposition() -> None:
    text = "The United States exaggerated the threat of China and Russia and dealt with it by building alliances."

    assert propositions(read(text)) == ()


def test_without_a_parse_only_a_passage_with_two_states_joins_them() -> None:
    two = extract(documents("The minister said that Iran would ally with Syria."), by=Plain())
    three = extract(documents("The minister said that Iran would ally with Syria and Iraq."), by=Plain())

    assert [p.pair for p in propositions(two)] == [("IRN", "SYR")]
    assert propositions(three) == ()
