"""The pictures of a structure, as SVG text: the network, the blocs against each other, the measures over time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.report.charts import svg

if TYPE_CHECKING:
    from symmachy.structure import Series, Shape
    from symmachy.typing import FloatArray

__all__ = ["matrix", "network", "over_time"]

# From the palette of Okabe and Ito, which readers with colour-blindness can tell apart.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442")
_GREY, _INK = "#b0b0b0", "#222222"
_POSITIVE, _NEGATIVE = "#5b7f95", "#d55e00"
_MANY = 150
"""With more positive ties than this their lines are drawn thin and pale, so that the rest can be seen."""
_LABELLED = 40
_MEASURES = {
    "density": "positive ties, of all pairs",
    "line_balance": "balance (1: nothing frustrated)",
    "concentration": "concentration of capabilities (CON)",
    "frustration": "frustrated ties",
    "largest_bloc": "capabilities of the largest bloc",
}


def network(answer: Shape, *, width: int) -> str | None:
    """Draw the nodes that have a tie: blocs in colours, positive ties grey-blue, negative ones orange."""
    import altair as alt

    shown = [n for n, row in zip(answer.network.nodes, answer.network.matrix, strict=True) if row.any()]
    if not shown:
        return None
    at = _layout(answer, shown)
    bloc = {name: k for k, b in enumerate(answer.blocs) for name in b.names}
    size = {n: answer.capabilities[answer.network.place[n]] for n in shown}
    largest = max((s for s in size.values() if s > 0), default=1.0)
    ties = {
        sign: [
            {"x": at[t.one][0], "y": at[t.one][1], "x2": at[t.other][0], "y2": at[t.other][1]}
            for t in answer.network.ties
            if t.sign == sign
        ]
        for sign in (1, -1)
    }
    labelled = sorted(shown, key=lambda n: -np.nan_to_num(size[n]))[: _LABELLED // (2 if width < 400 else 1)]
    nodes: list[dict[str, Any]] = [
        {
            "x": at[n][0],
            "y": at[n][1],
            "colour": _COLOURS[bloc[n] % len(_COLOURS)] if n in bloc else _GREY,
            "size": 30 + 500 * float(np.nan_to_num(size[n])) / largest,
            "label": n if n in labelled or len(shown) <= _LABELLED else "",
        }
        for n in shown
    ]
    plain: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[-1.08, 1.08])}
    x, y = alt.X("x:Q", **plain), alt.Y("y:Q", **plain)
    pale = len(ties[1]) > _MANY
    styles: dict[int, dict[str, Any]] = {
        1: {"color": _POSITIVE, "strokeWidth": 0.5 if pale else 2.0, "opacity": 0.4 if pale else 0.9},
        -1: {"color": _NEGATIVE, "strokeWidth": 1.2, "opacity": 0.8},
    }
    lines = [
        alt.Chart(_data(ties[sign])).mark_rule(**style).encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
        for sign, style in styles.items()
    ]
    base = alt.Chart(_data(nodes)).encode(x=x, y=y)
    points = base.mark_point(filled=True, opacity=1, stroke="white", strokeWidth=0.7).encode(
        color=alt.Color("colour:N", scale=None), size=alt.Size("size:Q", scale=None)
    )
    words = base.mark_text(dy=-9, fontSize=9, color=_INK).encode(text="label:N")
    chart: Any = alt.layer(*lines, points, words)
    return svg(chart, width=width, height=min(width, 520))


def matrix(answer: Shape, *, width: int) -> str | None:
    """Draw how many ties of either sign stand between each two blocs, and within each."""
    import altair as alt

    if not answer.blocs:
        return None
    order = [f"{b.leader.name} ({len(b.members)})" for b in answer.blocs]
    label = dict(zip((b.leader.name for b in answer.blocs), order, strict=True))
    rows: list[dict[str, Any]] = []
    for one, other, plus, minus in answer.between_blocs():
        for a, b in {(one, other), (other, one)}:
            total = plus + minus
            rows.append(
                {
                    "one": label[a],
                    "other": label[b],
                    "tone": (plus - minus) / total if total else 0.0,
                    "text": f"+{plus} \u2212{minus}" if total else "",
                }
            )
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("other:N", sort=order, title=None, axis=alt.Axis(labelAngle=-40, ticks=False)),
        y=alt.Y("one:N", sort=order, title=None, axis=alt.Axis(ticks=False)),
    )
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color(
            "tone:Q",
            scale=alt.Scale(domain=[-1, 0, 1], range=["#f2b48a", "#f4f4f4", "#8fc1dd"]),
            legend=None,
        )
    )
    words = base.mark_text(fontSize=9 if width < 400 else 11, color=_INK).encode(text="text:N")
    return svg(cells + words, width=min(width, 90 * len(order)), height=alt.Step(30))


def over_time(answer: Series, *, width: int) -> str | None:
    """Draw the measures over the years, with the changes of level and their intervals."""
    import altair as alt

    if len(answer.years) < 2:
        return None
    years = [y.year for y in answer.years]
    panels = []
    span = alt.Scale(domain=[years[0], years[-1]], nice=False, zero=False)
    for name, title in _MEASURES.items():
        values = answer.column(name)
        rows = [
            {"year": y, "value": float(v)} for y, v in zip(years, values, strict=True) if math.isfinite(v)
        ]
        x = alt.X(
            "year:Q",
            title=None,
            scale=span,
            axis=alt.Axis(format="d", tickCount=4 if width < 400 else 9, grid=False),
        )
        y_axis = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=3))
        line = alt.Chart(_data(rows)).mark_line(color=_COLOURS[0], strokeWidth=1.5).encode(x=x, y=y_axis)
        changed = answer.changes.get(name)
        if changed and changed.found:
            marks = [{"year": c.year, "low": c.low, "high": max(c.high, c.low + 0.5)} for c in changed.found]
            data = alt.Chart(_data(marks))
            band = data.mark_rect(color=_COLOURS[1], opacity=0.2).encode(
                x=alt.X("low:Q", title=None), x2="high:Q"
            )
            rule = data.mark_rule(color=_COLOURS[1], strokeDash=[3, 2]).encode(
                x=alt.X("year:Q", title=None, scale=span)
            )
            panels.append((band + rule + line).properties(width=width, height=85, title=title))
        else:
            panels.append(alt.layer(line).properties(width=width, height=85, title=title))
    chart = alt.vconcat(*panels, spacing=14).configure_title(
        anchor="start", fontSize=12, fontWeight="normal", color=_INK
    )
    return _joined(chart)


def _data(rows: list[dict[str, Any]]) -> Any:  # noqa: ANN401  # altair leaves its own classes untyped
    import altair as alt

    make: Any = alt.Data
    return make(values=rows)


def _joined(chart: Any) -> str:  # noqa: ANN401  # a concatenation, which has no common type with a layer
    import vl_convert

    styled = chart.configure_view(stroke=None).configure_axis(labelColor=_INK, domainColor="#999999")
    svg: str = vl_convert.vegalite_to_svg(styled.properties(background="transparent").to_dict())
    return svg


def _layout(answer: Shape, shown: list[str]) -> dict[str, tuple[float, float]]:
    """Place blocs round a circle and their members round each bloc's own; the rest stand in the middle.

    Positions depend on the blocs alone, so that equal answers look equal.
    """
    groups = [[n for n in b.names if n in shown] for b in answer.blocs]
    held = {n for group in groups for n in group}
    rest = [n for n in shown if n not in held]
    if rest:
        groups.append(rest)
    weight: FloatArray = np.sqrt([len(group) for group in groups])
    turn = 2 * math.pi * (np.cumsum(weight) - weight / 2) / weight.sum()
    at: dict[str, tuple[float, float]] = {}
    for k, group in enumerate(groups):
        radius = min(0.42, 0.62 * float(weight[k]) / float(weight.sum()) * math.pi * 0.5)
        far = 0.0 if len(groups) == 1 else 1 - radius
        radius = 0.95 if len(groups) == 1 else radius
        for i, name in enumerate(group):
            angle = 2 * math.pi * i / len(group) + float(turn[k])
            # Two rings where a group is large, so that labels keep apart.
            own = radius * (0.0 if len(group) == 1 else 1.0 if len(group) < 14 or i % 2 else 0.62)
            at[name] = (
                far * math.sin(float(turn[k])) + own * math.sin(angle),
                far * math.cos(float(turn[k])) + own * math.cos(angle),
            )
    return at
