"""The chronicle's rows as HTML tables to look things up in; plain functions from nothing to HTML.

Used by the directive ``register``. The script ``register.js`` finds the tables by their class, and searches what
stands in a row together with its ``data-find``: codes and names that are not shown. It reads the text without the
marks, so that lines and cells are set apart by a space.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from symmachy.record import open_record
from symmachy.record.chronicle import table
from symmachy.report.words import obligations
from symmachy.world import Spell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from symmachy.world import Membership, State, Treaty, World

__all__ = ["PARTS", "decisions", "governments", "search", "states", "treaties"]

_FEW = 6
"""A list longer than this is folded away behind its number."""
_GRADES = ("two", "one", "none")
_SCHEMES = {"cow": "COW", "cow_letters": "COW", "gw": "GW", "iso3": "ISO", "vdem": "V-Dem"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A row of a table: its cells are HTML, `find` is searched and not shown."""

    id: str
    find: tuple[str, ...]
    cells: tuple[str, ...]


def search() -> str:
    """Write the search box, which stays hidden where the script does not run."""
    return (
        '<form class="register-search" role="search" method="get" hidden>'
        '<label for="find">Find</label> '
        '<input id="find" name="find" type="search" autocomplete="off" spellcheck="false"> '
        '<output id="found" for="find" role="status"></output></form>'
    )


def treaties() -> str:
    """Write every treaty, by the date of its entry into force."""
    world = _world()
    rows = [_treaty(world, t) for t in sorted(world.treaties, key=lambda t: (t.spell.start, t.id))]
    return _table("treaties", ("Treaty", "In force", "Obligations", "Members", "Source", "Checked"), rows)


def states() -> str:
    """Write every state, by code."""
    rows = [_state(s) for s in sorted(_world().states, key=lambda s: s.code)]
    return _table("states", ("State", "Codes", "Member of the system", "Also known as", "Checked"), rows)


def governments() -> str:
    """Write every government, by state and date, with the word on the alliances of the one before."""
    rows = []
    for row in sorted(table("governments").iter_rows(named=True), key=lambda r: (r["state"], r["start"])):
        word, _, rest = row["note"].partition(":")
        cells = (
            f"{escape(row['name'])}{_small(row['state'])}",
            escape(str(Spell.read(row["start"], row["end"]))),
            escape(word),
            escape(rest.strip()) + _small(row["source"]),
            escape(row["checked"]),
        )
        find = (row["state"], *_names(_world().states[row["state"]]))
        rows.append(_Row(id=f"government-{row['government']}", find=find, cells=cells))
    return _table("governments", ("Government", "In office", "Alliances before", "Note", "Checked"), rows)


def decisions() -> str:
    """Write every decision, with a link to the treaty it is about where that is in the register."""
    names = {t.id: t.name for t in _world().treaties}
    rows = []
    for row in table("decisions").iter_rows(named=True):
        item, name = row["item"], names.get(row["item"])
        link = (
            f'<a href="register.html#treaty-{escape(item)}">{escape(name)}</a>{_small(item)}' if name else ""
        )
        cells = (
            link or escape(item.replace("atop-", "ATOP ")),
            escape(row["obligation"] or "any"),
            escape(row["reason"]),
            escape(row["checked"]),
        )
        place = f"decision-{item}-{row['obligation'] or 'any'}"
        rows.append(_Row(id=place, find=(item,), cells=cells))
    return _table("decisions", ("Treaty, state or pair", "Obligation", "Reason", "Checked"), rows)


PARTS: dict[str, Callable[[], str]] = {
    "decisions": decisions,
    "governments": governments,
    "search": search,
    "states": states,
    "treaties": treaties,
}
"""What can be written, by name."""


@cache
def _world() -> World:
    return open_record("chronicle")


