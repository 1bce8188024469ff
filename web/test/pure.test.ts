import { describe, expect, test } from "vitest";
import { format, parse } from "../src/address";
import { colours, type Blocs } from "../src/blocs";
import { linear, ticks, trace } from "../src/chart/axes";
import { next, firstBit, opacity } from "../src/draw/drawing";
import { arcOf } from "../src/draw/map";
import { SvgBrush } from "../src/draw/brush";
import type { Palette } from "../src/palette";
import { Spells, System, fold, type Raw } from "../src/system";

const RAW: Raw = {
  record: "toy",
  years: [1900, 1910],
  last_day: "1910-12-31",
  states: [
    { code: "AAA", region: "Europe", iso: null, spells: [[1900, 1910]], names: [["Aland", 1900, 1904], ["New Aland", 1905, 1910]], capitals: [["A", 1900, 1910, 10, 20]] },
    { code: "BBB", region: "Europe", iso: null, spells: [[1900, 1903], [1906, 1910]], names: [["Bérland", 1900, 1910]], capitals: [["B", 1900, 1910, 0, 0]] },
    { code: "CCC", region: "Asia", iso: null, spells: [[1902, 1910]], names: [["Cland", 1902, 1910]], capitals: [] },
  ],
  ties: { a: [0, 0, 1], b: [1, 2, 2], bits: [1, 9, 16], first: [1900, 1902, 1906], last: [1903, 1910, 1906] },
  hostile: { a: [1], b: [2], first: [1903], last: [1903] },
  hostile_until: 1910,
  citations: [],
};

describe("addresses", () => {
  test.each(["#/world?ties=defence%2Boffence&year=1914", "#/pair/FRA/RUS", "#/treaty/a%20b", "#/shape/USA/CHN/RUS?year=1914"])("%s comes back as it was", (hash) => {
    expect(format(parse(hash))).toBe(hash);
  });
  test("empty options are left out, no view is the world, a stray percent sign is kept", () => {
    expect(format({ view: "state", parts: ["FRA"], options: { year: "" } })).toBe("#/state/FRA");
    expect(parse("").view).toBe("world");
    expect(parse("#/state/%").parts).toEqual(["%"]);
  });
});

describe("the system", () => {
  const system = new System(RAW);
  test("spells of a year are those that a plain search finds", () => {
    const spells = new Spells(RAW.ties, RAW.years);
    for (let year = 1900; year <= 1910; year++) {
      const plain = RAW.ties.a.flatMap((_, k) => (RAW.ties.first[k] <= year && year <= RAW.ties.last[k] ? [k] : []));
      expect([...spells.of(year)].sort()).toEqual(plain);
    }
  });
  test("members, names and ties are those of the year", () => {
    expect(system.members(1901)).toEqual([0, 1]);
    expect(system.members(1904)).toEqual([0, 2]);
    expect(system.name(0, 1904)).toBe("Aland");
    expect(system.name(0, 1905)).toBe("New Aland");
    expect(system.tiesOf(0, 1903, 31).map((t) => [t.other, t.bits])).toEqual([[1, 1], [2, 9]]);
    expect(system.tiesOf(0, 1903, 2)).toEqual([]);
    expect(system.pairs(1906, 31)).toBe(2);
  });
  test("a state is found by old names, codes and without accents", () => {
    expect(system.search("berl", 1901)[0]).toBe(1);
    expect(system.search("aland", 1908)[0]).toBe(0);
    expect(system.search("ccc", 1905)[0]).toBe(2);
    expect(fold("Müller ")).toBe("muller");
  });
});

describe("drawing", () => {
  test("an arc goes round the shorter side and stays on the map", () => {
    const arc = arcOf([139.7, 35.7], [-77, 38.9]);
    expect(arc[0][0]).toBeCloseTo(139.7);
    expect(arc.at(-1)![0]).toBeCloseTo(283);
    expect(Math.max(...arc.map(([, lat]) => lat))).toBeLessThanOrEqual(80);
    expect(Math.max(...arc.map(([, lat]) => lat))).toBeGreaterThan(40);
  });
  test("arrow keys go to the nearest state in the direction", () => {
    const points = [{ state: 1, x: 0, y: 0 }, { state: 2, x: 10, y: 1 }, { state: 3, x: 30, y: 0 }, { state: 4, x: 2, y: -20 }];
    expect(next(points, null, 1, 0)).toBe(1);
    expect(next(points, 1, 1, 0)).toBe(2);
    expect(next(points, 2, 1, 0)).toBe(3);
    expect(next(points, 1, 0, -1)).toBe(4);
    expect(next(points, 3, 1, 0)).toBeNull();
  });
  test("a tie takes the colour of the first obligation that is drawn", () => {
    expect(firstBit(0b11001, 0b11000)).toBe(8);
    expect(firstBit(0b00001, 0b11000)).toBe(0);
    expect(opacity(10_000)).toBe(0.3);
  });
  test("strokes become SVG with nothing that could be mark-up", () => {
    const brush = new SvgBrush();
    brush.beginPath();
    brush.moveTo(0, 0);
    brush.lineTo(1.26, 2);
    brush.stroke();
    brush.fillText("<b>", 1, 1);
    expect(brush.text(10, 10, "#fff")).toContain('d="M0 0L1.3 2"');
    expect(brush.text(10, 10, "#fff")).toContain("&lt;b>");
  });
  test("blocs of a year have different colours, and a leader keeps his", () => {
    const palette = { groups: ["#1", "#2", "#3", "#4", "#5", "#6", "#7", "#8"] } as Palette;
    const blocs: Blocs = { rule: "", known: [1900, 1901], years: { "1900": [["AAA", "BBB"]], "1901": [["CCC", "BBB"], ["AAA"]] } };
    const system = new System(RAW);
    const one = colours(blocs, system, 1900, palette);
    expect(one[0]).toBe(one[1]);
    expect(one[2]).toBeNull();
    const other = colours(blocs, system, 1901, palette);
    expect(other[0]).not.toBe(other[2]);
    expect(colours(blocs, system, 1902, palette)).toEqual([null, null, null]);
  });
});

describe("charts", () => {
  test("ticks are round and lie within", () => {
    expect(ticks(0, 1, 4)).toEqual([0, 0.5, 1]);
    expect(ticks(1816, 2026, 5)).toEqual([1850, 1900, 1950, 2000]);
  });
  test("a gap in the values is a gap in the line", () => {
    const id = linear([0, 1], [0, 1]);
    expect(trace([[0, 0], [1, null], [2, 2], [3, 3]], id, id)).toBe("M0.0 0.0M2.0 2.0L3.0 3.0");
  });
});
