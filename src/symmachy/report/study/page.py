"""A fitted study as one self-contained HTML page, for a phone, a screen and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.report.pages import fill
from symmachy.report.study.data import study
from symmachy.report.study.terminal import about

if TYPE_CHECKING:
    from symmachy.studies import Outcome

__all__ = ["page"]


def page(outcome: Outcome) -> str:
    """Lay out a fitted study as HTML; everything it needs is inside, and nothing is fetched."""
    content = study(outcome)
    parts = {
        head: [row for row in content["coefficients"] if row["part"] == head] for head in content["fits"]
    }
    titles = {label: term.title for label, term in outcome.mechanisms.items()}
    return fill(
        "study",
        {"number": _number, "p": _p},
        answer=content,
        about=about(outcome),
        parts=parts,
        titles=titles,
        terms=_terms(outcome),
        goodness=outcome.goodness.summary().splitlines() if outcome.goodness is not None else [],
        picture=_picture(outcome),
    )


def _picture(outcome: Outcome) -> str:
    if outcome.goodness is None:
        return ""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(outcome.goodness.chart(width=300).to_dict())
    return drawn


def _terms(outcome: Outcome) -> dict[str, str]:
    """Return the label of the mechanism behind each coefficient's name, where there is one."""
    known = outcome.mechanisms
    names = [name for _, column in outcome.columns for name in column.names]
    return {n: label for n in names for label in (n, n.partition(": ")[2]) if label in known}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".replace("-", "\u2212")


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return "< .001" if value < 0.001 else f"{value:.3f}"