def _treaty(world: World, treaty: Treaty) -> _Row:
    members = sorted(treaty.members, key=lambda m: (m.spell.start, m.state))
    codes = sorted({m.state for m in members})
    graded = Counter(m.checked for m in members)
    by_member = ", ".join(f"{graded[g]} {g}" for g in _GRADES if graded[g])
    ended = f"; {treaty.ended_by}" if treaty.ended_by else ""
    after = escape(treaty.successor, quote=True)
    cells = (
        escape(treaty.name) + _small(treaty.id),
        escape(f"{treaty.spell}{ended}")
        + (f'<br> <small>followed by <a href="#treaty-{after}">{after}</a></small>' if after else ""),
        escape(obligations(treaty.obligations.words)),
        _list([_member(world, treaty, m) for m in members], f"{len(codes)} states"),
        escape(treaty.source) + _small(treaty.note),
        escape(treaty.checked) + _small(f"members: {by_member}"),
    )
    find = (*treaty.obligations.words, *codes, *(n for c in codes for n in _names(world.states[c])))
    return _Row(id=f"treaty-{treaty.id}", find=find, cells=cells)


def _member(world: World, treaty: Treaty, member: Membership) -> str:
    name = world.states[member.state].name(member.spell.start.year)
    bound = member.spell.overlap(treaty.spell) or member.spell
    if (bound.start, bound.end) == (treaty.spell.start, treaty.spell.end):
        return name
    return f"{name} ({', '.join(filter(None, (str(bound), member.exit_by)))})"


def _state(state: State) -> _Row:
    spells = [r for r in table("state_spells").iter_rows(named=True) if r["state"] == state.code]
    short = sorted((n for n in state.names if n.short), key=lambda n: n.spell.start)
    others = sorted({n.text for n in state.names if not n.short})
    codes: dict[str, list[str]] = {}
    for code in state.codes:
        codes.setdefault(_SCHEMES.get(code.scheme, code.scheme), []).append(code.value)
    listed = (f"{label} {', '.join(dict.fromkeys(values))}" for label, values in codes.items())
    cells = (
        f"<b>{escape(short[-1].text)}</b>" + _small("; ".join(f"{n.text} {n.spell}" for n in short[:-1])),
        f"<b>{escape(state.code)}</b>" + "".join(map(_small, listed)),
        "<br> ".join(escape(str(Spell.read(r["start"], r["end"]))) + _small(r["note"]) for r in spells),
        _list(others, f"{len(others)} names"),
        "<br> ".join(escape(r["checked"]) for r in spells),
    )
    find = (state.region, *(f"{c.scheme} {c.value}" for c in state.codes))
    return _Row(id=f"state-{state.code}", find=find, cells=cells)


def _names(state: State) -> list[str]:
    return [n.text for n in sorted(state.names, key=lambda n: not n.short)]


def _list(items: Sequence[str], summary: str) -> str:
    """Write a list within a cell: whole where it is short, folded away behind a summary where it is long."""
    inside = escape(", ".join(items))
    if len(items) <= _FEW:
        return inside
    return f"<details><summary>{escape(summary)}</summary> {inside}</details>"


def _small(text: str) -> str:
    return f"<br> <small>{escape(text)}</small>" if text else ""


def _table(noun: str, head: Sequence[str], rows: Iterable[_Row]) -> str:
    """Write a table; each cell carries its column's name, which narrow screens show beside it."""
    body = [
        f'<tr id="{escape(row.id, quote=True)}" data-find="{escape(" ".join(dict.fromkeys(row.find)), quote=True)}">'
        + " ".join(f'<td data-of="{name}">{cell}</td>' for name, cell in zip(head, row.cells, strict=True))
        + "</tr>"
        for row in rows
    ]
    columns = "".join(f'<th scope="col">{name}</th>' for name in head)
    return (
        f'<table class="register {noun}" id="{noun}-rows" data-noun="{noun}"><caption>{len(body):,} {noun}</caption>'
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n" + "\n".join(body) + "\n</tbody></table>"
    )
