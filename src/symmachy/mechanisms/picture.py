"""The example of a mechanism as a picture: letters on a terminal, or a drawing for a page."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.mechanisms.example import Example
    from symmachy.world.network import Network

__all__ = ["drawing", "legend", "letters"]

_TIE, _OTHER, _BOTH, _NONE = "#", "o", "@", "."
_SIZE, _RADIUS, _MIDDLE = 220, 68, 100


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
    marks = _marks(example, network)
    codes = network.states
    values = [_values_of(example, code) for code in codes]
    lines = ["    " + "  ".join(codes)]
    for i, code in enumerate(codes):
        row = "  ".join(" " if i == j else marks[min(i, j), max(i, j)] for j in range(len(codes)))
        lines.append(f" {code}  {row}" + (f"   {values[i]}" if values[i] else ""))
    return "\n".join(line.rstrip() for line in lines)


def legend(example: Example) -> str:
    """Say what the marks of `letters` mean in this example."""
    said = [f"{_TIE} a pact"]
    what = _other_words(example)
    if what:
        said += [f"{_OTHER} {what}", f"{_BOTH} both"]
    return ", ".join([*said, f"{_NONE} neither" if what else f"{_NONE} none"])


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
    marks = _marks(example, network)
    parts = []
    for (i, j), mark in marks.items():
        (x1, y1), (x2, y2) = places[network.states[i]], places[network.states[j]]
        ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        if mark in (_TIE, _BOTH):
            parts.append(f'<line {ends} stroke="currentColor" stroke-width="2.5"/>')
        if mark in (_OTHER, _BOTH):
            shift = ' transform="translate(4 4)"' if mark == _BOTH else ""
            dashes = 'stroke="#b3541e" stroke-width="2" stroke-dasharray="5 4"'
            parts.append(f"<line {ends} {dashes}{shift}/>")
    for code, (x, y) in places.items():
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="#d8e3ee" stroke="currentColor"/>')
        anchor = f'x="{x:.1f}" y="{y + 4.5:.1f}" text-anchor="middle" font-size="13" fill="#10202f"'
        parts.append(f"<text {anchor}>{code}</text>")
        value = _values_of(example, code)
        if value:
            below = f'x="{x:.1f}" y="{y + 27:.1f}" text-anchor="middle" font-size="10" fill="currentColor"'
            parts.append(f"<text {below}>{_escaped(value)}</text>")
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}" role="img"'
    return f"{head}><title>{_escaped(title)}</title>{''.join(parts)}</svg>"


def _marks(example: Example, network: Network) -> dict[tuple[int, int], str]:
    tied = network.ties()
    other = _other_relation(example, network)
    found = {}
    for i, j in combinations(range(len(network.states)), 2):
        found[i, j] = {
            (True, True): _BOTH,
            (True, False): _TIE,
            (False, True): _OTHER,
            (False, False): _NONE,
        }[bool(tied[i, j]), bool(other[i, j])]
    return found


def _other_relation(example: Example, network: Network) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    other = np.zeros((len(network.states),) * 2, dtype=np.bool_)
    for role in example.pairs:
        values = np.nan_to_num(network.pair(role))
        other |= (values != 0) | (values.T != 0)
    for text in (example.before, example.pledges):
        for one, _, another in (pair.partition("=")[0].partition(">") for pair in text.split()):
            i, j = (network.place[c] for c in (one + another))
            other[i, j] = other[j, i] = True
    return other


def _other_words(example: Example) -> str:
    words = [role.replace("_", " ") for role in example.pairs]
    words += ["a pact the year before"] if example.before else []
    words += ["a lesser pledge"] if example.pledges else []
    return " or ".join(words)


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
            said.append(value)
    return ", ".join(said)


def _circle(size: int) -> Iterator[tuple[float, float]]:
    for k in range(size):
        angle = 2 * math.pi * k / size - 3 * math.pi / 4
        yield _MIDDLE + 10 + _RADIUS * math.cos(angle), _MIDDLE + _RADIUS * math.sin(angle)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
