/** Colours, read from the style sheet so that light, dark and print have their own. */

import { OBLIGATIONS } from "./system";

export interface Palette {
  paper: string;
  sea: string;
  land: string;
  border: string;
  halo: string;
  state: string;
  hostile: string;
  ink: string;
  ties: string[];
  groups: string[];
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: read("paper"),
    sea: read("sea"),
    land: read("land"),
    border: read("border"),
    halo: read("halo"),
    state: read("state"),
    hostile: read("hostile"),
    ink: read("ink"),
    ties: OBLIGATIONS.map((o) => read(o.word)),
    groups: Array.from({ length: 8 }, (_, k) => read(`group-${k + 1}`)),
  };
}

/** Each obligation's bit with its colour, in the order in which they are drawn. */
export function obligationColour(palette: Palette): [number, string][] {
  return OBLIGATIONS.map((o, k) => [o.bit, palette.ties[k]]);
}
