/** What if: dated changes to the world, and what the model does with and without them. */

import { format, type Address } from "../address";
import { about, ask, follow } from "../ask";
import { between, box, linear, picture, ticks, trace, xAxis, yAxis } from "../chart/axes";
import { fault, list, percent, progress, treatyIds, waiting, yearField } from "../controls";
import { fill, h, s } from "../dom";
import { figure } from "../figure";
import { download } from "../save";
import type { System } from "../system";
import { toml } from "../toml";

type Value = string | number | boolean | string[];
type Change = Record<string, Value> & { kind: string };

interface Scenario {
  title: string;
  base_year: number;
  horizon: number;
  draws: number;
  seed: number;
  pairs: [string, string][];
  interventions: Change[];
}

interface Field {
  description?: string;
  default?: unknown;
  type?: string;
  anyOf?: { type: string }[];
  enum?: string[];
  minimum?: number;
  maximum?: number;
}

interface Entry {
  title: string;
  meaning: string;
  schema: { properties: Record<string, Field>; required?: string[] };
}

interface Effect {
  year: number;
  baseline: number;
  scenario: number;
  difference: number;
  monte_carlo: number;
  parameters: number;
  lo: number;
  hi: number;
}

interface Answer {
  sentences: string[];
  /** How many were asked for, and how many this answer rests on. */
  draws: number;
  drawn: number;
  states: number;
  pairs: { one: string; other: string; names: string[]; allied_in_base_year: boolean; years: Effect[] }[];
  system: { name: string; title: string; base_year: number; years: Effect[] }[];
  shapes: { measures: { name: string; title: string; start: number; baseline: number[]; scenario: number[] }[]; reservation: string };
  most_moved: { names: string[]; baseline: number; scenario: number; error: number }[];
  out_of_range: string[];
  notes: string[];
  model_reads: string[];
  limits: string[];
  citations: string[];
  digest: string;
}

export function whatif(main: HTMLElement, system: System, address: Address): () => void {
  let left = false;
  if (about().static) {
    fill(main, h("h1", {}, "What if"), h("p", {}, "This copy draws no futures: symmachy serve, or the command symmachy whatif, does."));
    return () => undefined;
  }
  let asked: Scenario;
  try {
    asked = { ...start(system), ...(JSON.parse(address.options["scenario"] ?? "{}") as Partial<Scenario>) };
  } catch {
    asked = start(system);
  }
  const form = h("div", { class: "whatif" }, waiting("Reading what can be changed …"));
  const results = h("section", { "aria-label": "What the model does" });
  fill(main, h("h1", {}, "What if"), h("p", {}, "A fitted model is told that the world is changed from a day on, and run forward with and without the change, on the same random numbers. What is shown is what the model does; it is no statement about what would happen."), form, results);
  let run = 0;
  let drawn = false;
  let later = 0;
  let stopped: AbortController | null = null;
  /** After the first drawing every change is drawn at once, as soon as the hand rests. */
  const changed = () => {
    remember();
    clearTimeout(later);
    if (drawn) later = window.setTimeout(() => void draw(), 350);
  };
  const remember = () => history.replaceState(null, "", format({ view: "whatif", parts: [], options: { scenario: JSON.stringify(asked) } }));
  const show = (line: HTMLElement | null, found: Answer) => {
    // What is redrawn as draws come in must not move under the reader's eyes.
    results.style.minHeight = line ? `${results.offsetHeight}px` : "";
    fill(results, line, ...shown(found, asked));
  };
  const draw = async () => {
    drawn = true;
    const mine = ++run;
    remember();
    stopped?.abort();
    stopped = new AbortController();
    const line = progress("Drawing …");
    const before = [...results.children].filter((each) => !each.matches(".loading, .fault"));
    results.style.minHeight = `${results.offsetHeight}px`;
    fill(results, line.element, ...before);
    try {
      const found = await follow<Answer>("whatif", [], { scenario: JSON.stringify(asked) }, {
        signal: stopped.signal,
        told: (told) => {
          line.tell(told);
          if (!told.part || mine !== run) return;
          line.tell({ doing: told.part.drawn < told.part.draws ? `${told.part.drawn} of ${told.part.draws} futures drawn` : `All ${told.part.drawn} futures drawn; blocs and poles are measured`, done: told.part.drawn, of: told.part.draws });
          show(line.element, told.part);
        },
      });
      if (!left && mine === run) show(null, found);
    } catch (error) {
      if (!left && mine === run) fill(results, fault(error));
    }
  };
  ask<{ interventions: Record<string, Entry>; most: Record<string, number> }>("interventions").then(
    ({ interventions, most }) => {
      const again = () => fill(form, ...controls(asked, interventions, most, system, { changed, again, draw: () => void draw() }));
      again();
      if (address.options["scenario"]) void draw();
    },
    (error) => fill(form, fault(error)),
  );
  return () => {
    left = true;
    clearTimeout(later);
    stopped?.abort(); // the server stops drawing what nobody looks at
  };
}

