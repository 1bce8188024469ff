"""The pictures of an assessment, as SVG text: drawn once for a phone and once for a wider page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from symmachy.report.charts import BLUE, GREEN, INK, ORANGE, chart_of, svg
from symmachy.report.words import percent

if TYPE_CHECKING:
    from datetime import date

    from symmachy.report.assessment import Assessment

__all__ = ["chances", "drivers", "timeline"]

_OBLIGATION_COLOURS = {
    "defence or offence": BLUE,
    "lesser pledges": "#7fb8d8",
    "war or hostile episode": ORANGE,
}


def timeline(answer: Assessment, *, width: int) -> str | None:
    """Draw the pair's treaties and hostile episodes on a time line; None where there are none."""
    import altair as alt

    rows = _timeline_rows(answer, short=width < 400)
    if not rows:
        return None
    order = list(dict.fromkeys(r["label"] for r in rows))
    first = min(r["start"] for r in rows)
    last = answer.as_of.year + answer.as_of.timetuple().tm_yday / 366
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(_OBLIGATION_COLOURS), range=list(_OBLIGATION_COLOURS.values())),
        legend=alt.Legend(orient="top", title=None, columns=1 if width < 400 else 3, symbolType="square"),
    )
    ticks = 4 if width < 400 else 8
    base = chart_of(rows).encode(
        y=alt.Y(
            "label:N", sort=order, title=None, axis=alt.Axis(labelLimit=_label_limit(width), ticks=False)
        ),
    )
    bars = base.mark_bar(height=9, cornerRadius=2).encode(
        x=alt.X(
            "start:Q",
            title="year",
            scale=alt.Scale(domain=[math.floor(first / 5) * 5, math.ceil(last)], nice=False),
            axis=alt.Axis(format="d", tickCount=ticks, grid=True),
        ),
        x2="end:Q",
        color=colour,
    )
    return svg(bars, width=width, height=alt.Step(18))


def chances(answer: Assessment, *, width: int) -> str | None:
    """Draw the chance that a pact is formed, or kept, over the years ahead, with its interval; None without a model."""
    import altair as alt

    if not answer.curve:
        return None
    year = answer.as_of.year
    rows = [{"year": year + c.horizon, "p": c.p, "lo": c.lo, "hi": c.hi} for c in answer.curve]
    marked = [
        {"year": year + c.horizon, "p": c.p, "text": percent(c.p), "align": align}
        for c, align in zip(
            (c for c in answer.chances if c.outcome != "ended"), ("left", "center", "right"), strict=True
        )
    ]
    top = min(1.0, max(0.05, max(r["hi"] for r in rows) * 1.08))
    x = alt.X(
        "year:Q",
        title="year",
        scale=alt.Scale(domain=[year + 1, year + 10], nice=False, padding=8),
        axis=alt.Axis(format="d", tickMinStep=1, tickCount=5, grid=False),
    )
    y = alt.Y(
        "p:Q",
        title="chance that the pact is kept" if answer.allied else "chance that a defence pact is formed",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(format=".0%" if top > 0.1 else ".1%", tickCount=5),
    )
    data = chart_of(rows)
    band = data.mark_area(color=BLUE, opacity=0.18).encode(x=x, y=alt.Y("lo:Q", title=None), y2="hi:Q")
    line = data.mark_line(color=BLUE, strokeWidth=2).encode(x=x, y=y)
    dots = chart_of(marked)
    points = dots.mark_point(color=BLUE, filled=True, size=55, opacity=1).encode(x=x, y=y)
    words = dots.mark_text(
        dy=-12, color=INK, fontSize=12, fontWeight="bold", align=alt.expr("datum.align")
    ).encode(x=x, y=y, text="text:N")
    return svg(band + line + points + words, width=width, height=220)


def drivers(answer: Assessment, *, width: int) -> str | None:
    """Draw what goes with a higher or lower estimate, as times the odds; None where nothing is known."""
    import altair as alt

    if not answer.drivers:
        return None
    shown = answer.drivers[:10]
    rows = [
        {"title": d.title, "times": d.times, "one": 1.0, "side": "higher" if d.contribution > 0 else "lower"}
        for d in shown
    ]
    reach = max(max(d.times, 1 / d.times) for d in shown) * 1.25
    ticks = [t for t in (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if 1 / reach <= t <= reach]
    bars = (
        chart_of(rows)
        .mark_bar(height=11, cornerRadius=2)
        .encode(
            y=alt.Y(
                "title:N",
                sort=[d.title for d in shown],
                title=None,
                axis=alt.Axis(labelLimit=_label_limit(width), ticks=False),
            ),
            x=alt.X(
                "one:Q",
                title="times that of the average pair",
                scale=alt.Scale(type="log", domain=[1 / reach, reach], nice=False),
                axis=alt.Axis(values=ticks, format="~g", grid=True),
            ),
            x2="times:Q",
            color=alt.Color(
                "side:N",
                scale=alt.Scale(domain=["higher", "lower"], range=[GREEN, ORANGE]),
                legend=alt.Legend(orient="top", title=None, symbolType="square"),
            ),
        )
    )
    return svg(bars, width=width, height=alt.Step(20))


def _label_limit(width: int) -> int:
    return 150 if width < 400 else 260


def _timeline_rows(answer: Assessment, *, short: bool) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    until = answer.as_of
    most = 24 if short else 34
    for bond in answer.bonds:
        kind = "defence or offence" if {"defense", "offense"} & set(bond.obligations) else "lesser pledges"
        label = {"label": _cut(bond.treaty.name, most), "kind": kind}
        rows += [label | _span(spell.start, spell.end, until) for spell in {p.spell for p in bond.pledges}]
    hostile = {"label": "hostility", "kind": "war or hostile episode"}
    rows += [hostile | _span(e.spell.start, e.spell.end, until) for e in answer.episodes]
    rows.sort(key=lambda r: (r["label"] == "hostility", r["start"]))
    return rows


def _span(start: date, end: date | None, until: date) -> dict[str, float]:
    last = until if end is None or end > until else end
    begin = max(_decimal(start), 1800.0)
    # At least a third of a year, so that a crisis of some days can be seen.
    return {"start": begin, "end": max(_decimal(last), begin + 0.35)}


def _decimal(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"
