/** Dated borders from the server's owner's own file: the shapes of a year, each projected once. */

import { geoPath, type GeoPermissibleObjects, type GeoProjection } from "d3-geo";

export interface RawBorders {
  citation: string;
  step: number;
  years: [number, number];
  shapes: { name: string; start: number; end: number; polygons: number[][][] }[];
}

interface Shape {
  start: number;
  end: number;
  geometry: GeoPermissibleObjects;
  path: Path2D | null;
}

export class Borders {
  readonly years: [number, number];
  private readonly shapes: Shape[];
  private projection: GeoProjection | null = null;

  constructor(raw: RawBorders) {
    this.years = raw.years;
    const ring = (flat: number[]): [number, number][] => Array.from({ length: flat.length / 2 }, (_, k) => [flat[2 * k] * raw.step, flat[2 * k + 1] * raw.step]);
    this.shapes = raw.shapes.map(({ start, end, polygons }) => ({ start, end, path: null, geometry: { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(ring)) } }));
  }

  fit(projection: GeoProjection): void {
    this.projection = projection;
    for (const shape of this.shapes) shape.path = null;
  }

  /** What is drawn in a year, as a word that changes when it does; empty where the file does not speak of the year. */
  key(year: number): string {
    return this.of(year).map(([k]) => k).join(" ");
  }

  /** The paths of the shapes that stood at the end of a year. */
  paths(year: number): Path2D[] {
    return this.of(year).map(([, shape]) => (shape.path ??= new Path2D(geoPath(this.projection!)(shape.geometry) ?? "")));
  }

  geometries(year: number): GeoPermissibleObjects[] {
    return this.of(year).map(([, shape]) => shape.geometry);
  }

  private of(year: number): [number, Shape][] {
    // The end of the year, as for everything that is dated by years; in the file's last year its last day.
    const day = Math.min(year * 10_000 + 1231, Math.max(...this.shapes.map((s) => s.end)));
    if (year < this.years[0] || year > this.years[1]) return [];
    return [...this.shapes.entries()].filter(([, s]) => s.start <= day && day <= s.end);
  }
}
