/** What the three ways of drawing a year have in common. */

import type { Palette } from "../palette";
import type { Brush } from "./brush";

export interface Shown {
  year: number;
  /** Bits of the obligations that are drawn. */
  mask: number;
  hostile: boolean;
  /** The state that is looked at, by place. */
  focus: number | null;
  /** A colour for each state, or null for one colour for all. */
  groups: (string | null)[] | null;
}

export interface Drawing {
  /** Fit to a width; returns the height that is needed. */
  fit(width: number, palette: Palette): number;
  /** What seldom changes from year to year. */
  base?(brush: Brush, palette: Palette, year: number): void;
  /** A word that changes when the base of a year does. */
  baseKey?(year: number): string;
  draw(brush: Brush, shown: Shown, palette: Palette): void;
  /** Which state is drawn at a point, or null. */
  stateAt(x: number, y: number): number | null;
  positionOf(state: number): { x: number; y: number } | null;
  /** The states that are drawn, for going from one to the next by key. */
  states(): { state: number; x: number; y: number }[];
  /** Whether a further frame would move something. */
  settle?(): boolean;
}

/** The nearest state in a direction, or the first one where none is looked at. */
export function next(points: { state: number; x: number; y: number }[], from: number | null, dx: number, dy: number): number | null {
  const here = points.find((p) => p.state === from);
  if (!here) return points[0]?.state ?? null;
  let best: number | null = null;
  let least = Infinity;
  for (const p of points) {
    const along = (p.x - here.x) * dx + (p.y - here.y) * dy;
    const aside = Math.abs((p.x - here.x) * dy) + Math.abs((p.y - here.y) * dx);
    if (along <= 0.5 || p.state === from) continue;
    const cost = along + 2 * aside;
    if (cost < least) [best, least] = [p.state, cost];
  }
  return best;
}

/** Which obligation of those drawn gives a tie its colour: the first. */
export function firstBit(bits: number, mask: number): number {
  const drawn = bits & mask;
  return drawn & -drawn;
}

/** Many lines are drawn lighter than few, so that neither hides the rest. */
export function opacity(lines: number): number {
  return Math.min(0.9, Math.max(0.3, 7 / Math.sqrt(Math.max(1, lines))));
}
