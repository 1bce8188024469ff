/** A colour for each bloc of a year, the same one from year to year where its leader stays. */

import type { Palette } from "./palette";
import type { System } from "./system";

export interface Blocs {
  rule: string;
  known: [number, number];
  /** For each year the blocs, each with its most capable member first. */
  years: Record<string, string[][]>;
}

/** A colour by place in the list of states; null for states in no bloc, or in one beyond the eight largest. */
export function colours(blocs: Blocs, system: System, year: number, palette: Palette): (string | null)[] {
  const found: (string | null)[] = new Array<string | null>(system.raw.states.length).fill(null);
  const free = new Set(palette.groups.keys());
  const largest = [...(blocs.years[String(year)] ?? [])].sort((a, b) => b.length - a.length || (a[0] < b[0] ? -1 : 1)).slice(0, palette.groups.length);
  for (const bloc of largest) {
    const wanted = preferred(bloc[0], palette.groups.length);
    const taken = free.has(wanted) ? wanted : Math.min(...free);
    free.delete(taken);
    for (const code of bloc) {
      const place = system.place.get(code);
      if (place !== undefined) found[place] = palette.groups[taken];
    }
  }
  return found;
}

/** A colour that a code likes best: by its letters alone, so that no state is given one by hand. */
function preferred(code: string, of: number): number {
  let sum = 7;
  for (const letter of code) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return sum % of;
}
