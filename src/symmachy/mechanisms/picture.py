"""The example of a mechanism as a picture: letters on a terminal, or a drawing for a page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.world.network import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from symmachy.mechanisms.example import Example
    from symmachy.typing import FloatArray
    from symmachy.world.network import Network

__all__ = ["drawing", "key", "legend", "letters"]

_TIE = "#"
_OTHERS = (("x", "#b3541e", "brown"), ("o", "#2b6c99", "blue"), ("+", "#5d7d2c", "green"))
"""Marks and colours of the relations beside pacts, in the order in which an example names them."""

_SIZE, _RADIUS, _MIDDLE = 220, 68, 100


@dataclass(frozen=True, kw_only=True)
class _Relation:
    mark: str
    words: str
    colour: str
    holds: npt.NDArray[np.bool_]
    """``(N, N)``, symmetric unless `directed`."""
    directed: bool = False


def letters(example: Example) -> str:
    """Draw an example as a table of pairs, with the values of states beside it.

    Examples
    --------
    >>> from symmachy.mechanisms import SharedAllies
    >>> print(letters(SharedAllies.example))
        A  B  C  D
     A     #  #  .
     B  #     #  .
     C  #  #     #
     D  .  .  #
    """
    network = example.network()
    relations = _relations(example, network)
    codes = network.states
    cells = [
        [
            "" if i == j else "".join(r.mark for r in relations if r.holds[i, j]) or "."
            for j in range(len(codes))
        ]
        for i in range(len(codes))
    ]
    width = max((len(c) for row in cells for c in row), default=1)
    lines = ["    " + "  ".join(code.ljust(width) for code in codes)]
    for code, row in zip(codes, cells, strict=True):
        values = _values_of(example, code)
        lines.append(
            f" {code}  " + "  ".join(c.ljust(width) for c in row) + (f"   {values}" if values else "")
        )
    return "\n".join(line.rstrip() for line in lines)


def legend(example: Example) -> str:
    """Say what the marks of `letters` mean in this example."""
    said = [f"{r.mark} {r.words}" for r in _relations(example, example.network())]
    return ", ".join([*said, ". nothing"])


def key(example: Example) -> str:
    """Say what the lines of `drawing` mean in this example.

    Examples
    --------
    >>> from symmachy.mechanisms import Wedge
    >>> key(Wedge.example)
    'lines are pacts; dashed in brown: hostility; dashed in blue: a lesser pledge'
    """
    others = _relations(example, example.network())[1:]
    said = [f"dashed in {name}: {r.words}" for r, (_, _, name) in zip(others, _OTHERS, strict=False)]
    ties = "arrows are pledges, to whom they are given" if example.directed else "lines are pacts"
    return "; ".join([ties, *said])


def drawing(example: Example, *, title: str) -> str:
    """Draw an example as SVG: states on a circle, pacts as lines, other relations between two dashed.

    Parameters
    ----------
    example
        What is drawn.
    title
        What a reader who does not see it is told.
    """
    network = example.network()
    places = dict(zip(network.states, _circle(len(network.states)), strict=True))
    parts: list[str] = []
    for shift, relation in enumerate(_relations(example, network)):
        style = f'stroke="{relation.colour}" stroke-width="2.2"'
        if shift:
            style += ' stroke-dasharray="5 4"'
            if not relation.directed:
                style += f' transform="translate({4 * shift} {4 * shift})"'
        drawn = relation.holds if relation.directed else np.triu(relation.holds)
        for i, j in zip(*np.nonzero(drawn), strict=True):
            start, end = places[network.states[i]], places[network.states[j]]
            if relation.directed:
                aside = 6.0 * shift or 4.0 * bool(drawn[j, i])  # beside the other way, and beside pacts
                parts += _arrow(start, end, style, relation.colour, aside=aside)
                continue
            (x1, y1), (x2, y2) = start, end
            parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>')
    for code, (x, y) in places.items():
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="#d8e3ee" stroke="currentColor"/>')
        parts.append(_text(code, x, y + 4.5, size=13, colour="#10202f"))
        said = _values_of(example, code).split(", ")
        top = y + 26 if y > _MIDDLE else y - 18 - 11 * (len(said) - 1)  # outside, where no line is drawn
        for line, words in enumerate(said):
            parts.append(_text(words, x, top + 11 * line, size=9, colour="currentColor"))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}" role="img"'
    return f"{head}><title>{_escaped(title)}</title>{''.join(parts)}</svg>"


def _relations(example: Example, network: Network) -> list[_Relation]:
    reading = Reading.DIRECTED if example.directed else Reading.EITHER
    found = [
        _Relation(
            mark=_TIE,
            words="a pledge of the row to the column" if example.directed else "a pact",
            colour="currentColor",
            holds=network.ties(reading=reading),
            directed=example.directed,
        )
    ]
    others = {
        _words(role): (_held(network.pair(role), directed=">" in text), ">" in text)
        for role, text in example.pairs.items()
    }
    others |= {
        words: (_written(text, network), False)
        for words, text in (("a pact the year before", example.before), ("a lesser pledge", example.pledges))
        if text
    }
    for (mark, colour, _), (words, (holds, directed)) in zip(_OTHERS, others.items(), strict=False):
        found.append(_Relation(mark=mark, words=words, colour=colour, holds=holds, directed=directed))
    return found


def _words(role: str) -> str:
    return "a value of the variable" if role == "x" else role.replace("_", " ")


def _held(values: FloatArray, *, directed: bool) -> npt.NDArray[np.bool_]:
    known = np.nan_to_num(values) != 0
    return np.asarray(known if directed else known | known.T, dtype=np.bool_)


def _written(pairs: str, network: Network) -> npt.NDArray[np.bool_]:
    found = np.zeros((len(network.states),) * 2, dtype=np.bool_)
    for pair in pairs.split():
        i, j = (network.place[code] for code in pair)
        found[i, j] = found[j, i] = True
    return found


def _values_of(example: Example, code: str) -> str:
    said = []
    for texts, when in ((example.states, ""), (example.earlier, " ten years before")):
        for role, text in texts.items():
            value = dict(word.split("=") for word in text.split()).get(code)
            if value is not None:
                said.append(f"{role.replace('_', ' ')} {value}{when}")
    for text in (example.regions, example.capitals):
        value = dict(word.split("=") for word in text.split()).get(code)
        if value is not None:
            said.append(value.replace(",", " "))
    return ", ".join(said)


def _circle(size: int) -> Iterator[tuple[float, float]]:
    for k in range(size):
        angle = 2 * math.pi * k / size - 3 * math.pi / 4
        yield _MIDDLE + 10 + _RADIUS * math.cos(angle), _MIDDLE + _RADIUS * math.sin(angle)


def _arrow(
    start: tuple[float, float], end: tuple[float, float], style: str, colour: str, *, aside: float
) -> Iterator[str]:
    """Draw an arrow from circle to circle, `aside` of the middle to its left."""
    length = math.dist(start, end)
    x, y = ((b - a) / length for a, b in zip(start, end, strict=True))
    tail = (start[0] + 14 * x + aside * y, start[1] + 14 * y - aside * x)
    tip = (end[0] - 14 * x + aside * y, end[1] - 14 * y - aside * x)
    neck = (tip[0] - 7 * x, tip[1] - 7 * y)
    left = (tip[0] - 9 * x + 4.5 * y, tip[1] - 9 * y - 4.5 * x)
    right = (tip[0] - 9 * x - 4.5 * y, tip[1] - 9 * y + 4.5 * x)
    corners = " ".join(f"{a:.1f},{b:.1f}" for a, b in (tip, left, right))
    yield f'<line x1="{tail[0]:.1f}" y1="{tail[1]:.1f}" x2="{neck[0]:.1f}" y2="{neck[1]:.1f}" {style}/>'
    yield f'<polygon points="{corners}" fill="{colour}"/>'


def _text(words: str, x: float, y: float, *, size: int, colour: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-family="sans-serif" font-size="{size}" fill="{colour}"'
    return f"<text {place}>{_escaped(words)}</text>" if words else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
