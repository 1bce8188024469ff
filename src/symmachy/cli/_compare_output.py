"""What ``symmachy record compare`` prints."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from symmachy.cli._record_output import print_json, print_table

if TYPE_CHECKING:
    from symmachy.record.compare import Agreement, RankAgreement, WarAgreement
    from symmachy.typing import Json

__all__ = ["print_agreement"]


def print_agreement(found: Agreement | RankAgreement | WarAgreement, *, as_json: bool) -> None:
    """Print an agreement, as JSON or as a few lines and a table."""
    from symmachy.record.compare import Agreement, RankAgreement

    if as_json:
        print_json(_data(found))
    elif isinstance(found, Agreement):
        _print_counts(found)
    elif isinstance(found, RankAgreement):
        typer.echo(f"{found.what}: rank correlation of the chronicle with {found.other}")
        print_table(("year", "states", "rank correlation"), [(y, n, f"{r:.3f}") for y, n, r in found.years])
        rows = [(d.name, d.count, d.only, d.reason) for d in found.furthest]
        print_table(("furthest in the last year", "ranks apart", "ranked higher by", "reason"), rows)
    else:
        typer.echo(
            f"{found.other}, {found.first} to {found.last}: {found.present} of {found.wars} wars are in the "
            f"chronicle, {found.right_side} of {found.participants} participants on the same side"
        )
        for war in found.missing:
            typer.echo(f"  not in the chronicle: {war}")


def _data(found: Agreement | RankAgreement | WarAgreement) -> Json:
    from symmachy.record.compare import Agreement

    data = asdict(found)
    if isinstance(found, Agreement):
        data |= {"jaccard": found.jaccard, "f1": found.f1, "same_answer": found.same_answer}
    return data


def _print_counts(found: Agreement) -> None:
    typer.echo(f"{found.what}, {found.first} to {found.last}, the chronicle against {found.other}")
    print_table(
        ("in both", "chronicle only", "other only", "Jaccard", "F1", "same answer"),
        [
            (
                f"{found.both:,}",
                f"{found.only_chronicle:,}",
                f"{found.only_other:,}",
                f"{found.jaccard:.3f}",
                f"{found.f1:.3f}",
                f"{found.same_answer:.3f}",
            )
        ],
    )
    rows = [(f"{d.count:,}", d.only, d.name, d.reason) for d in found.disagreements]
    print_table(("units", "only in", "largest disagreements", "reason, where one is known"), rows)
