"""Write the pages of claims in the documentation, from the registry and the verdicts that come with the package.

How to repeat, after ``benchmarks/claims_shipped.py``::

    python benchmarks/claims_pages.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from symmachy.claims import Claim, Comparison, Verdict, claims

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "claims"
SHIPPED = Path(__file__).parents[1] / "src" / "symmachy" / "claims" / "verdicts" / "chronicle.json"
HEAD = ("claim", "verdict", "median (5 % to 95 %)", "with the sign", "clear", "other way", "events", "q")


def main() -> None:
    """Write an index with the table of verdicts, and a page for each claim."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    made = {name: one["verdict"] for name, one in shipped.items()}
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "index.md").write_text(index(made), encoding="utf-8")
    for c in claims():
        (FOLDER / f"{c.id}.md").write_text(page(c, made[c.id]), encoding="utf-8")
    print(f"{len(claims())} pages and an index in {FOLDER}")


def index(made: dict[str, Any]) -> str:
    """Return the page with every claim and what the chronicle says of it, by id."""
    lines = [
        "# Claims and verdicts",
        "",
        "General claims about alliances, each with its rival beside it and a test.",
        "How the words of a verdict are reached is told in [How a claim is tested](../../explanation/claims.md).",
        "This table is of the chronicle; `symmachy claims test --all --record full` makes the one of the full record.",
        "A median is of the risk ratios of all codings.",
        "`q` is the p-value of the reference coding, adjusted over all claims that have one.",
        "",
        "| " + " | ".join(HEAD) + " |",
        "| " + " | ".join("---" for _ in HEAD) + " |",
    ]
    lines += ["| " + " | ".join(row(c, made[c.id])) + " |" for c in claims()]
    lines += ["", "```{toctree}", ":hidden:", "", *(c.id for c in claims()), "```", ""]
    return "\n".join(lines)


def row(c: Claim, v: dict[str, Any]) -> list[str]:
    """Return the cells of a claim."""
    found, t = [f"[{c.id}]({c.id}.md) {c.title}", v["verdict"]], v["tally"]
    if t is None or not t["estimated"]:
        return found + [""] * (len(HEAD) - 2)
    q = "" if v["q"] is None else f"{v['q']:.2g}"
    shares = [f"{100 * t[name]:.0f} %" for name in ("with_sign", "clear", "opposite")]
    return [*found, f"{t['median']:.2g} ({t['low']:.2g} to {t['high']:.2g})", *shares, f"{t['events']:,}", q]


def page(c: Claim, v: dict[str, Any]) -> str:
    """Return the page of one claim."""
    told = Verdict.from_dict(v, c)
    lines = [f"# {c.id} {c.title}", "", f"**Claim.** {c.statement}", ""]
    for r in c.rivals:
        of = f" ([{r.claim}]({r.claim}.md))" if r.claim else ""
        lines += [f"**Rival{of}.** {r.statement}", ""]
    lines += ["## What the chronicle says", "", told.sentence(), ""]
    lines += [line for line in (told.choice_sentence(), *told.slot_sentences()) if line]
    if told.lacks:
        lines += ["", f"Left out, for the chronicle lacks it: {', '.join(f'`{x}`' for x in told.lacks)}."]
    if told.without:
        lines += [
            "",
            "Codings without an estimate: " + "; ".join(f"{n} ({why})" for why, n in told.without) + ".",
        ]
    for test in c.tests:
        lines += ["", "## Test" if test is c.test else "## Test on another unit", "", *_told(test)]
    lines += ["", "## Where it stands", "", f"Known as: {c.term}.", "", f"Scope: {c.scope}"]
    if c.finding:
        lines += ["", f"Published findings: {c.finding}"]
    if c.caution:
        lines += ["", f"Mind: {c.caution}"]
    if c.needs:
        lines += ["", f"Why not in full, and what data would do it: {c.needs}"]
    works = "; ".join(f"{w.work} ({w.known.value})" for w in c.works)
    lines += ["", f"Argued or studied by: {works}.", "", "Met in:", ""]
    lines += [f"- {p}" for p in c.passages]
    return "\n".join(lines) + "\n"


def _told(test: Comparison) -> list[str]:
    return [
        f"- {label.capitalize()}: {', '.join(f'`{name}`' for name in names)}" for label, names in test.told()
    ]


if __name__ == "__main__":
    main()
