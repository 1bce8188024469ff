"""Pictures of a skill card: skill by rung, and how often it came when it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symmachy.report.charts import svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from symmachy.forecasting.backtest import RungScore, Section, SkillCard
    from symmachy.forecasting.skill import Expected

__all__ = ["by_decade", "ladder", "precision_recall", "reliability"]

_BLUE = "#0072b2"
_ORANGE = "#d55e00"
_GREY = "#777777"
_LEAST = 1e-4
"""Chances below this are drawn at it: the axes are logarithmic."""


def ladder(card: SkillCard, target: str, *, width: int) -> str | None:
    """Draw the log skill of every rung at each horizon with its interval; None without any."""
    import altair as alt

    rows: list[dict[str, Any]] = []
    for section in card.sections:
        if section.target != target:
            continue
        for score in section.rungs:
            skill = score.log_skill
            if skill.value is None or score.rung == card.reference:
                continue
            rows.append(
                {
                    "rung": score.title,
                    "horizon": f"{section.horizon} year{'s' if section.horizon > 1 else ''}",
                    "skill": max(skill.value, -0.5),
                    "lo": max(skill.lo if skill.lo is not None else skill.value, -0.5),
                    "hi": skill.hi if skill.hi is not None else skill.value,
                }
            )
    if not rows:
        return None
    titles: list[str] = list(dict.fromkeys(r["rung"] for r in rows))
    horizons: list[str] = list(dict.fromkeys(r["horizon"] for r in rows))
    base = _chart(rows).encode(
        y=alt.Y("rung:N", sort=titles, title=None, axis=alt.Axis(labelLimit=_label(width), ticks=False)),
        yOffset=alt.YOffset("horizon:N", sort=horizons),
        color=alt.Color(
            "horizon:N",
            sort=horizons,
            scale=alt.Scale(domain=horizons, range=["#56b4e9", _BLUE, "#003f66"][: len(horizons)]),
            legend=alt.Legend(orient="top", title=None, symbolType="circle"),
        ),
    )
    x = alt.X(
        "lo:Q",
        title="log skill against the base rate, 95 % interval",
        axis=alt.Axis(format="+.1f", tickCount=6),
    )
    bars = base.mark_rule(strokeWidth=1.6).encode(x=x, x2="hi:Q")
    dots = base.mark_point(filled=True, size=34, opacity=1).encode(x=alt.X("skill:Q"))
    zero = _chart([{"at": 0.0}]).mark_rule(color=_GREY, strokeDash=[3, 3]).encode(x="at:Q")
    return svg(zero + bars + dots, width=width, height=alt.Step(11))


def reliability(section: Section, score: RungScore, *, width: int) -> str:
    """Draw how often it came against what was said, on logarithmic axes: the CORP curve, its band, the ranges."""
    import altair as alt

    points = [
        {
            "said": max(p.said, _LEAST),
            "came": max(p.came, _LEAST),
            "lo": max(p.lo if p.lo is not None else p.came, _LEAST),
            "hi": max(p.hi if p.hi is not None else p.came, _LEAST),
        }
        for p in score.curve
    ]
    ranges = [
        {
            "said": max(r.mean, _LEAST),
            "came": max(r.share, _LEAST),
            "lo": max(r.lo if r.lo is not None else r.share, _LEAST),
            "hi": max(r.hi if r.hi is not None else r.share, _LEAST),
        }
        for r in score.ranges
    ]
    axis = alt.Axis(values=[_LEAST, 1e-3, 1e-2, 0.1, 1], labelExpr=_percents(), grid=True)
    scale = alt.Scale(type="log", domain=[_LEAST, 1], nice=False, clamp=True)
    x = alt.X(
        "said:Q",
        title=f"said, within {section.horizon} year{'s' if section.horizon > 1 else ''}",
        scale=scale,
        axis=axis,
    )
    y = alt.Y("came:Q", title="came", scale=scale, axis=axis)
    even = _chart([{"said": _LEAST, "came": _LEAST}, {"said": 1.0, "came": 1.0}])
    line = even.mark_line(color=_GREY, strokeDash=[3, 3], strokeWidth=1).encode(x=x, y=y)
    band = (
        _chart(points)
        .mark_area(color=_BLUE, opacity=0.16)
        .encode(x=x, y=alt.Y("lo:Q", scale=scale), y2="hi:Q")
    )
    curve = _chart(points).mark_line(color=_BLUE, strokeWidth=1.8).encode(x=x, y=y)
    data = _chart(ranges)
    bars = data.mark_rule(color=_ORANGE, strokeWidth=1.2).encode(x=x, y=alt.Y("lo:Q", scale=scale), y2="hi:Q")
    dots = data.mark_point(color=_ORANGE, filled=True, size=42, opacity=1).encode(x=x, y=y)
    return svg(line + band + curve + bars + dots, width=width, height=width)


def by_decade(counts: Sequence[Expected], *, width: int) -> str:
    """Draw how many were expected and how many came, by decade of the origin, on a logarithmic axis."""
    import altair as alt

    kinds = {"expected": _BLUE, "came": _ORANGE}
    rows: list[dict[str, Any]] = [
        {"decade": e.label, "what": what, "number": max(number, 0.5)}
        for e in counts
        if e.lo is None
        for what, number in (("expected", e.said), ("came", e.came))
    ]
    labels: list[str] = list(dict.fromkeys(r["decade"] for r in rows))
    x = alt.X(
        "number:Q",
        title="events in the windows of the decade's origins",
        scale=alt.Scale(type="log", nice=True),
        axis=alt.Axis(format=",.0f", tickCount=4),
    )
    y = alt.Y("decade:N", sort=labels, title=None, axis=alt.Axis(ticks=False, labelLimit=130))
    data = _chart(rows)
    dots = data.mark_point(filled=True, size=60, opacity=1).encode(
        x=x,
        y=y,
        color=alt.Color(
            "what:N",
            scale=alt.Scale(domain=list(kinds), range=list(kinds.values())),
            legend=alt.Legend(orient="top", title=None, symbolType="circle"),
        ),
        shape=alt.Shape(
            "what:N", scale=alt.Scale(domain=list(kinds), range=["circle", "diamond"]), legend=None
        ),
    )
    line = data.mark_line(color=_GREY, strokeWidth=1).encode(x=x, y=y, detail="decade:N")
    return svg(line + dots, width=width, height=alt.Step(22))


def precision_recall(section: Section, scores: list[RungScore], *, width: int) -> str:
    """Draw precision against recall for some rungs, with the share that came as a dashed line."""
    import altair as alt

    rows: list[dict[str, Any]] = [
        {"rung": s.title, "recall": r, "precision": p} for s in scores for r, p in s.precision_recall
    ]
    titles = [s.title for s in scores]
    top = min(1.0, 1.1 * max((r["precision"] for r in rows), default=1.0))
    x = alt.X(
        "recall:Q",
        title="recall: share of what came",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", tickCount=5),
    )
    y = alt.Y(
        "precision:Q",
        title="precision: share that came",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(format=".0%" if top > 0.1 else ".1%", tickCount=5),
    )
    colour = alt.Color(
        "rung:N",
        scale=alt.Scale(domain=titles, range=[_BLUE, _ORANGE, "#009e73"][: len(titles)]),
        legend=alt.Legend(orient="top", title=None, symbolType="stroke", columns=1, labelLimit=260),
    )
    lines = _chart(rows).mark_line(strokeWidth=1.8).encode(x=x, y=y, color=colour)
    share = _chart([{"at": section.prevalence}]).mark_rule(color=_GREY, strokeDash=[3, 3]).encode(y="at:Q")
    return svg(share + lines, width=width, height=round(0.8 * width))


def _chart(rows: list[dict[str, Any]]) -> alt.Chart:
    import altair as alt

    return alt.Chart(alt.InlineData(values=rows))


def _label(width: int) -> int:
    return 130 if width < 400 else 260


def _percents() -> str:
    return "datum.value < 0.0002 ? '0.01 %' : datum.value < 0.002 ? '0.1 %' : 100 * datum.value + ' %'"
