/** The shape of the system: balance, polarity and blocs through time, a year of it, and any three states. */

import { format, type Address } from "../address";
import { ask, follow } from "../ask";
import { barsChart, type BarRow } from "../chart/bars";
import { yearsChart } from "../chart/years";
import { fault, list, progress, stateField, waiting } from "../controls";
import { fill, h } from "../dom";
import { figure } from "../figure";
import { runs } from "../runs";
import type { System } from "../system";

interface Change {
  year: number;
  low: number;
  high: number;
}

interface Series {
  record: string;
  rule: string;
  years: (Record<string, number | null> & { year: number })[];
  changes: Record<string, { found: Record<string, number>[]; numbers: unknown[]; persistence: number | null }>;
  limits: string[];
  citations: string[];
}

interface Bloc {
  leader: string;
  hub: string;
  share: number | null;
  density: number | null;
  members: { name: string; title: string }[];
}

interface Shape {
  title: string;
  rule: string;
  nodes: number;
  ties: { positive: number; negative: number };
  frustration: { value: number; bound: number; proven: boolean };
  line_balance: number | null;
  triangles: { total: number; balanced: number; share: number | null };
  blocs: Bloc[];
  between_blocs: { one: string; other: string; positive: number; negative: number }[];
  poles: { by_power: { name: string; share: number }[]; by_bloc: { name: string; share: number }[] };
  positions: { between_blocs: string[]; without_positive_tie: string[]; without_tie: string[] };
  limits: string[];
  citations: string[];
}

interface Triangle {
  record: string;
  states: string[];
  rule: string;
  shares: Record<string, number>;
  years: { year: number; kind: string; pivot: string | null; sides: { pair: string[]; allied: boolean; obligations: string[]; hostility: string | null; sign: number }[] }[];
  changes: { year: number; from: string; to: string; events: string[] }[];
}

const MEASURES: [string, string, string, boolean][] = [
  ["density", "Density", "positive ties of all pairs", true],
  ["hostility", "Hostility", "negative ties of all pairs", true],
  ["line_balance", "Balance", "1 where no tie is frustrated", false],
  ["blocs", "Blocs", "of two states or more", true],
  ["largest_bloc", "Most capable bloc", "share of capabilities", true],
  ["concentration", "Concentration", "of capabilities, CON", true],
  ["poles", "Poles", "states with half of the largest", true],
  ["similarity", "Similarity", "mean kappa of portfolios", false],
];

export function shape(main: HTMLElement, system: System, address: Address): void {
  const three = address.parts.slice(0, 3).map((code) => system.place.get(code) ?? null);
  const year = address.options["year"] ? system.clamp(Number(address.options["year"])) : null;
  const measuring = progress("Measuring every year; the first time takes some seconds, later it is at once …");
  const charts = h("div", {}, measuring.element);
  const detail = h("section", { "aria-label": "One year", "aria-live": "polite" });
  const triangle = h("section", { "aria-label": "Three states" });
  const pick = (k: number, state: number) => {
    const next = [0, 1, 2].map((j) => (j === k ? state : (three[j] ?? null)));
    location.hash = format({ view: "shape", parts: next.map((p) => (p === null ? "-" : system.code(p))), options: { year: year === null ? "" : String(year) } });
  };
  fill(
    main,
    h("h1", {}, "The shape of the system"),
    h("p", {}, "What pledges and hostility draw together and apart. Shaded: the years in which the level of a measure changed, with the interval of the date."),
    charts,
    detail,
    h("h2", {}, "Three states"),
    h("div", { class: "row" }, ...[0, 1, 2].map((k) => stateField(system, ["One state", "A second", "A third"][k], system.last, three[k] ?? null, (state) => pick(k, state)))),
    triangle,
  );
  follow<Series>("series", [], {}, { told: measuring.tell }).then(
    (found) => overview(charts, detail, found, system, year, three),
    (error) => fill(charts, fault(error)),
  );
  if (three.length === 3 && three.every((p) => p !== null)) {
    fill(triangle, waiting("Following the three …"));
    ask<Triangle>("triangle", three.map((p) => system.code(p!))).then(
      (found) => fill(triangle, ...sides(found, system)),
      (error) => fill(triangle, fault(error)),
    );
  } else fill(triangle, h("p", {}, "Choose three states to see who was tied to whom, hostile to whom, and when that changed."));
}

function overview(box: HTMLElement, detail: HTMLElement, found: Series, system: System, at: number | null, three: (number | null)[]): void {
  const span: [number, number] = [found.years[0].year, found.years[found.years.length - 1].year];
  let year = Math.min(span[1], Math.max(span[0], at ?? span[1]));
  const figures = MEASURES.map(([key, title, note, zero]) =>
    figure({
      title,
      note,
      name: `shape-${key}`,
      origin: { record: found.record, what: `${title}: ${note}. Rule: ${found.rule}`, citations: found.citations },
      rows: () => found.years.map((y) => ({ year: y.year, [key]: y[key] })),
      draw: (width) =>
        yearsChart(
          { label: title, lines: [{ name: title, colour: "var(--accent)", points: found.years.map((y) => [y.year, y[key]]) }], span, year, changes: changes(found, key), onYear: show, zero, write: (v) => String(Number(v.toPrecision(3))) },
          width,
          140,
        ),
    }),
  );
  const slider = h("input", { type: "range", min: span[0], max: span[1], value: year, "aria-label": "Year", oninput: () => show(Number(slider.value)) });
  const label = h("output", { class: "year" });
  fill(box, h("div", { class: "controls" }, slider, label), h("div", { class: "grid" }, ...figures), list("How it is measured, and what it leaves open", [`Rule: ${found.rule}`, ...found.limits]), list("What to cite", found.citations));
  let waiting = 0;
  function show(to: number): void {
    year = to;
    slider.value = String(year);
    label.textContent = String(year);
    figures.forEach((f) => f.redraw());
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      history.replaceState(null, "", format({ view: "shape", parts: three.map((p) => (p === null ? "-" : system.code(p))), options: { year: year === span[1] ? "" : String(year) } }));
      ask<Shape>("shape", [String(year)]).then(
        (answer) => answer.title === String(year) && fill(detail, ...oneYear(answer, system, year)),
        (error) => fill(detail, fault(error)),
      );
    }, 150);
  }
  show(year);
}

