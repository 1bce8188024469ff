"""A skill card laid out for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from symmachy.report.skill.words import failed, interval, origins, unknown, verdict, years

if TYPE_CHECKING:
    from rich.console import RenderableType

    from symmachy.forecasting.backtest import SkillCard

__all__ = ["skill_card"]


def skill_card(card: SkillCard) -> Group:
    """Lay out a skill card as a rich renderable: every rung's skill, and what failed."""
    parts: list[RenderableType] = [
        Text(
            f"Skill card of {card.record}: origins {card.first} to {card.last}"
            + (f", every {card.every} years" if card.every > 1 else ""),
            style="bold",
        ),
        Text(
            "Skill against the base rate: 1 is perfect, 0 as good, below 0 worse; 95 % intervals by a block "
            "bootstrap over origins."
        ),
    ]
    for section in card.sections:
        parts += [
            Text(f"\n{section.title.capitalize()}, within {years(section.horizon)}", style="bold"),
            Padding(Text(origins(section), style="dim"), (0, 0, 0, 2)),
        ]
        table = _table(("rung", ""), ("log skill", "right"), ("Brier skill", "right"), ("", ""))
        for score in section.rungs:
            if score.rung == card.reference:
                continue
            table.add_row(
                Text(score.title, style="bold" if score.rung == card.recommended else ""),
                interval(score.log_skill),
                interval(score.brier_skill),
                verdict(score),
            )
        parts.append(Padding(table, (0, 0, 0, 2)))
    if card.counts:
        parts.append(Text("\nNumber of allied pairs, as a distribution", style="bold"))
        table = _table(
            *(("rung", ""), ("within", ""), ("CRPS, pairs", "right")),
            *(("skill", "right"), ("log score gained", "right"), ("in 90 %", "right")),
        )
        for c in card.counts:
            table.add_row(
                c.title,
                years(c.horizon),
                f"{c.crps:.1f}",
                interval(c.crps_skill),
                interval(c.log_gain),
                f"{c.covered:.0%}",
            )
        parts.append(Padding(table, (0, 0, 0, 2)))
    parts.append(Text("\nDo not beat the base rate on either score", style="bold"))
    parts += [Padding(Text(line), (0, 0, 0, 2)) for line in failed(card) or ("None.",)]
    if card.not_known:
        parts.append(Text(f"\n{unknown(card)}"))
    if card.not_run:
        parts.append(Text(f"\nNot run, since an extra is not installed: {', '.join(card.not_run)}."))
    return Group(*parts)


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for header, justify in columns:
        table.add_column(header, justify="right" if justify == "right" else "left", overflow="fold")
    return table
