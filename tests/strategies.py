"""What hypothesis draws: dates, spells, treaties, and whole worlds of a few states over a few decades."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.worlds import of_pairs, of_states, state, world

from symmachy.world import Fill, Membership, Obligation, Precision, Spell, State, Term, Treaty

if TYPE_CHECKING:
    from symmachy.world import World

FIRST = 1900
CODES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH", "III")


def days(first: int = FIRST, last: int = FIRST + 30) -> st.SearchStrategy[date]:
    """Days, with the turn of the year more often than by chance: that is where half-open ends go wrong."""
    turn = st.builds(lambda y, d: date(y, 1, 1) + timedelta(d), st.integers(first, last), st.integers(-1, 1))
    return turn | st.dates(date(first, 1, 1), date(last, 12, 31))


@st.composite
def spells(draw: st.DrawFn, first: int = FIRST, last: int = FIRST + 30, *, always: bool = True) -> Spell:
    """Spells with open and closed ends; `always` lets the start be open too."""
    start = draw(st.just(date.min) | days(first, last) if always else days(first, last))
    end = draw(st.none() | days(first, last + 1))
    if end is not None and end <= start:
        end = start + timedelta(draw(st.integers(1, 800)))
    vague = st.sampled_from(Precision)  # an end that is open is not vague
    return Spell(
        start=start,
        end=end,
        start_precision=Precision.DAY if start == date.min else draw(vague),
        end_precision=Precision.DAY if end is None else draw(vague),
    )


@st.composite
def partings(draw: st.DrawFn, first: int, last: int) -> tuple[Spell, ...]:
    """One spell, or two with a gap between them: what leaves and comes back."""
    cuts = sorted(draw(st.sets(days(first, last), min_size=2, max_size=4)))
    found = [Spell(start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    if len(cuts) % 2 or draw(st.booleans()):
        found[-1] = Spell(start=found[-1].start)
    return tuple(found)


@st.composite
def obligations(draw: st.DrawFn) -> Obligation:
    return Obligation(draw(st.integers(1, 31)))


@st.composite
def treaties(draw: st.DrawFn, codes: tuple[str, ...], first: int, last: int, name: str = "pact") -> Treaty:
    """A treaty of at least two members who come and go, with mutual and one-sided terms."""
    members = draw(st.lists(st.sampled_from(codes), min_size=2, max_size=min(5, len(codes)), unique=True))
    who = st.sampled_from(["*", "*", *members])
    own = draw(spells(first, last, always=False))
    terms = draw(
        st.lists(
            st.builds(
                lambda by, to, owed, when: Term(by=by, to=to, obligations=owed, spell=when),
                who,
                who,
                obligations() | st.just(Obligation.DEFENSE),
                st.just(Spell()) | spells(first, last),
            ),
            min_size=1,
            max_size=3,
        )
    )
    ended = own.end is not None
    return Treaty(
        id=name,
        name=name.capitalize(),
        spell=own,
        members=tuple(
            Membership(state=code, spell=s, exit_by="withdrawal" if s.end else "")
            for code in members
            for s in draw(st.just((own,)) | partings(first, last))
        ),
        terms=tuple(terms),
        ended_by="expiry" if ended else "",
        successor="later-pact" if ended else "",
    )


@st.composite
def worlds(
    draw: st.DrawFn, *, fewest: int = 2, most: int = 6, longest: int = 15, comings: bool = True
) -> World:
    """Worlds with treaties and with a variable for every part that a mechanism asks for.

    Some variables begin late or end early. With ``comings=False`` every state is a member at all times.
    """
    codes = CODES[: draw(st.integers(fewest, most))]
    last = FIRST + draw(st.integers(2, longest))
    made = [_state(draw, code, last, comings=comings) for code in codes]
    pacts = draw(st.integers(0, 4))
    bonds = [draw(treaties(codes, FIRST - 2, last + 1, f"pact-{k}")) for k in range(pacts)]
    variables = [
        of_states("made.great_power", _yes(draw, codes, last, 1), absent=0.0, coverage=(FIRST, last)),
        of_states("made.democracy", _values(draw, codes, last, (0.0, 1.0)), coverage=_covered(draw, last)),
        of_states("made.capabilities", _values(draw, codes, last, (0.0, 0.01, 0.2)), coverage=(FIRST, last)),
        of_states(
            "made.measured",
            _values(draw, codes, last, (0.1, 0.5)),
            coverage=_covered(draw, last),
            fill=Fill.INTERPOLATE,
        ),
        of_pairs("made.contiguity", _yes(draw, codes, last, 2), coverage=(FIRST, last)),
        of_pairs("made.hostility", _yes(draw, codes, last, 2), coverage=_covered(draw, last)),
        of_pairs("made.war", _yes(draw, codes, last, 2), coverage=(FIRST, last)),
        of_pairs(
            "made.exports", _exports(draw, codes, last), absent=None, directed=True, coverage=(FIRST, last)
        ),
    ]
    return world(made, *bonds, first=FIRST, last=last, variables=variables)


def _state(draw: st.DrawFn, code: str, last: int, *, comings: bool) -> State:
    made = state(
        code,
        region=draw(st.sampled_from(["Europe", "Asia"])),
        capital=draw(st.none() | st.tuples(st.integers(-80, 80), st.integers(-180, 180))),
    )
    if not comings:
        return made
    there = draw(st.just((Spell(),)) | partings(FIRST - 2, last))
    return State(code=code, region=made.region, spells=there, names=made.names, capitals=made.capitals)


def _covered(draw: st.DrawFn, last: int) -> tuple[int, int]:
    return draw(st.sampled_from([(FIRST, last), (FIRST, last - 1), (FIRST + 1, last)]))


def _yes(draw: st.DrawFn, codes: tuple[str, ...], last: int, size: int) -> dict[tuple[int, ...], float]:
    who = list(combinations(codes, size)) or [codes]
    keys = st.tuples(st.integers(FIRST, last), st.sampled_from(who))
    return {(year, *w): 1.0 for year, w in draw(st.sets(keys, max_size=12))}


def _values(
    draw: st.DrawFn, codes: tuple[str, ...], last: int, values: tuple[float, ...]
) -> dict[tuple[int, str], float]:
    keys = st.tuples(st.integers(FIRST, last), st.sampled_from(codes))
    some = draw(st.dictionaries(keys, st.sampled_from(values), max_size=12))
    usual = draw(st.none() | st.sampled_from(values))
    if usual is None:
        return some
    return {(y, c): some.get((y, c), usual) for y in range(FIRST, last + 1) for c in codes}


def _exports(draw: st.DrawFn, codes: tuple[str, ...], last: int) -> dict[tuple[int, str, str], float]:
    keys = st.tuples(st.integers(FIRST, last), st.sampled_from(list(permutations(codes, 2))))
    found = draw(st.dictionaries(keys, st.floats(0, 100, width=16), max_size=12))
    return {(year, *w): value for (year, w), value in found.items()}
