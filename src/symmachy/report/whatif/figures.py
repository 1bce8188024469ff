"""The pictures of a what-if, as SVG text: differences over time, chances of pairs, and the network with and without."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from symmachy.scenarios import Answer, MeasureEffect

__all__ = ["fans", "network", "pairs"]

# From the palette of Okabe and Ito, which readers with colour-blindness can tell apart.
_INK, _BLUE, _ORANGE, _GREEN, _PALE = "#222222", "#0072b2", "#d55e00", "#009e73", "#9fb3c0"
_MOST_PAIRS = 6
_MOST_STATES = 26
_WHICH = ("without", "with the changes")
_CLEAR = 0.1
"""A tie whose chance differs by more than this is drawn in the colour of what is gained or lost."""


def fans(answer: Answer, *, width: int) -> str | None:
    """Draw the difference in each measure that differs, over the years, with bands of its draws."""
    import altair as alt

    panels = [_fan(answer, m, width) for m in answer.measures if _differs(m)]
    if not panels:
        return None
    return _joined(alt.vconcat(*panels, spacing=14))


def pairs(answer: Answer, *, width: int) -> str | None:
    """Draw the chance of a pact of each pair of interest, without and with the changes, over the years."""
    import altair as alt

    if not answer.pairs:
        return None
    panels: list[Any] = []
    for pair in answer.pairs[:_MOST_PAIRS]:
        now = float(pair.allied)
        rows: list[dict[str, Any]] = [
            {"year": answer.scenario.base_year, "which": which, "p": now, "lo": now, "hi": now}
            for which in _WHICH
        ]
        for e in pair.years:
            lo, hi = e.interval
            rows += [
                {"year": e.year, "which": "without", "p": e.baseline, "lo": e.baseline, "hi": e.baseline},
                {
                    "year": e.year,
                    "which": "with the changes",
                    "p": e.scenario,
                    "lo": max(0.0, e.baseline + lo),
                    "hi": min(1.0, e.baseline + hi),
                },
            ]
        colour = alt.Color(
            "which:N",
            scale=alt.Scale(domain=list(_WHICH), range=[_BLUE, _ORANGE]),
            legend=alt.Legend(orient="top", title=None, symbolType="square", symbolOpacity=1)
            if not panels
            else None,
        )
        base = alt.Chart(_data(rows)).encode(x=_years(answer, width), color=colour)
        highest = max(row["hi"] for row in rows)
        form = ".0%" if highest > 0.1 else ".1%" if highest > 0.01 else ".2%"
        y: dict[str, Any] = {
            "title": None,
            "axis": alt.Axis(format=form, tickCount=3),
            "scale": alt.Scale(domainMin=0),
        }
        band = base.mark_area(opacity=0.18, interpolate="linear").encode(y=alt.Y("lo:Q", **y), y2="hi:Q")
        line = base.mark_line(strokeWidth=1.8, point=alt.OverlayMarkDef(size=14)).encode(y=alt.Y("p:Q", **y))
        title = f"{pair.names[0]} and {pair.names[1]}"
        panels.append((band + line).properties(width=width, height=110, title=title))
    return _joined(alt.vconcat(*panels, spacing=14))


def network(answer: Answer, *, width: int) -> str | None:
    """Draw the states concerned: their pacts in the base year, and at the horizon without and with the changes."""
    import altair as alt

    codes = _concerned(answer)
    if len(codes) < 2:
        return None
    place = {code: answer.states.index(code) for code in codes}
    turn = {code: 2 * math.pi * k / len(codes) for k, code in enumerate(codes)}
    at = {code: (math.sin(t), math.cos(t)) for code, t in turn.items()}
    without, with_changes = answer.chances
    stages = {
        str(answer.scenario.base_year): (answer.tied, answer.tied),
        f"{answer.years[-1]}, without": (without, without),
        f"{answer.years[-1]}, with the changes": (with_changes, without),
    }
    size = width if width < 400 else (width - 40) // 3
    panels = []
    for title, (chance, before) in stages.items():
        lines: list[dict[str, Any]] = []
        for k, a in enumerate(codes):
            for b in codes[k + 1 :]:
                p, q = float(chance[place[a], place[b]]), float(before[place[a], place[b]])
                if max(p, q) >= 0.05:
                    gained, lost = p - q > _CLEAR, q - p > _CLEAR
                    lines.append(
                        {
                            "x": at[a][0],
                            "y": at[a][1],
                            "x2": at[b][0],
                            "y2": at[b][1],
                            "colour": _GREEN if gained else _ORANGE if lost else _PALE,
                            "width": 2.0 if gained or lost else 1.0,
                            "strength": 0.15 + 0.75 * max(p, q),
                        }
                    )
        plain: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[-1.35, 1.35])}
        x, y = alt.X("x:Q", **plain), alt.Y("y:Q", **plain)
        ties = (
            alt.Chart(_data(lines))
            .mark_rule()
            .encode(
                x=x,
                y=y,
                x2="x2:Q",
                y2="y2:Q",
                color=alt.Color("colour:N", scale=None),
                strokeWidth=alt.StrokeWidth("width:Q", scale=None),
                opacity=alt.Opacity("strength:Q", scale=None),
            )
        )
        nodes = [{"x": at[c][0], "y": at[c][1]} for c in codes]
        words = [{"x": 1.18 * at[c][0], "y": 1.18 * at[c][1], "label": c} for c in codes]
        points = (
            alt.Chart(_data(nodes)).mark_point(filled=True, size=22, color=_INK, opacity=1).encode(x=x, y=y)
        )
        labels = alt.Chart(_data(words)).mark_text(fontSize=8.5, color=_INK).encode(x=x, y=y, text="label:N")
        layers = [*([ties] if lines else []), points, labels]
        panels.append(alt.layer(*layers).properties(width=size, height=size, title=title))
    joined = alt.vconcat(*panels, spacing=10) if width < 400 else alt.hconcat(*panels, spacing=12)
    return _joined(joined)


def _fan(answer: Answer, measure: MeasureEffect, width: int) -> Any:  # noqa: ANN401  # altair leaves its own classes untyped
    import altair as alt

    start = answer.scenario.base_year
    rows: list[dict[str, Any]] = [
        {"year": start, "low": 0, "lower": 0, "middle": 0, "upper": 0, "high": 0, "mean": 0.0}
    ]
    for e, q in zip(measure.years, measure.quantiles, strict=True):
        names = ("low", "lower", "middle", "upper", "high")
        rows.append({"year": e.year, "mean": e.difference, **dict(zip(names, q[2], strict=True))})
    base = alt.Chart(_data(rows)).encode(x=_years(answer, width))
    y: dict[str, Any] = {"title": None, "axis": alt.Axis(tickCount=4), "scale": alt.Scale(zero=True)}
    wide = base.mark_area(color=_BLUE, opacity=0.18).encode(y=alt.Y("low:Q", **y), y2="high:Q")
    narrow = base.mark_area(color=_BLUE, opacity=0.3).encode(y=alt.Y("lower:Q", **y), y2="upper:Q")
    line = base.mark_line(color=_BLUE, strokeWidth=2).encode(y=alt.Y("mean:Q", **y))
    zero = alt.Chart(_data([{"zero": 0}])).mark_rule(color="#888888", strokeDash=[3, 3]).encode(y="zero:Q")
    title = measure.title.partition(":")[0]
    return (zero + wide + narrow + line).properties(width=width, height=110, title=title)


def _differs(measure: MeasureEffect) -> bool:
    return any(e.difference or e.monte_carlo for e in measure.years)


def _years(answer: Answer, width: int) -> Any:  # noqa: ANN401  # as above
    import altair as alt

    first, last = answer.scenario.base_year, answer.years[-1]
    every = max(1, math.ceil((last - first) / (5 if width < 400 else 11)))
    return alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[first, last], nice=False),
        axis=alt.Axis(format="d", values=list(range(first, last + 1, every)), grid=False),
    )


def _concerned(answer: Answer) -> list[str]:
    """Return the states of pairs of interest and of pairs that differ most, then those whose ties differ most."""
    found = dict.fromkeys(code for p in answer.pairs for code in (p.one, p.other))
    found |= dict.fromkeys(code for m in answer.moved for code in (m.one, m.other))
    change = np.abs(answer.chances[1] - answer.chances[0]).sum(axis=1)
    order = np.lexsort((np.arange(len(change)), -change))
    found |= dict.fromkeys(answer.states[i] for i in order if change[i] > _CLEAR)
    return sorted(list(found)[:_MOST_STATES])


def _data(rows: list[dict[str, Any]]) -> Any:  # noqa: ANN401  # as above
    import altair as alt

    make: Any = alt.Data
    return make(values=rows)


def _joined(chart: Any) -> str:  # noqa: ANN401  # as above
    import vl_convert

    styled = (
        chart.configure_view(stroke=None)
        .configure_axis(labelColor=_INK, domainColor="#999999")
        .configure_title(anchor="start", fontSize=12, fontWeight="normal", color=_INK)
    )
    svg: str = vl_convert.vegalite_to_svg(styled.properties(background="transparent").to_dict())
    return svg
