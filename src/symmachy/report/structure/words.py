"""Small helpers of wording for answers about structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.structure import Division, Tie

__all__ = ["found", "listed", "share", "ties_of"]


def found(division: Division) -> str:
    """Say the least frustration of a division and how sure it is.

    Examples
    --------
    >>> from symmachy.structure import SignedNetwork, frustration
    >>> found(frustration(SignedNetwork.of([("A", "B", -1)])))
    'no tie is frustrated (proven)'
    """
    value = f"{division.value:g}"
    if division.proven:
        if not division.value:
            return "no tie is frustrated (proven)"
        counted = len(division.ties) == division.value
        what = (
            f"{value} {'tie is' if value == '1' else 'ties are'} frustrated"
            if counted
            else f"frustration {value}"
        )
        return (
            f"{what}, and fewer is impossible (proven)"
            if counted
            else f"{what}, and less is impossible (proven)"
        )
    return (
        f"frustration {value} was found, and less than {division.bound:g} is impossible (gap {share(division.gap)}); "
        "more time may narrow it"
    )


def listed(names: Sequence[str], most: int) -> str:
    """List names, and say how many were left out.

    Examples
    --------
    >>> listed(["A", "B", "C"], 2)
    'A, B and 1 more'
    """
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def share(part: float) -> str:
    """Write a share in per cent; a share need not be a chance, so 0 and 100 stand as they are.

    Examples
    --------
    >>> share(0.123), share(1.0), share(float("nan"))
    ('12 %', '100 %', 'unknown')
    """
    if part != part:  # NaN  # noqa: PLR0124
        return "unknown"
    return f"{100 * part:.0f} %" if part >= 0.1 or part == 0 else f"{100 * part:.1f} %"


def ties_of(ties: Sequence[Tie], names: Mapping[str, str]) -> list[str]:
    """Say each tie in words.

    Examples
    --------
    >>> from symmachy.structure import Tie
    >>> ties_of([Tie("A", "B", -1)], {"A": "Aland", "B": "Bland"})
    ['Aland and Bland (hostile, on one side)']
    """
    words = {1: "tied, on two sides", -1: "hostile, on one side"}
    return [f"{names.get(t.one, t.one)} and {names.get(t.other, t.other)} ({words[t.sign]})" for t in ties]
