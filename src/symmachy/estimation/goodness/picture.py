"""Goodness of fit as a picture: a panel for each aspect, a bar for each cell, a point for what was observed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symmachy.estimation.goodness.result import Compared, Goodness

__all__ = ["chart"]

_POWERS = [0, 10, 100, 1_000, 10_000, 100_000, 1_000_000]
_SIMULATED, _OBSERVED, _GREY = "#56b4e9", "#d55e00", "#8c8c8c"


def chart(found: Goodness, *, width: int, period: str | None) -> Any:  # noqa: ANN401  # altair has no stub for layers
    """Draw the panels one below the other, so that they can be read on a phone."""
    import altair as alt

    panels = [_panel(one, width=width, period=period) for one in found]
    return (
        alt.vconcat(*panels, spacing=14)
        .resolve_scale(x="independent", y="independent")
        .configure_view(stroke=None)
        .configure_axis(grid=False, labelFontSize=11, titleFontSize=11, titleFontWeight="normal")
        .configure_title(fontSize=12, anchor="start", fontWeight="normal")
        .properties(background="white")
    )


def _panel(one: Compared, *, width: int, period: str | None) -> Any:  # noqa: ANN401  # as above
    import altair as alt

    rows = one.table(period=period).to_dicts()
    order = [row["cell"] for row in rows]
    thick = max(3, min(12, width // (2 * max(len(rows), 1))))
    base = alt.Chart(alt.Data(values=rows)).encode(  # type: ignore[no-untyped-call]  # altair's own gap
        x=alt.X("cell:N", sort=order, title=None, axis=alt.Axis(labelAngle=-40 if len(order) > 9 else 0)),
        tooltip=[alt.Tooltip(f"{key}:Q", format=",.1f") for key in ("observed", "mean", "low", "high")],
    )
    uneven = one.aspect.uneven
    scale = alt.Scale(type="symlog", constant=1) if uneven else alt.Scale()
    axis = alt.Axis(values=_POWERS) if uneven else alt.Axis(tickCount=4)
    unit = f"{one.aspect.unit}, logarithmic" if uneven else one.aspect.unit
    y = alt.Y("low:Q", title=unit, axis=axis, scale=scale)
    whole = base.mark_rule(color=_GREY).encode(
        y=alt.Y("least:Q", title=unit, axis=axis, scale=scale), y2="most:Q"
    )
    band = base.mark_bar(color=_SIMULATED, width=thick).encode(y=y, y2="high:Q")
    middle = base.mark_tick(color="white", thickness=2, width=thick).encode(y="median:Q")
    line = base.mark_line(color=_OBSERVED, strokeWidth=1.2).encode(y="observed:Q")
    point = base.mark_point(color=_OBSERVED, filled=True, size=34, opacity=1).encode(y="observed:Q")
    shown = f"p = {one.p_value:.3f}" if period is None else period
    title = alt.TitleParams(
        f"{one.aspect.title}, {shown}",
        subtitle="red: observed; blue: 95 % of the draws, white their median; grey: all draws",
        subtitleFontSize=10,
        subtitleColor="#555555",
        frame="group",
    )
    layers = (whole, band, middle, line, point) if one.aspect.ordered else (whole, band, middle, point)
    return alt.layer(*layers).properties(width=width, height=120, title=title)
