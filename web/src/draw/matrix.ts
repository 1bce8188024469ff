/** The matrix of a year: a row and a column for each state, a cell for each tie. */

import type { Palette } from "../palette";
import { OBLIGATIONS, type System } from "../system";
import type { Brush } from "./brush";
import { firstBit, type Drawing, type Shown } from "./drawing";

export class MatrixDrawing implements Drawing {
  private width = 0;
  private side = 0;
  private margin = 36;
  private order: number[] = [];
  private cell = 1;

  constructor(private readonly system: System) {}

  fit(width: number): number {
    this.width = width;
    this.side = Math.min(width, 860);
    return this.side + 8;
  }

  draw(brush: Brush, shown: Shown, palette: Palette): void {
    const { ties, hostile, raw } = this.system;
    const colourOf = (state: number) => shown.groups?.[state] ?? "";
    this.order = [...this.system.members(shown.year)].sort((a, b) => {
      const one = `${shown.groups ? colourOf(a) || "~" : ""}${raw.states[a].region} ${raw.states[a].code}`;
      const other = `${shown.groups ? colourOf(b) || "~" : ""}${raw.states[b].region} ${raw.states[b].code}`;
      return one < other ? -1 : 1;
    });
    const place = new Map(this.order.map((state, k) => [state, k]));
    this.cell = (this.side - this.margin) / Math.max(1, this.order.length);
    const { cell } = this;
    const left = this.left;
    const top = this.margin;
    brush.globalAlpha = 1;
    brush.fillStyle = palette.sea;
    brush.fillRect(left, top, cell * this.order.length, cell * this.order.length);
    const size = Math.max(1, cell - (cell > 5 ? 1 : 0));
    for (const o of OBLIGATIONS) {
      if (!(shown.mask & o.bit)) continue;
      brush.beginPath();
      for (const k of ties.of(shown.year)) {
        if (firstBit(ties.bits[k], shown.mask) !== o.bit) continue;
        const a = place.get(ties.a[k]);
        const b = place.get(ties.b[k]);
        if (a === undefined || b === undefined) continue;
        brush.rect(left + a * cell, top + b * cell, size, size);
        brush.rect(left + b * cell, top + a * cell, size, size);
      }
      brush.fillStyle = palette.ties[OBLIGATIONS.indexOf(o)];
      brush.fill();
    }
    if (shown.hostile) {
      brush.beginPath();
      const inner = Math.max(1, size * 0.55);
      const off = (size - inner) / 2;
      for (const k of hostile.of(shown.year)) {
        const a = place.get(hostile.a[k]);
        const b = place.get(hostile.b[k]);
        if (a === undefined || b === undefined) continue;
        brush.rect(left + a * cell + off, top + b * cell + off, inner, inner);
        brush.rect(left + b * cell + off, top + a * cell + off, inner, inner);
      }
      brush.fillStyle = palette.hostile;
      brush.fill();
    }
    brush.textBaseline = "middle";
    this.order.forEach((state, k) => {
      if (shown.groups?.[state]) {
        brush.fillStyle = shown.groups[state];
        brush.fillRect(left + k * cell, top - 5, size, 4);
        brush.fillRect(left - 5, top + k * cell, 4, size);
      }
      if (cell < 8 && state !== shown.focus) return;
      brush.fillStyle = palette.ink;
      brush.font = `${Math.min(11, Math.max(9, cell * 0.75))}px system-ui, sans-serif`;
      brush.textAlign = "right";
      brush.fillText(raw.states[state].code, left - 7, top + (k + 0.5) * cell);
    });
    const focus = shown.focus === null ? undefined : place.get(shown.focus);
    if (focus !== undefined) {
      brush.globalAlpha = 0.16;
      brush.fillStyle = palette.ink;
      brush.fillRect(left, top + focus * cell, cell * this.order.length, cell);
      brush.fillRect(left + focus * cell, top, cell, cell * this.order.length);
      brush.globalAlpha = 1;
    }
  }

  stateAt(x: number, y: number): number | null {
    if (x < this.left - this.margin || x > this.left + this.cell * this.order.length) return null;
    return this.order[Math.floor((y - this.margin) / this.cell)] ?? null;
  }

  /** The two states of a cell. */
  pairAt(x: number, y: number): [number, number] | null {
    const a = this.order[Math.floor((x - this.left) / this.cell)];
    const b = this.order[Math.floor((y - this.margin) / this.cell)];
    return a === undefined || b === undefined || a === b ? null : [a, b];
  }

  positionOf(state: number): { x: number; y: number } | null {
    const k = this.order.indexOf(state);
    return k < 0 ? null : { x: this.left, y: this.margin + (k + 0.5) * this.cell };
  }

  states(): { state: number; x: number; y: number }[] {
    return this.order.map((state, k) => ({ state, x: this.left + (k + 0.5) * this.cell, y: this.margin + (k + 0.5) * this.cell }));
  }

  private get left(): number {
    return Math.max(this.margin, (this.width - this.side) / 2 + this.margin);
  }
}
