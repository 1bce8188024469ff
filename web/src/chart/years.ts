/** One or several measures over the years, with a mark that can be moved to another year. */

import { s } from "../dom";
import { box, linear, picture, ticks, trace, xAxis, yAxis } from "./axes";

export interface Line {
  name: string;
  colour: string;
  points: [number, number | null][];
  dash?: string;
}

export interface Years {
  label: string;
  lines: Line[];
  span: [number, number];
  year?: number | null;
  /** Years of a change of level, each with the interval of its date. */
  changes?: { year: number; low: number; high: number }[];
  onYear?: (year: number) => void;
  write?: (value: number) => string;
  zero?: boolean;
}

export function yearsChart(of: Years, width: number, height = 150): SVGSVGElement {
  const b = box(width, height);
  const values = of.lines.flatMap((l) => l.points.map(([, v]) => v)).filter((v): v is number => v !== null && !Number.isNaN(v));
  const low = Math.min(of.zero === false ? Infinity : 0, ...values);
  const high = Math.max(...values, low + 1e-9);
  const x = linear(of.span, [b.left, width - b.right]);
  const y = linear([low, high], [height - b.bottom, b.top]);
  const svg = picture(width, height, `${of.label}, ${of.span[0]} to ${of.span[1]}`);
  const found = ticks(low, high, height > 200 ? 5 : 3);
  svg.append(yAxis(b, y, found, of.write), xAxis(b, x, ticks(of.span[0], of.span[1], width / 90)));
  for (const change of of.changes ?? [])
    svg.append(
      s("rect", { x: x(change.low - 0.5), width: Math.max(1, x(change.high + 0.5) - x(change.low - 0.5)), y: b.top, height: height - b.top - b.bottom, fill: "var(--line)", opacity: 0.7 }),
      s("line", { x1: x(change.year), x2: x(change.year), y1: b.top, y2: height - b.bottom, stroke: "var(--quiet)", "stroke-dasharray": "2 3" }),
    );
  for (const line of of.lines)
    svg.append(s("path", { d: trace(line.points, x, y), fill: "none", stroke: line.colour, "stroke-width": 1.8, "stroke-linejoin": "round", ...(line.dash ? { "stroke-dasharray": line.dash } : {}) }));
  if (of.year !== undefined && of.year !== null && of.year >= of.span[0] && of.year <= of.span[1]) {
    svg.append(s("line", { x1: x(of.year), x2: x(of.year), y1: b.top, y2: height - b.bottom, stroke: "var(--ink)" }));
    for (const line of of.lines) {
      const at = line.points.find(([when]) => when === of.year)?.[1];
      if (at !== null && at !== undefined && !Number.isNaN(at)) svg.append(s("circle", { cx: x(of.year), cy: y(at), r: 3.5, fill: line.colour }));
    }
  }
  if (of.onYear) {
    const choose = of.onYear;
    svg.style.cursor = "pointer";
    svg.addEventListener("click", (event) => {
      const part = (event.clientX - svg.getBoundingClientRect().left) / svg.getBoundingClientRect().width;
      const year = Math.round(of.span[0] + ((part * width - b.left) / (width - b.left - b.right)) * (of.span[1] - of.span[0]));
      choose(Math.min(of.span[1], Math.max(of.span[0], year)));
    });
  }
  return svg;
}

/** Names of lines with their colours. */
export function legend(lines: { name: string; colour: string }[]): SVGElement[] {
  let x = 0;
  return lines.map(({ name, colour }) => {
    const entry = s("g", { transform: `translate(${x},0)` }, s("rect", { width: 12, height: 4, y: -6, fill: colour }), s("text", { x: 16 }, name));
    x += 30 + name.length * 6.6;
    return entry;
  });
}
