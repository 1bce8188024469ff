/** Scales and axes: what every chart of years and numbers shares. */

import { s } from "../dom";

export type Scale = (value: number) => number;

export function linear([a, b]: [number, number], [from, to]: [number, number]): Scale {
  const slope = b === a ? 0 : (to - from) / (b - a);
  return (value) => from + (value - a) * slope;
}

/** Round numbers that lie within two ends, about as many as wanted. */
export function ticks(low: number, high: number, wanted: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((m) => m >= rough) ?? 10 * power;
  const found: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) found.push(Number((k * step).toPrecision(12)));
  return found;
}

export interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function box(width: number, height: number, left = 46): Box {
  return { width, height, left, right: 20, top: 10, bottom: 26 };
}

/** An empty picture with its meaning in words. */
export function picture(width: number, height: number, label: string): SVGSVGElement {
  return s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label, "font-size": 12, fill: "var(--ink)" });
}

export function xAxis(of: Box, x: Scale, at: number[], write: (v: number) => string = String): SVGElement {
  const y = of.height - of.bottom;
  return s(
    "g",
    { stroke: "none" },
    s("line", { x1: of.left, x2: of.width - of.right, y1: y, y2: y, stroke: "var(--line)" }),
    ...at.map((v) => s("text", { x: x(v), y: y + 17, "text-anchor": "middle", fill: "var(--quiet)" }, write(v))),
  );
}

export function yAxis(of: Box, y: Scale, at: number[], write: (v: number) => string = String): SVGElement {
  return s(
    "g",
    {},
    ...at.map((v) =>
      s(
        "g",
        {},
        s("line", { x1: of.left, x2: of.width - of.right, y1: y(v), y2: y(v), stroke: "var(--line)", "stroke-width": 0.6 }),
        s("text", { x: of.left - 7, y: y(v) + 4, "text-anchor": "end", fill: "var(--quiet)" }, write(v)),
      ),
    ),
  );
}

/** A line through points; a gap in the values is a gap in the line. */
export function trace(points: [number, number | null][], x: Scale, y: Scale): string {
  let pen = false;
  return points
    .map(([a, b]) => {
      if (b === null || Number.isNaN(b)) {
        pen = false;
        return "";
      }
      const step = `${pen ? "L" : "M"}${x(a).toFixed(1)} ${y(b).toFixed(1)}`;
      pen = true;
      return step;
    })
    .join("");
}

/** The space between two lines. */
export function between(points: [number, number, number][], x: Scale, y: Scale): string {
  const up = points.map(([a, , hi]) => `${x(a).toFixed(1)} ${y(hi).toFixed(1)}`);
  const down = [...points].reverse().map(([a, lo]) => `${x(a).toFixed(1)} ${y(lo).toFixed(1)}`);
  return `M${[...up, ...down].join("L")}Z`;
}
