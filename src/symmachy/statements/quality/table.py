"""The table of quality, as text and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.statements.quality.measure import Measured

__all__ = ["as_text", "shown"]

_CONFUSED = ("relation", "modality", "polarity")


def shown(measured: Measured) -> dict[str, Any]:
    """Return a measurement as plain data."""
    return {
        "part": measured.part,
        "texts": measured.texts,
        "shares": {
            name: {
                "value": round(s.value, 4),
                "hits": s.hits,
                "of": s.of,
                "interval": [round(x, 4) for x in s.interval],
            }
            for name, s in measured.shares.items()
        },
        "confusion": {
            name: [
                {"label": wanted, "coded": had, "count": count}
                for (wanted, had), count in sorted(pairs.items())
            ]
            for name, pairs in measured.confusion.items()
        },
    }


def as_text(measured: Sequence[Measured]) -> str:
    """Return the table with 95 percent intervals, and below it what was taken for what."""
    lines = []
    head = " " * 38 + "".join(f"{m.part + f' ({m.texts} texts)':>34}" for m in measured)
    lines.append(head)
    for name in measured[0].shares:
        cells = ""
        for m in measured:
            share = m.shares[name]
            low, high = share.interval
            cells += f"{f'{share.value:.3f} [{low:.2f}, {high:.2f}] {share.hits}/{share.of}':>34}"
        lines.append(f"{name:38s}{cells}")
    for m in measured:
        for name in _CONFUSED:
            wrong = [(n, w, h) for (w, h), n in m.confusion[name].items() if w != h]
            said = ", ".join(
                f"{w} as {h} {n}" for n, w, h in sorted(wrong, key=lambda x: (-x[0], x[1], x[2]))
            )
            lines.append(f"{m.part}, {name} taken for another: {said or 'none'}")
    return "\n".join(lines)
