/** Spells of time in rows: treaties of a pair, memberships of a state, the sides of a triangle. */

import { s } from "../dom";
import { linear, picture, ticks, xAxis } from "./axes";

export interface Bar {
  start: number;
  end: number;
  colour: string;
  title: string;
  /** Drawn as an outline with stripes, so that it is told apart without its colour. */
  striped?: boolean;
}

export interface BarRow {
  label: string;
  bars: Bar[];
  href?: string;
}

const STEP = 22;

export function barsChart(label: string, rows: BarRow[], span: [number, number], width: number, year?: number | null): SVGSVGElement {
  const wide = width > 620;
  const left = wide ? Math.min(330, width * 0.34) : 8;
  const step = wide ? STEP : 36;
  const height = rows.length * step + 34;
  const svg = picture(width, height, label);
  // A picture is one thing to a screen reader; one that holds links is a group of them.
  if (rows.some((row) => row.href)) svg.setAttribute("role", "group");
  const x = linear(span, [left, width - 12]);
  const b = { width, height, left, right: 12, top: 4, bottom: 26 };
  svg.append(xAxis(b, x, ticks(span[0], span[1], (width - left) / 80)));
  rows.forEach((row, k) => {
    const top = 4 + k * step;
    const most = Math.floor((wide ? left - 14 : width - 20) / 5.9);
    const words = row.label.length > most ? `${row.label.slice(0, most - 1).trimEnd()}…` : row.label;
    const text = s("text", wide ? { x: left - 10, y: top + 14, "text-anchor": "end" } : { x: left, y: top + 12 }, words, s("title", {}, row.label));
    svg.append(row.href ? s("a", { href: row.href }, text) : text);
    const y = wide ? top + 4 : top + 18;
    svg.append(s("line", { x1: left, x2: width - 12, y1: y + 6, y2: y + 6, stroke: "var(--line)", "stroke-width": 0.6 }));
    for (const bar of row.bars) {
      const from = Math.max(span[0], bar.start);
      const to = Math.min(span[1], bar.end);
      if (to < from) continue;
      svg.append(
        s(
          "rect",
          {
            x: x(from),
            y: y + (bar.striped ? 2 : 0),
            width: Math.max(2, x(to) - x(from)),
            height: bar.striped ? 8 : 12,
            rx: 2,
            fill: bar.colour,
            ...(bar.striped ? { opacity: 0.85, stroke: "var(--ink)", "stroke-width": 0.7, "stroke-dasharray": "2 2" } : {}),
          },
          s("title", {}, bar.title),
        ),
      );
    }
  });
  if (year !== undefined && year !== null && year >= span[0] && year <= span[1])
    svg.append(s("line", { x1: x(year), x2: x(year), y1: 2, y2: height - 26, stroke: "var(--ink)", "stroke-dasharray": "3 3" }));
  return svg;
}