function start(system: System): Scenario {
  const base = system.last - 1;
  return { title: "A what-if", base_year: base, horizon: 10, draws: 200, seed: 1, pairs: [], interventions: [] };
}

/** What a newcomer may look at first; any states and treaties will do. */
const EXAMPLE: Partial<Scenario> = {
  title: "from 1891, neither the Dual nor the Triple Alliance",
  base_year: 1890,
  pairs: [["AUH", "DEU"], ["AUH", "RUS"], ["DEU", "RUS"], ["FRA", "RUS"]],
  interventions: ["dual-alliance-1879", "triple-alliance-1882"].map((treaty) => ({ kind: "treaty_ended", when: 1891, treaty })),
};

interface Hooks {
  changed: () => void;
  again: () => void;
  draw: () => void;
}

function controls(asked: Scenario, entries: Record<string, Entry>, most: Record<string, number>, system: System, hooks: Hooks): (HTMLElement | null)[] {
  const slider = (label: string, key: "horizon" | "draws", low: number, high: number, step: number) => {
    const said = h("output", {}, String(asked[key]));
    const input = h("input", { type: "range", min: low, max: high, step, value: asked[key], oninput: () => ((asked[key] = Number(input.value)), (said.textContent = input.value), hooks.changed()) });
    return h("label", { class: "field" }, `${label} `, input, said);
  };
  const add = h("select", { "aria-label": "Add a change", onchange: () => {
    if (!entries[add.value]) return;
    asked.interventions.push({ kind: add.value, when: asked.base_year + 1 });
    hooks.changed();
    hooks.again();
  } }, h("option", { value: "" }, "Add a change …"), ...Object.entries(entries).map(([name, e]) => h("option", { value: name }, e.title)));
  const pairs = h("input", { type: "search", placeholder: "CHN RUS, FRA DEU", value: asked.pairs.map((p) => p.join(" ")).join(", "), onchange: () => {
    asked.pairs = pairs.value.split(",").map((p) => p.trim().split(/\s+/)).filter((p): p is [string, string] => p.length === 2);
    hooks.changed();
  } });
  const file = h("input", { type: "file", accept: ".toml", class: "visually-hidden", onchange: () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    void chosen.text().then((text) => ask<{ scenario: Partial<Scenario> }>("scenario", [], { toml: text.slice(0, 6000) })).then(
      ({ scenario }) => {
        Object.assign(asked, start(system), scenario, { draws: Math.min(1000, scenario.draws ?? 200) });
        hooks.changed();
        hooks.again();
      },
      (error) => file.parentElement?.after(fault(error)),
    );
  } });
  return [
    h("div", { class: "row" },
      yearField(system, "Base year", asked.base_year, (year) => ((asked.base_year = year ?? system.last - 1), hooks.changed())),
      slider("Years ahead", "horizon", 1, most["horizon"] ?? 30, 1),
      slider("Futures", "draws", 50, most["draws"] ?? 1000, 50)),
    ...asked.interventions.map((change, k) => card(change, entries[change.kind], () => {
      asked.interventions.splice(k, 1);
      hooks.changed();
      hooks.again();
    }, hooks.changed, asked.base_year)),
    h("div", { class: "row" }, add, h("label", { class: "field" }, "Pairs to follow ", pairs)),
    h("div", { class: "row" },
      h("button", { type: "button", onclick: hooks.draw }, "Draw"),
      h("button", { type: "button", class: "small", onclick: () => download("scenario.toml", toml(asked as unknown as Record<string, unknown>), "application/toml") }, "Save as scenario file"),
      h("label", { class: "button" }, "Open a scenario file", file)),
    asked.interventions.length ? null : h("p", {}, "Add a change, or look at an example: ", h("a", { href: format({ view: "whatif", parts: [], options: { scenario: JSON.stringify(EXAMPLE) } }) }, EXAMPLE.title ?? ""), "."),
  ];
}

