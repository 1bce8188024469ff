"""Pictures of a verdict, as SVG text: the specification curve, and the spread over states in a slot."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, Any

from symmachy.claims.codings import CHOICES
from symmachy.claims.declaration import Sign
from symmachy.claims.rule import LEVEL
from symmachy.report.charts import chart_of, styled_svg

if TYPE_CHECKING:
    from symmachy.claims import Verdict

__all__ = ["curve", "spread"]

# From the palette of Okabe and Ito, which readers with colour-blindness can tell apart.
_COLOURS = {
    "clear of 1, as the claim has it": "#0072b2",
    "clear of 1, the other way": "#d55e00",
    "interval holds 1": "#9a9a9a",
}
_NAMED = "named in a document"
_LOWEST, _HIGHEST = 0.05, 20.0
"""Risk ratios beyond these are drawn at the edge."""


def curve(verdict: Verdict, *, width: int) -> str | None:
    """Draw the risk ratio of every coding in ascending order, and under it which choices each coding made.

    None where fewer than two codings gave an estimate. Intervals are of the level of the rule.
    """
    import altair as alt

    rows, marks = _rows(verdict)
    if len(rows) < 2:
        return None
    narrow = width < 400
    edge = max(exp(max(abs(log(r["low"])) for r in rows)), exp(max(abs(log(r["high"])) for r in rows)))
    edge = min(edge, _HIGHEST)
    x = alt.X("place:Q", title=None, axis=None, scale=alt.Scale(domain=[0, len(rows) + 1], nice=False))
    y_scale = alt.Scale(type="log", domain=[1 / edge, edge], nice=False, clamp=True)
    ticks = [v for v in (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if 1 / edge <= v <= edge]
    colour = alt.Color(
        "says:N",
        scale=alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values())),
        legend=alt.Legend(orient="top", title=None, columns=1 if narrow else 3),
    )
    base = chart_of(rows)
    axis = alt.Axis(values=ticks, format="~g", grid=True)
    bars = base.mark_rule(opacity=0.35).encode(
        x=x, y=alt.Y("low:Q", scale=y_scale, title="risk ratio", axis=axis), y2="high:Q", color=colour
    )
    dots = base.mark_circle(size=14, opacity=1).encode(x=x, y=alt.Y("ratio:Q", scale=y_scale), color=colour)
    line = chart_of([{"one": 1}]).mark_rule(color="#444444").encode(y=alt.Y("one:Q", scale=y_scale))
    top = alt.layer(line, bars, dots).properties(width=width, height=180)
    order = list(dict.fromkeys(m["choice"] for m in sorted(marks, key=lambda m: m["order"])))
    labels = alt.Axis(labelLimit=110 if narrow else 240, ticks=False, domain=False)
    below = (
        chart_of(marks)
        .mark_tick(thickness=max(1.0, 0.7 * width / (len(rows) + 1)), height=8)
        .encode(
            x=x,
            y=alt.Y(
                "choice:N",
                sort=order,
                title=None,
                axis=labels,
            ),
            color=colour,
        )
        .properties(width=width, height=alt.Step(12))
    )
    return styled_svg(alt.vconcat(top, below, spacing=6))


def spread(verdict: Verdict, *, width: int) -> str | None:
    """Draw the reference coding's risk ratio with each state in the slot; None where there are fewer than two."""
    import altair as alt

    if len(verdict.slots) < 2:
        return None
    rows: list[dict[str, Any]] = [
        {
            "state": f.state,
            "ratio": _held(f.ratio),
            "low": _held(f.low),
            "high": _held(f.high),
            "named": _NAMED if f.named else "any other",
        }
        for f in sorted(verdict.slots, key=lambda f: (-f.ratio, f.state))
    ]
    every = max(1, len(rows) // 24)  # of very many states only some are drawn, and all that are named
    shown = [r for k, r in enumerate(rows) if len(rows) <= 30 or k % every == 0 or r["named"] == _NAMED]
    order = [r["state"] for r in shown]
    scale = alt.Scale(type="log", domain=[_LOWEST, _HIGHEST], clamp=True)
    axis = alt.Axis(values=[0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20], format="~g")
    base = chart_of(shown).encode(
        y=alt.Y("state:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False)),
        color=alt.Color(
            "named:N",
            scale=alt.Scale(domain=[_NAMED, "any other"], range=["#d55e00", "#6b6b6b"]),
            legend=alt.Legend(orient="top", title=None),
        ),
    )
    bars = base.mark_rule().encode(x=alt.X("low:Q", scale=scale, title="risk ratio", axis=axis), x2="high:Q")
    dots = base.mark_circle(size=30, opacity=1).encode(x=alt.X("ratio:Q", scale=scale))
    line = chart_of([{"one": 1}]).mark_rule(color="#444444").encode(x=alt.X("one:Q", scale=scale))
    return styled_svg(alt.layer(line, bars, dots).properties(width=width, height=alt.Step(13)))


def _held(value: float) -> float:
    return min(max(value, _LOWEST), _HIGHEST)


def _rows(verdict: Verdict) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    from scipy.stats import norm

    wide = float(norm.ppf((1 + LEVEL) / 2))
    expected = verdict.claim.test.expected if verdict.claim.test else Sign.MORE
    toward = -1.0 if expected is Sign.LESS else 1.0
    told = [e.coding.as_dict() for e in verdict.estimates]
    rows, marks = [], []
    for place, k in enumerate(
        sorted(range(len(told)), key=lambda k: (verdict.estimates[k].log_ratio, k)), start=1
    ):
        e = verdict.estimates[k]
        low, high = e.log_ratio - wide * e.error, e.log_ratio + wide * e.error
        says = "interval holds 1"
        if low > 0 or high < 0:
            says = list(_COLOURS)[0 if toward * e.log_ratio > 0 else 1]
        rows.append(
            {
                "place": place,
                "ratio": _held(exp(e.log_ratio)),
                "low": _held(exp(low)),
                "high": _held(exp(high)),
                "says": says,
            }
        )
        for order, name in enumerate(CHOICES):
            levels = sorted({t[name] for t in told})
            if len(levels) > 1:
                said = f"{told[k][name]} years" if name == "window" else told[k][name]
                said = said.replace("(years={years})", "")  # the window has rows of its own
                marks.append(
                    {
                        "place": place,
                        "choice": f"{said}",
                        "says": says,
                        "order": (order, levels.index(told[k][name])),
                    }
                )
    return rows, marks
