/** The map of a year: land once, ties and capitals at every step. */

import { geoEqualEarth, geoPath, type GeoProjection } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { obligationColour, type Palette } from "../palette";
import type { System } from "../system";
import type { Borders } from "./borders";
import type { Brush } from "./brush";
import { opacity, type Drawing, type Shown } from "./drawing";

const STEP = 5; // degrees between the points of an arc
const NORTH = 80; // no capital lies beyond these, and Antarctica is no state
const SOUTH = -56;
const BEND = 0.4; // how much of a great circle's bulge an arc has

export class WorldMap implements Drawing {
  private projection: GeoProjection = geoEqualEarth();
  private arcs = new Map<string, Float32Array>();
  private points: { state: number; x: number; y: number }[] = [];
  private readonly at = new Map<number, { x: number; y: number }>();
  private width = 0;
  private height = 0;

  constructor(
    private readonly system: System,
    private readonly world: Topology,
    private readonly borders: Borders | null,
  ) {}

  fit(width: number): number {
    this.width = width;
    this.projection = geoEqualEarth().rotate([-11, 0]).fitWidth(width - 8, { type: "Sphere" });
    const top = this.projection([11, NORTH + 3.5])![1];
    const bottom = this.projection([11, SOUTH])![1];
    const [x, y] = this.projection.translate();
    this.projection.translate([x + 4, y - top]);
    this.height = Math.round(bottom - top);
    this.projection.clipExtent([
      [-2, -2],
      [width + 2, this.height + 2],
    ]);
    this.arcs.clear();
    this.borders?.fit(this.projection);
    return this.height;
  }

  baseKey(year: number): string {
    return this.borders?.key(year) ?? "";
  }

  base(brush: Brush, palette: Palette, year: number): void {
    const path = geoPath(this.projection, brush as CanvasRenderingContext2D);
    brush.beginPath();
    path({ type: "Sphere" });
    brush.fillStyle = palette.sea;
    brush.fill();
    const countries = this.world.objects["countries"] as GeometryCollection;
    brush.beginPath();
    path(feature(this.world, this.world.objects["land"] as GeometryCollection));
    brush.fillStyle = palette.land;
    brush.fill();
    brush.strokeStyle = palette.border;
    brush.lineWidth = 0.5;
    if (this.baseKey(year)) {
      this.dated(brush, year);
      return;
    }
    brush.beginPath();
    path(mesh(this.world, countries, (a, b) => a !== b));
    brush.stroke();
  }

  private dated(brush: Brush, year: number): void {
    if (typeof CanvasRenderingContext2D !== "undefined" && brush instanceof CanvasRenderingContext2D) {
      for (const path of this.borders!.paths(year)) {
        brush.fill(path);
        brush.stroke(path);
      }
      return;
    }
    const path = geoPath(this.projection, brush as CanvasRenderingContext2D);
    for (const geometry of this.borders!.geometries(year)) {
      brush.beginPath();
      path(geometry);
      brush.fill();
      brush.stroke();
    }
  }

  draw(brush: Brush, shown: Shown, palette: Palette): void {
    const { ties, hostile } = this.system;
    this.place(shown.year);
    const dim = shown.focus !== null;
    const pairs = this.system.pairs(shown.year, shown.mask);
    brush.lineWidth = dim ? 0.5 : pairs < 150 ? 1.3 : 0.8;
    for (const [bit, colour] of obligationColour(palette)) {
      if (!(shown.mask & bit)) continue;
      brush.beginPath();
      for (const k of ties.of(shown.year)) {
        // The first obligation of the mask that a tie has gives its colour: a pair is drawn once.
        if (!(ties.bits[k] & bit) || ties.bits[k] & shown.mask & (bit - 1)) continue;
        this.arc(brush, ties.a[k], ties.b[k]);
      }
      brush.globalAlpha = dim ? 0.1 : opacity(pairs);
      brush.strokeStyle = colour;
      brush.stroke();
    }
    if (shown.hostile) {
      brush.beginPath();
      for (const k of hostile.of(shown.year)) if (!dim || hostile.a[k] === shown.focus || hostile.b[k] === shown.focus) this.arc(brush, hostile.a[k], hostile.b[k]);
      brush.globalAlpha = 0.8;
      brush.lineWidth = 1.1;
      brush.setLineDash([2, 3]);
      brush.strokeStyle = palette.hostile;
      brush.stroke();
      brush.setLineDash([]);
    }
    if (shown.focus !== null) this.ofFocus(brush, shown, palette);
    this.dots(brush, shown, palette);
  }

  stateAt(x: number, y: number): number | null {
    let nearest: number | null = null;
    let least = 14 * 14; // a finger is wider than a mouse
    for (const p of this.points) {
      const d = (p.x - x) ** 2 + (p.y - y) ** 2;
      if (d < least) [nearest, least] = [p.state, d];
    }
    return nearest;
  }

