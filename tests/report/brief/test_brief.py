"""The page on documents: who says what, in equal space, with the record beside it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.wording import CAUSAL, LOADED, found

from symmachy.claims import Word
from symmachy.record import open_record
from symmachy.report.assessment import assess
from symmachy.report.assessment.data import assessment
from symmachy.report.brief import Brief, Side, brief, terminal
from symmachy.report.brief.data import as_data
from symmachy.report.brief.page import render
from symmachy.scenarios import Scenario
from symmachy.statements import Plain, extract, read_documents

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.txt"))

TEXT = """A question of two

Reported on 3 May 1925

French officials say that France and Italy will never form an alliance. The Italian government believes that
France and Italy will be allied. If Germany puts pressure on France and Italy, France and Italy will form an
alliance. Diplomats say that the two share the same threat. Italy and France could sign a pact. France said that
Italy threatens <b>nobody</b> & that pressure on both will push the two closer together. If Italy attacks Germany,
France will defend it. Germany threatened France in March.
"""


def made(texts: Sequence[str], folder: Path, **options: Any) -> Brief:
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    statements = extract(read_documents(paths))
    return brief(statements, open_record("chronicle"), **{"pairs": 0, **options})


@pytest.fixture(scope="module")
def examples() -> Brief:
    return brief(extract(read_documents(EXAMPLES)), open_record("chronicle"), pairs=0)


def own_words(one: Brief) -> list[str]:
    """All that the brief says itself; quotations, titles and names of documents are not its own."""
    said = as_data(one)
    keys = ("how", "said_by")
    sentences = [
        said["headline"],
        said["reader"],
        *said["notes"],
        *said["not_understood"],
        said["quality"]["sentence"],
    ]
    sentences += [t["sentence"] for t in said["propositions"]]
    for claim in said["claims"]:
        sentences += [claim["title"], claim["statement"], claim["sentence"], *claim["slot_sentences"]]
        sentences += [s for r in claim["rivals"] for s in (r["statement"], r["sentence"])]
    for c in said["conditions"]:
        sentences += [c["rule"] or "", c["why_not"] or "", *c["changes"]]
    for d in said["documents"]:
        sentences.append(d["coverage"])
        sentences += [re.sub("“.*?”", "", s[k]) for s in d["statements"] for k in keys[:1]]
    return sentences


def test_every_passage_on_the_page_leads_to_its_place_in_the_text(examples: Brief) -> None:
    page = render(examples)
    keys = [v.key for v in examples.voices]

    assert len(keys) > 40
    assert [k for k in keys if page.count(f'id="t-{k}"') != 1 or page.count(f'id="s-{k}"') != 1] == []
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_the_example_articles_meet_on_a_proposition_from_opposite_sides(examples: Brief) -> None:
    shared = [t for t in examples.topics if t.sides[Side.AFFIRMING] and t.sides[Side.DENYING]]

    assert examples.sources == 3
    assert [d.document.date for d in examples.documents] == ["1955-11-14", "1955-11-20", "1985-03-18"]
    assert any(len({v.label for those in t.sides.values() for v in those}) > 1 for t in shared)


def test_all_four_places_of_a_proposition_stand_on_the_page_in_the_same_order(examples: Brief) -> None:
    page = render(examples)
    shown = [t for t in examples.topics if t.number > 1]
    blocks = re.findall(
        r'<div class="four">(.*?)\n</div>\n(?=<h3>|<details>|</section>)', page, flags=re.DOTALL
    )

    assert len(blocks) == len(shown)
    assert all(
        re.findall(r'class="box"><b title="[^"]+">(\w+)', b)
        == ["Affirming", "Denying", "Conditional", "Open"]
        for b in blocks
    )
    assert sum(b.count("None found in these documents.") for b in blocks) == sum(
        not those for t in shown for those in t.sides.values()
    )


def test_every_claim_has_its_rival_beside_it_at_about_the_same_length(examples: Brief) -> None:
    assert len(examples.grounds) > 5
    for ground in examples.grounds:
        assert ground.rivals
        for rival in ground.rivals:
            lengths = sorted((len(ground.claim.statement), len(rival.statement)))
            assert lengths[0] >= 0.75 * lengths[1]


def test_verdicts_come_along_and_their_words_come_from_the_list(examples: Brief) -> None:
    assert [g.claim.id for g in examples.grounds if g.verdict is None] == []
    assert {g.verdict.word for g in examples.grounds if g.verdict} <= set(Word)


def test_no_cause_no_side_and_no_score_is_said(examples: Brief) -> None:
    said = own_words(examples)

    assert len(said) > 100
    assert {s: bad for s in said if (bad := found(CAUSAL + LOADED, s))} == {}
    assert not re.search(
        r"\b(score|rating|bias|sentiment|trustworth)", json.dumps(as_data(examples)).casefold()
    )


def test_order_is_by_date_code_and_id_never_by_agreement(examples: Brief) -> None:
    dates = [d.document.date or "9999" for d in examples.documents]
    ids = [g.claim.id for g in examples.grounds]
    pairs = [p.codes for p in examples.more_pairs]

    assert dates == sorted(dates)
    assert ids == sorted(ids)
    assert pairs == sorted(pairs)


def test_exchanging_two_states_in_the_documents_exchanges_them_in_the_brief_and_nothing_else(
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "as", tmp_path / "exchanged"
    first.mkdir()
    second.mkdir()
    pairs = [("France", "Italy"), ("French", "Italian"), ("FRA", "ITA")]

    def exchanged(text: str) -> str:
        other = {a: b for x, y in pairs for a, b in ((x, y), (y, x))}
        return re.sub(r"\b(" + "|".join(other) + r")\b", lambda m: other[m[1]], text)

    def ordered(joined: str) -> list[list[str]]:
        return sorted(sorted(pair.split("-")) for pair in joined.split())

    def plain(one: Brief) -> Any:
        said = as_data(one)
        for topic in said["propositions"]:
            topic["pair"] = sorted(topic["pair"])
            topic["sentence"] = " ".join(sorted(re.findall(r"\w+", topic["sentence"])))
        said["propositions"].sort(key=lambda t: (t["relation"], t["pair"]))
        said["more_pairs"] = sorted(
            json.dumps(p | {"pair": 0, "names": sorted(p["names"])}) for p in said["more_pairs"]
        )
        for d in said["documents"]:
            d["id"] = d["sha256"] = ""
            for s in d["statements"]:
                s["id"] = s["doc_id"] = ""
                s["pairs"] = ordered(s["pairs"])
                s["start"] = s["end"] = 0
                s["exact"] = " ".join(
                    s["exact"].split()
                )  # a line's end written \\n would hide the name after it
        return said

    one = plain(made([TEXT], first))
    other = plain(made([exchanged(TEXT)], second))
    back = json.loads(exchanged(json.dumps(one)))
    for d in back["documents"]:
        for s in d["statements"]:
            s["pairs"] = sorted(sorted(pair) for pair in s["pairs"])
    for topic in back["propositions"]:
        topic["pair"] = sorted(topic["pair"])
        topic["sentence"] = " ".join(sorted(topic["sentence"].split()))
    back["propositions"].sort(key=lambda t: (t["relation"], t["pair"]))
    back["more_pairs"] = sorted(
        json.dumps(p | {"names": sorted(p["names"])}) for p in map(json.loads, back["more_pairs"])
    )

    assert len(one["propositions"]) > 1
    assert other == back


def test_the_text_of_a_document_never_becomes_markup(tmp_path: Path) -> None:
    page = render(
        made([TEXT + "\nFrance said that Italy <script>alert(1)</script> will join the pact.\n"], tmp_path)
    )

    assert "<script" not in page
    assert "<b>nobody" not in page
    assert "&lt;b&gt;nobody" in page


def test_a_condition_becomes_a_scenario_that_can_be_read_back(tmp_path: Path) -> None:
    one = made([TEXT], tmp_path)
    built = [c for c in one.conditionals if c.scenario]
    read = [Scenario.of(tomllib.loads(c.scenario)) for c in built]

    assert [(i.kind, s.base_year) for s in read for i in s.interventions] == [
        ("pressure", 1925),
        ("war_begun", 1925),
    ]
    assert read[0].interventions[0].by == ("DEU",)
    assert set(read[0].interventions[0].on) == {"FRA", "ITA"}
    assert [sorted(p) for p in read[0].pairs] == [["FRA", "ITA"]]
    assert all(c.scenario or c.why_not for c in one.conditionals)


def test_a_condition_in_the_negative_is_left_to_the_reader(tmp_path: Path) -> None:
    one = made(
        ["Reported on 3 May 1925\n\nUnless Germany attacks France, France and Italy will not be allied.\n"],
        tmp_path,
    )

    assert [(c.scenario, "negative" in c.why_not) for c in one.conditionals] == [("", True)]


def test_without_a_model_the_page_is_still_made_and_no_figures_of_the_model_are_claimed() -> None:
    one = brief(extract(read_documents(EXAMPLES), by=Plain()), open_record("chronicle"), pairs=0)

    assert one.quality == {}
    assert "No measured figures" in render(one)


def test_the_summary_for_the_terminal_is_neutral_outside_quotations(examples: Brief) -> None:
    from rich.console import Console

    console = Console(width=10_000, no_color=True)
    with console.capture() as capture:
        console.print(terminal.summary(examples))

    assert "General claims, each with its rival" in capture.get()
    assert found(CAUSAL, capture.get()) == []


def test_what_cannot_be_read_is_named_on_the_page_and_the_rest_is_done(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "bytes.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "page.html").write_text(
        "<html><body><p>French officials said that France will not join the alliance with Italy this year.</p>"
        "<script>alert(1)</script></body></html>",
        encoding="utf-8",
    )
    one = brief(extract(read_documents([tmp_path])), open_record("chronicle"), pairs=0)
    page = render(one)

    assert [r.name for r in one.refused] == ["bytes.txt", "empty.txt"]
    assert all(r.sentence in page for r in one.refused)
    assert [d.document.name for d in one.documents] == ["page.html"]
    assert "alert(1)" not in page


def test_no_claim_is_linked_by_the_name_of_a_state_or_bloc() -> None:
    from symmachy.claims import claims
    from symmachy.statements.gazetteer.match import mentions

    words = [w for c in claims() for cue in c.cues for member in cue for w in member.split("|")]
    named = [w for w in words if mentions(w) or mentions(w.title())]

    assert len(words) > 100
    assert [w for w in named if w != "united nations"] == []


def test_every_claim_of_the_registry_has_a_verdict_on_the_chronicle_that_comes_along() -> None:
    from symmachy.claims import claims
    from symmachy.claims.shipped import known

    world = open_record("chronicle")

    assert [c.id for c in claims() if known(c, world) is None] == []


def test_each_pair_is_answered_as_assess_answers_it_alone_byte_for_byte(tmp_path: Path) -> None:
    whole = replace(open_record("chronicle"))  # nothing is kept for it yet
    text = "A note\n\nReported on 3 May {year}\n\n{one} and {other} will form an alliance.\n"
    paths = []
    for year, one, other in (
        (1860, "Austria", "Prussia"),
        (1880, "France", "Russia"),
        (1891, "Italy", "Spain"),
    ):
        paths.append(tmp_path / f"{year}.txt")
        paths[-1].write_text(text.format(year=year, one=one, other=other), encoding="utf-8")
    found = brief(extract(read_documents(paths)), whole).pairs

    assert [p.codes for p in found] == sorted(p.codes for p in found)
    assert sorted(p.year for p in found) == [1860, 1880, 1891]
    for pair in found:
        alone = assess(replace(whole), *pair.codes, year=pair.year)

        assert pair.answer is not None
        assert json.dumps(assessment(pair.answer)) == json.dumps(assessment(alone))


def test_every_command_on_the_page_asks_the_record_that_the_brief_rests_on(examples: Brief) -> None:
    listed = replace(examples, pairs=(), more_pairs=(*examples.pairs, *examples.more_pairs), record="full")
    asked = re.findall(r"symmachy assess [^<]*", render(listed))

    assert asked
    assert all(command.endswith(" --record full") for command in asked)


def test_a_war_that_goes_on_is_not_begun_and_troops_that_leave_leave_no_treaty(tmp_path: Path) -> None:
    one = made(
        [
            (
                "Reported on 3 May 1967\n\nIf Italy wins the war, France and Spain will be allied.\n\n"
                "A minister expects that Thailand and Japan will be allied once Britain withdraws its forces "
                "from Malaysia and Singapore.\n"
            )
        ],
        tmp_path,
    )
    built = [Scenario.of(tomllib.loads(c.scenario)) for c in one.conditionals if c.scenario]

    assert [(i.kind, i.by, i.hosts) for s in built for i in s.interventions] == [
        ("bases_closed", ("GBR",), ("MYS", "SGP"))
    ]
    assert built[0].model.also == "base"
    assert any(c.condition.startswith("If Italy wins") and not c.scenario for c in one.conditionals)
