/** The map of a year on a canvas: land once, ties and capitals at every step. */

import { geoDistance, geoEqualEarth, geoInterpolate, geoPath, type GeoProjection } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { obligationColour, type Palette } from "./palette";
import type { System } from "./system";

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

const STEP = 4; // degrees between the points of an arc

export class WorldMap {
  private readonly base: HTMLCanvasElement = document.createElement("canvas");
  private projection: GeoProjection = geoEqualEarth();
  private arcs = new Map<string, Float32Array>();
  private points: { state: number; x: number; y: number }[] = [];
  private width = 0;
  private height = 0;
  private ratio = 1;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly system: System,
    private readonly world: Topology,
  ) {}

  /** Fit the drawing to its box; what was projected before is forgotten. */
  resize(width: number, height: number, palette: Palette): void {
    this.width = width;
    this.height = height;
    this.ratio = Math.min(window.devicePixelRatio || 1, 2);
    for (const canvas of [this.canvas, this.base]) {
      canvas.width = Math.round(width * this.ratio);
      canvas.height = Math.round(height * this.ratio);
    }
    this.projection = geoEqualEarth().rotate([-11, 0]).fitExtent(
      [
        [4, 4],
        [width - 4, height - 4],
      ],
      { type: "Sphere" },
    );
    this.arcs.clear();
    this.drawBase(palette);
  }

  private drawBase(palette: Palette): void {
    const context = this.base.getContext("2d")!;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    const path = geoPath(this.projection, context);
    context.beginPath();
    path({ type: "Sphere" });
    context.fillStyle = palette.sea;
    context.fill();
    const countries = this.world.objects["countries"] as GeometryCollection;
    context.beginPath();
    path(feature(this.world, this.world.objects["land"] as GeometryCollection));
    context.fillStyle = palette.land;
    context.fill();
    context.beginPath();
    path(mesh(this.world, countries, (a, b) => a !== b));
    context.strokeStyle = palette.border;
    context.lineWidth = 0.5;
    context.stroke();
  }

  draw(shown: Shown, palette: Palette): void {
    const context = this.canvas.getContext("2d")!;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.base, 0, 0);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    const { ties, hostile } = this.system;
    this.place(shown.year);
    const at = new Map(this.points.map((p) => [p.state, p]));
    context.lineWidth = shown.focus === null ? 0.7 : 0.5;
    for (const [bit, colour] of obligationColour(palette)) {
      if (!(shown.mask & bit)) continue;
      context.beginPath();
      for (const k of ties.of(shown.year)) {
        // The first obligation of the mask that a tie has gives its colour: a pair is drawn once.
        if ((ties.bits[k] & shown.mask & (bit - 1)) || !(ties.bits[k] & bit)) continue;
        this.arc(context, ties.a[k], ties.b[k], shown.year, at);
      }
      context.globalAlpha = shown.focus === null ? 0.42 : 0.1;
      context.strokeStyle = colour;
      context.stroke();
    }
    if (shown.hostile) {
      context.beginPath();
      for (const k of hostile.of(shown.year)) this.arc(context, hostile.a[k], hostile.b[k], shown.year, at);
      context.globalAlpha = shown.focus === null ? 0.75 : 0.15;
      context.setLineDash([2, 3]);
      context.strokeStyle = palette.hostile;
      context.stroke();
      context.setLineDash([]);
    }
    if (shown.focus !== null) this.drawFocus(context, shown, palette, at);
    context.globalAlpha = 1;
    for (const { state, x, y } of this.points) {
      context.beginPath();
      context.arc(x, y, state === shown.focus ? 5 : 2.6, 0, 2 * Math.PI);
      context.fillStyle = shown.groups?.[state] ?? palette.state;
      context.fill();
      context.lineWidth = 1;
      context.strokeStyle = palette.halo;
      context.stroke();
    }
  }

  private drawFocus(
    context: CanvasRenderingContext2D,
    shown: Shown,
    palette: Palette,
    at: Map<number, { x: number; y: number }>,
  ): void {
    const focus = shown.focus!;
    context.globalAlpha = 0.95;
    context.lineWidth = 1.4;
    for (const [bit, colour] of obligationColour(palette)) {
      context.beginPath();
      for (const { other, bits } of this.system.tiesOf(focus, shown.year, shown.mask))
        if (bits & bit && !(bits & shown.mask & (bit - 1)))
          this.arc(context, Math.min(focus, other), Math.max(focus, other), shown.year, at);
      context.strokeStyle = colour;
      context.stroke();
    }
  }

  /** Which state is drawn at a point of the canvas, or null. */
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
    return this.points.find((p) => p.state === state) ?? null;
  }

  private place(year: number): void {
    this.points = [];
    for (const state of this.system.members(year)) {
      const capital = this.system.capital(state, year);
      const point = capital && this.projection([capital.lon, capital.lat]);
      if (point) this.points.push({ state, x: point[0], y: point[1] });
    }
  }

  private arc(
    context: CanvasRenderingContext2D,
    a: number,
    b: number,
    year: number,
    at: Map<number, { x: number; y: number }>,
  ): void {
    if (!at.has(a) || !at.has(b)) return;
    const one = this.system.capital(a, year)!;
    const other = this.system.capital(b, year)!;
    const key = `${one.lon},${one.lat},${other.lon},${other.lat}`;
    let points = this.arcs.get(key);
    if (!points) {
      points = this.project([one.lon, one.lat], [other.lon, other.lat]);
      this.arcs.set(key, points);
    }
    let x = points[0];
    context.moveTo(x, points[1]);
    for (let k = 2; k < points.length; k += 2) {
      // A great circle over the map's edge comes back on the other side.
      if (Math.abs(points[k] - x) > this.width / 2) context.moveTo(points[k], points[k + 1]);
      else context.lineTo(points[k], points[k + 1]);
      x = points[k];
    }
  }

  private project(from: [number, number], to: [number, number]): Float32Array {
    const between = geoInterpolate(from, to);
    const degrees = (geoDistance(from, to) * 180) / Math.PI;
    const steps = Math.max(1, Math.ceil(degrees / STEP));
    const points = new Float32Array(2 * (steps + 1));
    for (let k = 0; k <= steps; k++) {
      const projected = this.projection(between(k / steps))!;
      points[2 * k] = projected[0];
      points[2 * k + 1] = projected[1];
    }
    return points;
  }
}
