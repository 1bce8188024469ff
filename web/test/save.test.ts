// @vitest-environment node
import { beforeAll, expect, test } from "vitest";
import { csv, json } from "../src/save";
import { runs } from "../src/runs";
import { toml } from "../src/toml";

beforeAll(() => {
  (globalThis as { location?: unknown }).location = { href: "http://localhost/#/x" };
});

const ORIGIN = { record: "toy", what: "Ties\nof a toy", citations: ["Someone 1900"] };

test("rows keep commas, quotation marks and gaps, and say where they are from", () => {
  const text = csv([{ name: 'A, "the first"', value: 1.5, none: null }, { name: "B", value: 2, none: "x" }], ORIGIN);
  expect(text.split("\r\n")).toEqual(["# Ties of a toy", "# record: toy", "# source: Someone 1900", "# http://localhost/#/x", "name,value,none", '"A, ""the first""",1.5,', "B,2,x", ""]);
});

test("the same as JSON", () => {
  expect(JSON.parse(json([{ a: 1 }], ORIGIN))).toEqual({ ...ORIGIN, address: "http://localhost/#/x", rows: [{ a: 1 }] });
});

test("successive years of one value are one run", () => {
  expect(runs([1900, 1901, 1903, 1904].map((year, k) => ({ year, value: k < 3 })))).toEqual([
    { from: 1900, to: 1901, value: true },
    { from: 1903, to: 1903, value: true },
    { from: 1904, to: 1904, value: false },
  ]);
});

test("a scenario is written as its file has it", () => {
  expect(toml({ title: 'A "what-if"', base_year: 2025, pairs: [["A", "B"]], interventions: [{ kind: "pressure", by: ["USA"], when: 2026, settled: true }] }).split("\n")).toEqual([
    'title = "A \\"what-if\\""', "base_year = 2025", 'pairs = [["A", "B"]]', "", "[[interventions]]", 'kind = "pressure"', 'by = ["USA"]', "when = 2026", "settled = true", "",
  ]);
});