  positionOf(state: number): { x: number; y: number } | null {
    return this.at.get(state) ?? null;
  }

  states(): { state: number; x: number; y: number }[] {
    return this.points;
  }

  private ofFocus(brush: Brush, shown: Shown, palette: Palette): void {
    const focus = shown.focus!;
    brush.globalAlpha = 0.95;
    brush.lineWidth = 1.5;
    const ties = this.system.tiesOf(focus, shown.year, shown.mask);
    for (const [bit, colour] of obligationColour(palette)) {
      brush.beginPath();
      for (const { other, bits } of ties) if (bits & bit && !(bits & shown.mask & (bit - 1))) this.arc(brush, Math.min(focus, other), Math.max(focus, other));
      brush.strokeStyle = colour;
      brush.stroke();
    }
  }

  private dots(brush: Brush, shown: Shown, palette: Palette): void {
    brush.globalAlpha = 1;
    brush.lineWidth = 1;
    brush.strokeStyle = palette.halo;
    // States of one colour in one stroke.
    const byColour = new Map<string, { state: number; x: number; y: number }[]>();
    for (const p of this.points) {
      const colour = shown.groups?.[p.state] ?? palette.state;
      const listed = byColour.get(colour);
      if (listed) listed.push(p);
      else byColour.set(colour, [p]);
    }
    const small = this.width < 600 ? 2.1 : 2.9;
    for (const [colour, points] of byColour) {
      brush.beginPath();
      for (const p of points) {
        const r = p.state === shown.focus ? 6 : shown.groups?.[p.state] ? small + 1.4 : small;
        brush.moveTo(p.x + r, p.y);
        brush.arc(p.x, p.y, r, 0, 2 * Math.PI);
      }
      brush.fillStyle = colour;
      brush.fill();
      brush.stroke();
    }
  }

  private place(year: number): void {
    this.points = [];
    this.at.clear();
    for (const state of this.system.members(year)) {
      const capital = this.system.capital(state, year);
      const point = capital && this.projection([capital.lon, capital.lat]);
      if (!point) continue;
      const found = { state, x: point[0], y: point[1], lon: capital.lon, lat: capital.lat };
      this.points.push(found);
      this.at.set(state, found);
    }
  }

  private arc(brush: Brush, a: number, b: number): void {
    const one = this.at.get(a) as { lon: number; lat: number } | undefined;
    const other = this.at.get(b) as { lon: number; lat: number } | undefined;
    if (!one || !other) return;
    const key = `${one.lon},${one.lat},${other.lon},${other.lat}`;
    let points = this.arcs.get(key);
    if (!points) {
      points = this.project([one.lon, one.lat], [other.lon, other.lat]);
      this.arcs.set(key, points);
    }
    let x = points[0];
    brush.moveTo(x, points[1]);
    for (let k = 2; k < points.length; k += 2) {
      // An arc over the map's edge comes back on the other side.
      if (Math.abs(points[k] - x) > this.width / 2) brush.moveTo(points[k], points[k + 1]);
      else brush.lineTo(points[k], points[k + 1]);
      x = points[k];
    }
  }

  private project(from: [number, number], to: [number, number]): Float32Array {
    const line = arcOf(from, to);
    const points = new Float32Array(2 * line.length);
    line.forEach((p, k) => {
      const projected = this.projection(p)!;
      points[2 * k] = projected[0];
      points[2 * k + 1] = projected[1];
    });
    return points;
  }
}

/**
 * The way between two places that goes round the shorter side and bends as a great circle does, but less: a whole
 * great circle between northern capitals runs along the pole, where a flat map has no room.
 */
export function arcOf(from: [number, number], to: [number, number]): [number, number][] {
  const wide = ((to[0] - from[0] + 540) % 360) - 180;
  const steps = Math.max(1, Math.ceil(Math.hypot(wide, to[1] - from[1]) / STEP));
  const radians = Math.PI / 180;
  const whole = Math.sin(wide * radians);
  const bends = Math.abs(wide) > 3 && Math.abs(wide) < 177;
  return Array.from({ length: steps + 1 }, (_, k) => {
    const t = k / steps;
    const level = from[1] + (to[1] - from[1]) * t;
    if (!bends) return [from[0] + wide * t, level];
    const circle =
      Math.atan(
        (Math.tan(from[1] * radians) * Math.sin(wide * (1 - t) * radians) + Math.tan(to[1] * radians) * Math.sin(wide * t * radians)) / whole,
      ) / radians;
    const lat = level + BEND * (circle - level);
    return [from[0] + wide * t, Math.max(SOUTH, Math.min(NORTH, lat))];
  });
}