function card(change: Change, entry: Entry | undefined, remove: () => void, changed: () => void, base: number): HTMLElement {
  const fields = Object.entries(entry?.schema.properties ?? {}).filter(([name]) => name !== "kind");
  return h("fieldset", { class: "change" },
    h("legend", {}, entry?.title ?? change.kind),
    h("p", { class: "note" }, entry?.meaning ?? ""),
    h("div", { class: "row" }, ...fields.map(([name, field]) => input(change, name, field, entry?.schema.required?.includes(name) ?? false, changed, base)), h("button", { type: "button", class: "small", "aria-label": `Remove ${entry?.title ?? change.kind}`, onclick: remove }, "Remove")));
}

function input(change: Change, name: string, field: Field, needed: boolean, changed: () => void, base: number): HTMLElement {
  const kinds = field.anyOf?.map((k) => k.type) ?? [field.type ?? "string"];
  const set = (value: Value | undefined) => {
    if (value === undefined || value === "") delete change[name];
    else change[name] = value;
    changed();
  };
  const now = change[name] ?? (field.default as Value | null | undefined) ?? "";
  const label = (control: HTMLElement, after?: Node) => h("label", { class: "field", title: field.description ?? "" }, `${name}${needed ? "" : " (may be left out)"} `, control, after ?? null);
  if (kinds.includes("boolean")) {
    const box = h("select", { onchange: () => set(box.value === "yes") }, ...["yes", "no"].map((w) => h("option", { value: w, selected: (w === "yes") === Boolean(now === "" ? true : now) }, w)));
    if (!(name in change) && needed) change[name] = true;
    return label(box);
  }
  if (field.enum) {
    const words = h("select", { onchange: () => set(words.value) }, ...field.enum.map((w) => h("option", { value: w, selected: w === now }, w)));
    return label(words);
  }
  if (kinds.includes("number")) {
    const low = field.minimum ?? 0;
    const high = Math.min(field.maximum ?? 4, 4);
    if (!(name in change) && needed) change[name] = 1;
    const said = h("output", {}, String(change[name] ?? now));
    const range = h("input", { type: "range", min: low, max: high, step: 0.05, value: String(change[name] ?? now), oninput: () => ((said.textContent = range.value), set(Number(range.value))) });
    return label(range, said);
  }
  const many = kinds.includes("array");
  const treaty = field.description?.startsWith("The treaty's id") ?? false;
  const known = treaty ? treatyIds(base) : null;
  const text = h("input", { type: "search", list: known?.id, value: Array.isArray(now) ? now.join(", ") : String(now), placeholder: treaty ? "words of its name" : many ? "states, with commas" : kinds.includes("integer") ? "year or date" : "", onchange: () => {
    const words = text.value.split(",").map((w) => w.trim()).filter(Boolean);
    set(many ? words : kinds.includes("integer") && /^\d{4}$/.test(text.value.trim()) ? Number(text.value) : text.value.trim());
  } });
  return label(text, known ?? undefined);
}

