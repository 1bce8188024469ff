"""What all pictures share: their width, their colours and their style, as SVG text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

__all__ = ["BLUE", "GREEN", "INK", "MUTED", "NARROW", "ORANGE", "WIDE", "chart_of", "styled_svg", "svg"]

WIDE = 620
"""Width of a plot's inside on a wide page, in pixels."""
NARROW = 250
"""Width of a plot's inside on a phone, in pixels."""

# From the palette of Okabe and Ito, which readers with colour-blindness can tell apart.
INK, MUTED, BLUE, ORANGE, GREEN = "#222222", "#6b6b6b", "#0072b2", "#d55e00", "#009e73"


def chart_of(rows: list[dict[str, Any]]) -> alt.Chart:
    """Return a chart of rows that it carries inside."""
    import altair as alt

    return alt.Chart(alt.InlineData(values=rows))


def svg(chart: alt.Chart | alt.LayerChart, *, width: int, height: int | alt.Step) -> str:
    """Return a chart of one plot as SVG text."""
    return styled_svg(chart.properties(width=width, height=height))


def styled_svg(chart: alt.Chart | alt.LayerChart | alt.VConcatChart | alt.FacetChart) -> str:
    """Return a chart as SVG text in the style of all pages."""
    import vl_convert

    styled = (
        chart.properties(background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=MUTED,
            titleFontWeight="normal",
            gridColor="#e3e3e3",
            domainColor="#999999",
            tickColor="#999999",
            labelFontSize=11,
            titleFontSize=11,
        )
        .configure_legend(labelColor=INK, labelFontSize=11)
    )
    svg: str = vl_convert.vegalite_to_svg(styled.to_dict())
    return svg
