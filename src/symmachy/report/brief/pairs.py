"""The pairs of states that the documents name, each as of the year of what they say of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symmachy.errors import SymmachyError
from symmachy.report.brief.names import is_state
from symmachy.report.brief.value import NamedPair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from symmachy.report.brief.value import Read, Topic
    from symmachy.typing import Year
    from symmachy.world import World

__all__ = ["assessed", "pairs_of"]


def pairs_of(
    topics: Iterable[Topic], documents: Sequence[Read], world: World, *, year: Year | None
) -> tuple[NamedPair, ...]:
    """Return every pair of states that a proposition names, by codes; a pair with a bloc is none.

    The year of a pair is `year` where it is given, else that of the latest dated document with a statement on the
    pair, else the record's last; never later than the record's last.
    """
    last = world.coverage.last
    dated = {d.label: d.document.year for d in documents}
    keys: dict[tuple[str, str], set[str]] = {}
    for topic in topics:
        if all(is_state(code, world) for code in topic.proposition.pair):
            those = {v.key for side in topic.sides.values() for v in side}
            keys.setdefault(topic.proposition.pair, set()).update(those)
    found = []
    for codes, those in sorted(keys.items()):
        years = [y for k in those if (y := dated[k.partition(".")[0]]) is not None]
        if year is not None:
            when, basis = year, "as asked"
        elif years:
            when, basis = (
                min(max(years), last),
                "the year of the latest dated document that speaks of the two",
            )
        else:
            when, basis = last, "the record's last, since no document that speaks of the two is dated"
        names = [world.states[c].name(when) for c in codes]
        found.append(
            NamedPair(codes=codes, names=(names[0], names[1]), year=when, year_from=basis, number=len(those))
        )
    return tuple(found)


def assessed(
    pairs: Sequence[NamedPair],
    world: World,
    *,
    most: int,
    told: Callable[[str], None] | None = None,
) -> tuple[tuple[NamedPair, ...], tuple[NamedPair, ...]]:
    """Assess the pairs with the most statements, up to a number; return them and the others, each by codes.

    What cannot be assessed keeps the sentence that says why.
    """
    from symmachy.report.assessment import assess

    chosen = sorted(pairs, key=lambda p: (-p.number, p.codes))[:most]
    done = []
    # The latest year first: the history of the pairs is measured for it once, and cut for the earlier ones.
    for pair in sorted(chosen, key=lambda p: (-p.year, p.codes)):
        if told is not None:
            told(f"assessing {pair.names[0]} and {pair.names[1]}")
        try:
            done.append(replace(pair, answer=assess(world, *pair.codes, year=pair.year)))
        except SymmachyError as refused:
            done.append(replace(pair, refused=str(refused)))
    return tuple(sorted(done, key=lambda p: p.codes)), tuple(p for p in pairs if p not in chosen)