function shown(found: Answer, asked: Scenario): (Node | null)[] {
  const origin = (what: string) => ({ record: about().record, what: `${what}. ${found.sentences.join(" ")} ${found.drawn} futures, seed ${asked.seed}, digest ${found.digest}`, citations: found.citations });
  const rows = (years: Effect[]) => years.map((e) => ({ ...e }));
  return [
    h("h2", {}, "What was changed"),
    found.sentences.length ? h("ul", {}, ...found.sentences.map((line) => h("li", {}, line))) : h("p", {}, "Nothing: both futures are the baseline."),
    [...found.pairs, ...found.system].every((each) => each.years.every((e) => !e.difference && !e.monte_carlo)) ? h("p", {}, "Nothing differs: every draw has the same pacts with and without the change. Other treaties may bind the same states.") : null,
    ...found.out_of_range.map((line) => h("p", { class: "fault" }, line)),
    ...found.pairs.map((p) => figure({
      title: `Chance of a pact: ${p.names.join(" and ")}`,
      note: "dashed: without the change; band: interval of the difference, laid on the line without",
      name: `whatif-${p.one}-${p.other}`,
      origin: origin(`Chance of a pact between ${p.names.join(" and ")}`),
      rows: () => rows(p.years),
      draw: (width) => lines(p.years, width, `Chance of a pact between ${p.names.join(" and ")}`, (v) => `${Number((100 * v).toPrecision(3))} %`, 0.01),
    })),
    h("h2", {}, "The whole system"),
    h("div", { class: "grid" }, ...found.system.map((m) => figure({ title: m.title, name: `whatif-${m.name}`, origin: origin(m.title), rows: () => rows(m.years), draw: (width) => lines(m.years, width, m.title, (v) => String(Number(v.toPrecision(4)))) }))),
    found.shapes.measures.length ? h("h2", {}, "Blocs and poles in some of the futures") : null,
    found.shapes.measures.length ? h("div", { class: "scroll whole", tabindex: 0, role: "region", "aria-label": "Blocs and poles" }, h("table", {}, h("thead", {}, h("tr", {}, ...["", String(asked.base_year), `${last(found)}, without`, `${last(found)}, with`].map((c) => h("th", { scope: "col" }, c)))), h("tbody", {}, ...found.shapes.measures.map((m) => h("tr", {}, h("th", { scope: "row" }, m.title), h("td", {}, String(m.start)), h("td", {}, each(m.baseline)), h("td", {}, each(m.scenario))))))) : null,
    h("p", { class: "note" }, `${found.shapes.reservation.replace(/\.$/, "")}.`),
    found.most_moved.length ? h("h2", {}, "Pairs whose chance differs most in the last year") : null,
    found.most_moved.length ? h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Pairs that move most" }, h("table", {}, h("thead", {}, h("tr", {}, ...["pair", "without", "with", "standard error of the difference"].map((c) => h("th", { scope: "col" }, c)))), h("tbody", {}, ...found.most_moved.map((m) => h("tr", {}, h("td", {}, m.names.join(" and ")), h("td", {}, percent(m.baseline)), h("td", {}, percent(m.scenario)), h("td", {}, percent(m.error))))))) : null,
    list("Notes", found.notes),
    list("What the model reads", found.model_reads),
    list("Limits", found.limits),
    list("What to cite", found.citations),
    h("p", { class: "note" }, `${found.drawn} futures, each with and without; ${found.states} states; seed ${asked.seed}; digest ${found.digest}.`),
  ];
}

const last = (found: Answer) => found.system[0]!.years.at(-1)!.year;

/** Values side by side, on one line. */
const each = (values: number[]) => values.join(",\u00a0");

/** Both futures through the years; a chance is drawn from 0 on, up to `least` at the least. */
function lines(years: Effect[], width: number, label: string, write: (v: number) => string, least?: number): SVGSVGElement {
  const height = 190;
  const b = box(width, height, 58);
  const values = years.flatMap((e) => [e.baseline, e.scenario, e.baseline + e.lo, e.baseline + e.hi]);
  const [lowest, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - lowest || Math.abs(most) || 1) * 0.08;
  const low = least === undefined ? lowest - room : 0;
  const high = least === undefined ? most + room : Math.max(most * 1.08, least);
  const x = linear([years[0].year, years[years.length - 1].year], [b.left, width - b.right]);
  const y = linear([low, high], [height - b.bottom, b.top]);
  const svg = picture(width, height, label);
  svg.append(
    yAxis(b, y, ticks(low, high, 4), write),
    xAxis(b, x, ticks(years[0].year, years[years.length - 1].year, width / 110).filter(Number.isInteger)),
    s("path", { d: between(years.map((e) => [e.year, Math.max(low, e.baseline + e.lo), Math.max(low, e.baseline + e.hi)]), x, y), fill: "var(--accent)", opacity: 0.18 }),
    s("path", { d: trace(years.map((e) => [e.year, e.baseline]), x, y), fill: "none", stroke: "var(--quiet)", "stroke-width": 1.8, "stroke-dasharray": "5 4" }),
    s("path", { d: trace(years.map((e) => [e.year, e.scenario]), x, y), fill: "none", stroke: "var(--accent)", "stroke-width": 2.2 }),
  );
  return svg;
}
