"""Votes in the United Nations' General Assembly as positions that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import OutsideCoverage

if TYPE_CHECKING:
    from symmachy.record.store import Store
    from symmachy.structure.rule import Window
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.states import States

__all__ = ["vote_positions"]

_LEVEL = {1: 2.0, 2: 1.0, 3: 0.0}
"""Yes 2, abstention 1, no 0: an abstention lies halfway."""


def vote_positions(
    store: Store, window: Window, *, states: States | None = None
) -> tuple[tuple[StateCode, ...], FloatArray]:
    """Return who voted how in some years, for `similarity`.

    Parameters
    ----------
    store
        Where the tables ``un_votes`` and ``un_roll_calls`` were imported.
    window
        The years of the roll calls.
    states
        The register of states; the chronicle's by default.

    Returns
    -------
    The codes of the N states that voted, and ``(N, K)`` positions on K roll calls: 2 yes, 1 abstention, 0 no, NaN
    where a state took no part.

    Raises
    ------
    StoreError
        Where a table was not imported.
    OutsideCoverage
        Where there is no roll call in those years.

    Examples
    --------
    >>> from symmachy.record import Store
    >>> from symmachy.structure import Window, similarity
    >>> codes, votes = vote_positions(Store.default(), Window(1985, 1985))  # doctest: +SKIP
    >>> similarity(votes, largest=2.0)[codes.index("USA"), codes.index("RUS")]  # doctest: +SKIP
    """
    import polars as pl

    from symmachy.record.bridge import Bridge

    if states is None:
        from symmachy.record.chronicle import states as register

        states = register()
    by_cow = Bridge(states).by_cow
    calls = (
        store.scan("un_roll_calls")
        .filter(pl.col("year").is_between(window.first, window.last))
        .select("rcid")
    )
    cast = (
        store.scan("un_votes")
        .with_columns(pl.col("rcid").cast(pl.Int64))
        .join(calls.with_columns(pl.col("rcid").cast(pl.Int64)), on="rcid", how="semi")
        .collect()
    )
    rows = [
        (by_cow[c], r, _LEVEL[v])
        for r, c, v in cast.select("rcid", "ccode", "vote").iter_rows()
        if c in by_cow
    ]
    if not rows:
        raise OutsideCoverage(
            f"there is no roll call in {window}: ask for years from 1946 on that were imported"
        )
    codes = sorted({code for code, _, _ in rows})
    items = sorted({item for _, item, _ in rows})
    at_code, at_item = ({x: k for k, x in enumerate(xs)} for xs in (codes, items))
    found = np.full((len(codes), len(items)), np.nan)
    for code, item, level in rows:
        found[at_code[code], at_item[item]] = level
    return tuple(codes), found