function changes(found: Series, key: string): Change[] {
  return (found.changes[key]?.found ?? []).map((c) => ({ year: c["year"], low: c["low"] ?? c["lo"] ?? c["first"] ?? c["year"], high: c["high"] ?? c["hi"] ?? c["last"] ?? c["year"] }));
}

function oneYear(found: Shape, system: System, year: number): (Node | null)[] {
  const name = (code: string) => {
    const place = system.place.get(code);
    return place === undefined ? code : system.name(place, year);
  };
  const share = (v: number | null) => (v === null ? "not known" : `${(100 * v).toFixed(0)} %`);
  return [
    h("h2", {}, `${year}: ${found.blocs.length} ${found.blocs.length === 1 ? "bloc" : "blocs"}`),
    h(
      "p",
      {},
      `${found.nodes} states, ${found.ties.positive} positive and ${found.ties.negative} negative ties; `,
      found.triangles.total ? `${found.triangles.balanced} of ${found.triangles.total} triangles are balanced; ` : "no triangle; ",
      `the least number of frustrated ties with two sides is ${found.frustration.value}${found.frustration.proven ? ", proven" : `, or as few as ${found.frustration.bound}`}. `,
      found.poles.by_power.length ? `With at least half of the capabilities of the largest: ${found.poles.by_power.map((p) => name(p.name)).join(", ")}.` : "",
    ),
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "Blocs of the year" },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...["most capable", "most ties", "capabilities", "members"].map((c) => h("th", { scope: "col" }, c)))),
        h("tbody", {}, ...found.blocs.map((b) => h("tr", {}, h("td", {}, name(b.leader)), h("td", {}, name(b.hub)), h("td", {}, share(b.share)), h("td", {}, `${b.members.length}: ${b.members.map((m) => m.title).join(", ")}`)))),
      ),
    ),
    found.positions.between_blocs.length ? h("p", {}, `With positive ties into more than one bloc: ${found.positions.between_blocs.map(name).join(", ")}.`) : null,
    h("p", {}, h("a", { href: format({ view: "world", parts: [], options: { year: String(year), colour: "bloc", hostile: "yes" } }) }, `The blocs of ${year} on the map`)),
    list("Limits", found.limits),
  ];
}

function sides(found: Triangle, system: System): (Node | null)[] {
  const name = (code: string) => {
    const place = system.place.get(code);
    return place === undefined ? code : system.name(place, system.last);
  };
  const first = found.years[0].year;
  const last = found.years[found.years.length - 1].year;
  const rows: BarRow[] = found.years[0].sides.map((side, k) => ({
    label: side.pair.map(name).join(" and "),
    href: format({ view: "pair", parts: side.pair, options: {} }),
    bars: runs(found.years.map((y) => ({ year: y.year, value: y.sides[k].sign }))).filter((r) => r.value !== 0).map((r) => ({
      start: r.from,
      end: r.to + 1,
      colour: r.value > 0 ? "var(--defence)" : "var(--hostile)",
      striped: r.value < 0,
      title: `${r.value > 0 ? "tied" : "hostile"}, ${r.from} to ${r.to}`,
    })),
  }));
  const kinds = [...new Set(found.years.map((y) => y.kind))];
  const byKind: BarRow[] = kinds.map((kind) => ({
    label: kind,
    bars: runs(found.years.map((y) => ({ year: y.year, value: y.kind === kind ? 1 : 0 }))).filter((r) => r.value).map((r) => ({ start: r.from, end: r.to + 1, colour: "var(--quiet)", title: `${kind}, ${r.from} to ${r.to}` })),
  }));
  return [
    figure({
      title: found.states.map(name).join(", "),
      note: "solid: tied; striped: hostile",
      name: `triangle-${found.states.join("-")}`,
      origin: { record: found.record, what: `Triangle of ${found.states.join(", ")}. Rule: ${found.rule}`, citations: system.citations },
      rows: () => found.years.map((y) => ({ year: y.year, kind: y.kind, pivot: y.pivot, ...Object.fromEntries(y.sides.map((x) => [x.pair.join("_"), x.sign])) })),
      draw: (width) => barsChart(`Ties and hostility among ${found.states.map(name).join(", ")}`, [...rows, ...byKind], [first, last + 1], width),
    }),
    h("ul", {}, ...Object.entries(found.shares).filter(([, part]) => part > 0).map(([kind, part]) => h("li", {}, `${kind}: ${(100 * part).toFixed(0)} % of the years`))),
    list("What changed, and when", found.changes.map((c) => `${c.year}: from ${c.from} to ${c.to}${c.events.length ? `; ${c.events.join("; ")}` : ""}`)),
    h("p", { class: "note" }, found.rule),
  ];
}
