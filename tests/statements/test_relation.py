"""Relations: one sentence each, of other regions and decades than the labelled texts, counted by hand."""

from __future__ import annotations

import pytest

from symmachy.statements.extraction.relation import relations_in, without_names
from symmachy.statements.gazetteer import mentions

SAID = """
alliance: Poland applied for membership of NATO
alliance: Ukraine's accession would take years
alliance: the two countries would come to each other's defence
alliance: Sweden would remain non-aligned
alliance: an attack on Japan would be an attack on the United States
alliance: Ireland belonged to neither camp
partnership: the two navies would hold joint exercises in June
partnership: trade between Turkey and Iran had doubled
partnership: France would keep its base in Djibouti
partnership: ties between Chile and Peru had improved
support: Germany would deliver tanks to Ukraine
support: Turkey recognised the new government of Syria
support: Saudi Arabia would lend Egypt two billion dollars
support: Germany took the side of Austria
consultation: talks with Iran would resume in Vienna
consultation: Norway would host a summit of the two leaders
consultation: the foreign ministers would meet in Geneva
consultation: Algeria would act as a go-between
pressure: the sanctions against Iran would stay
pressure: Washington was trying to isolate Cuba
pressure: Russia was meddling in the elections of Moldova
pressure: Spain had closed the border with Gibraltar
threat: Iraq was massing troops on the border of Kuwait
threat: North Korea had tested a long-range missile
threat: the arms build-up endangered the peace of Europe
hostility: Azerbaijan had shelled Armenian villages
hostility: Morocco had broken off relations with Algeria
hostility: Ethiopia had crossed the frontier of Somalia
hostility: Qatar finances terrorism
none: the harvest had been good
none: the rumour was untrue
none: the Cold War was over
"""


@pytest.mark.parametrize("line", SAID.strip().splitlines())
def test_the_main_relation_of_a_sentence(line: str) -> None:
    expected, _, text = line.partition(": ")

    hits = relations_in(without_names(text, mentions(text, year=1995)))

    assert (hits[0].label.value if hits else "none") == expected


def test_a_name_is_no_cue() -> None:
    text = "The United States and the United Kingdom"

    assert relations_in(without_names(text, mentions(text))) == ()
