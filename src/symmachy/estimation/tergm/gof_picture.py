"""The number of ties year by year, observed and drawn, above the panels of the other aspects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ties_panel"]

_SIMULATED, _OBSERVED = "#56b4e9", "#d55e00"


def ties_panel(by_year: pl.DataFrame, *, width: int) -> Any:  # noqa: ANN401  # altair has no stub for layers
    """Return a panel with a bar for each year's draws and a point for what was observed."""
    import altair as alt

    rows = by_year.to_dicts()
    thick = max(2, min(12, width // (2 * len(rows))))
    years = [row["year"] for row in rows]
    x = alt.X(
        "year:Q",
        title=None,
        axis=alt.Axis(format="d", tickMinStep=1),
        scale=alt.Scale(domain=[min(years) - 0.5, max(years) + 0.5], nice=False),
    )
    base = alt.Chart(alt.Data(values=rows)).encode(  # type: ignore[no-untyped-call]  # altair's own gap
        x=x, tooltip=[alt.Tooltip(f"{key}:Q", format=",.0f") for key in ("year", "observed", "low", "high")]
    )
    scale = alt.Scale(zero=False)
    band = base.mark_bar(color=_SIMULATED, width=thick).encode(
        y=alt.Y("low:Q", title="ties", scale=scale), y2="high:Q"
    )
    middle = base.mark_tick(color="white", thickness=2, width=thick, orient="horizontal").encode(
        y=alt.Y("median:Q", scale=scale)
    )
    point = base.mark_point(color=_OBSERVED, filled=True, size=34, opacity=1).encode(
        y=alt.Y("observed:Q", scale=scale)
    )
    title = alt.TitleParams(
        "number of ties by year",
        subtitle="red: observed; blue: 95 % of the draws, white their median; the axis does not begin at 0",
        subtitleFontSize=10,
        subtitleColor="#555555",
        frame="group",
    )
    return alt.layer(band, middle, point).properties(width=width, height=120, title=title)
