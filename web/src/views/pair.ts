/** A pair of states: what `symmachy assess` says, with its time line, its drivers and its sources. */

import { format, type Address } from "../address";
import { about, ask } from "../ask";
import { between, box, linear, picture, ticks, trace, xAxis, yAxis } from "../chart/axes";
import { barsChart, type BarRow } from "../chart/bars";
import { colourOf, decimal, fault, list, percent, spelt, stateField, waiting, yearField } from "../controls";
import { fill, h, s } from "../dom";
import { figure } from "../figure";
import type { System } from "../system";

interface Count {
  horizon: number;
  pair_years: number;
  pairs: number;
  yes: number;
  rate: number | null;
  lo: number;
  hi: number;
}

interface Pair {
  pair: { code: string; name: string }[];
  as_of: string;
  record: { name: string };
  status: {
    allied: boolean;
    sentence: string;
    treaties: { id: string; name: string; in_force: boolean; obligations: string[]; pledges: { by: string; to: string; start: string; end: string | null }[]; note: string; source: string; checked: string }[];
  };
  base_rate: { position: string[]; allied: boolean; presence: Count; ahead: Count[] };
  forecast: { horizon: number; outcome: string; p: number; lo: number; hi: number; track: { sentence: string } | null }[];
  curve: { horizon: number; p: number; lo: number; hi: number }[];
  drivers: { mechanism: string; contribution: number; sentence: string }[];
  titles: Record<string, { title: string; times: number }>;
  analogues: { pair: string[]; names: string[]; year: number; distance: number; tied_after_10: boolean | null; next: string }[];
  episodes: { name: string; kind: string; start: string; end: string | null; source: string }[];
  limits: string[];
  citations: string[];
}

export function pair(main: HTMLElement, system: System, address: Address): void {
  const places = address.parts.slice(0, 2).map((code) => system.place.get(code) ?? null);
  const asked = address.options["year"] ? system.clamp(Number(address.options["year"])) : null;
  const year = asked ?? system.last;
  const go = (one: number | null, other: number | null, when: number | null) => {
    const parts = [one, other].map((p) => (p === null ? "-" : system.code(p)));
    location.hash = format({ view: "pair", parts, options: { year: when === null ? "" : String(when) } });
  };
  const [one = null, other = null] = places;
  const answer = h("div", { class: "answer" });
  fill(
    main,
    h("h1", {}, one !== null && other !== null ? `${system.name(one, year)} and ${system.name(other, year)}` : "Two states"),
    h(
      "div",
      { class: "row" },
      stateField(system, "One state", year, one, (state) => go(state, other, asked)),
      stateField(system, "Another state", year, other, (state) => go(one, state, asked)),
      yearField(system, "At the end of", asked, (when) => go(one, other, when)),
    ),
    answer,
  );
  if (one === null || other === null) {
    fill(answer, h("p", {}, "Choose two states: what bound them, how often pairs in such a position became allies, and the chance ahead. Nothing later than the year is used."));
    return;
  }
  fill(answer, waiting("Asking the record; the first question of a session fits the model and takes some seconds …"));
  ask<Pair>("pair", [system.code(one), system.code(other)], asked === null ? {} : { year: String(asked) }).then(
    (found) => fill(answer, ...told(found, year)),
    (error) => fill(answer, fault(error), h("p", { class: "note" }, `The command: symmachy assess ${system.code(one)} ${system.code(other)}${asked === null ? "" : ` --year ${asked}`}`)),
  );
}

function told(found: Pair, year: number): (Node | null)[] {
  const names = found.pair.map((p) => p.name);
  const origin = (what: string) => ({ record: found.record.name, what: `${what}: ${names.join(" and ")}, as of ${found.as_of}`, citations: found.citations });
  const name = found.pair.map((p) => p.code).join("-");
  const bars: BarRow[] = [
    ...found.status.treaties.map((t) => ({
      label: t.name,
      href: format({ view: "treaty", parts: [t.id], options: {} }),
      bars: t.pledges.map((p) => ({ start: decimal(p.start), end: p.end ? decimal(p.end) : year + 1, colour: colourOf(t.obligations), title: `${t.name}: ${spelt(t.obligations)}, ${p.start} to ${p.end ?? "now"}` })),
    })),
    ...(found.episodes.length
      ? [{ label: "hostility", bars: found.episodes.map((e) => ({ start: decimal(e.start), end: e.end ? decimal(e.end) : year + 1, colour: "var(--hostile)", striped: true, title: `${e.name} (${e.kind}), ${e.start} to ${e.end ?? "now"}` })) }]
      : []),
  ];
  const start = Math.min(year - 20, ...bars.flatMap((r) => r.bars.map((b) => b.start)));
  const outcomes = found.forecast.filter((c) => c.outcome !== "kept");
  return [
    h("p", { class: "lead" }, found.status.sentence),
    h("p", { class: "note" }, `Record: ${found.record.name}. As of ${found.as_of}; nothing later was used.`),
    h("h2", {}, found.status.allied ? "Chance that the pact ends" : "Chance that a defence pact is formed"),
    outcomes.length
      ? h("div", { class: "tiles" }, ...outcomes.map((c) => h("div", { class: "tile" }, `within ${c.horizon} ${c.horizon === 1 ? "year" : "years"}`, h("b", {}, percent(c.p)), h("span", { class: "note" }, `95 % interval ${percent(c.lo)} to ${percent(c.hi)}`), c.track ? h("p", { class: "note" }, c.track.sentence) : null)))
      : h("p", {}, `Up to ${year} the record has too few cases to fit a model. The counts below are what there is.`),
    found.curve.length ? figure({ title: "Chance that a defence pact is in force over the next ten years", name: `${name}-chance`, origin: origin("Chance that a defence pact is in force"), rows: () => found.curve.map((c) => ({ year: year + c.horizon, p: c.p, low: c.lo, high: c.hi })), draw: (width) => curve(found.curve, year, width) }) : null,
    h("h2", {}, "How often, in such a position"),
    h("p", {}, found.base_rate.position.length ? `Pairs ${found.base_rate.position.join(", ")}.` : "All pairs."),
    h(
      "ul",
      {},
      found.base_rate.presence.pair_years ? h("li", {}, `Presence: in ${number(found.base_rate.presence.yes)} of ${number(found.base_rate.presence.pair_years)} pair-years such pairs had a defence pact (${percent(found.base_rate.presence.rate)}).`) : null,
      ...found.base_rate.ahead.map((c) => h("li", {}, counted(c, found.base_rate.allied))),
    ),
    h("h2", {}, "Treaties and hostile episodes between the two"),
    bars.length
      ? figure({
          title: "Time line",
          note: "stripes: war or hostile episode",
          name: `${name}-time-line`,
          origin: origin("Treaties and hostile episodes"),
          rows: () => [
            ...found.status.treaties.flatMap((t) => t.pledges.map((p) => ({ kind: "pledge", name: t.name, by: p.by, to: p.to, obligations: t.obligations.join(" "), start: p.start, end: p.end, source: t.source }))),
            ...found.episodes.map((e) => ({ kind: e.kind, name: e.name, by: null, to: null, obligations: null, start: e.start, end: e.end, source: e.source })),
          ],
          draw: (width) => barsChart(`Treaties and hostile episodes between ${names.join(" and ")}`, bars, [Math.floor(start / 5) * 5, year + 1], width),
        })
      : h("p", {}, "No treaty and no hostile episode between the two in this record."),
    ...found.status.treaties
      .filter((t) => t.in_force)
      .map((t) => h("p", { class: "treaty" }, h("a", { href: format({ view: "treaty", parts: [t.id], options: {} }) }, t.name), ` (in force): ${spelt(t.obligations)}. `, t.note ? `${t.note} ` : null, h("span", { class: "note" }, t.source))),
    found.drivers.length ? h("h2", {}, "What goes with the estimate") : null,
    found.drivers.length
      ? h("p", {}, `Each line is a fact about the pair and what goes with it in the record: how many times the yearly odds ${found.status.allied ? "that the pact ends" : "of a new pact"}, compared with the average ${found.status.allied ? "allied" : "unallied"} pair. These are associations.`)
      : null,
    found.drivers.length
      ? figure({
          title: "Times the odds",
          name: `${name}-drivers`,
          origin: origin("What goes with the estimate"),
          rows: () => found.drivers.map((d) => ({ mechanism: d.mechanism, times_the_odds: found.titles[d.mechanism]?.times ?? Math.exp(d.contribution), sentence: d.sentence })),
          draw: (width) => drivers(found, width),
        })
      : null,
    found.drivers.length ? h("ul", {}, ...found.drivers.map((d) => h("li", {}, d.sentence))) : null,
    found.analogues.length ? h("h2", {}, "Closest pairs of the past") : null,
    found.analogues.length
      ? h(
          "div",
          { class: "scroll", tabindex: 0, role: "region", "aria-label": "Closest pairs of the past" },
          h(
            "table",
            {},
            h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "year"), h("th", { scope: "col" }, "pair"), h("th", { scope: "col" }, "what happened next"))),
            h("tbody", {}, ...found.analogues.map((a) => h("tr", {}, h("td", {}, String(a.year)), h("td", {}, h("a", { href: format({ view: "pair", parts: a.pair, options: { year: String(a.year) } }) }, a.names.join(" and "))), h("td", {}, a.next)))),
          ),
        )
      : null,
    list("What is not known", found.limits),
    list("What to cite", found.citations),
    h(
      "p",
      { class: "row" },
      h("a", { href: format({ view: "world", parts: [], options: { year: String(year), state: found.pair[0].code } }) }, `The world in ${year}`),
      ...found.pair.map((p) => h("a", { href: format({ view: "state", parts: [p.code], options: {} }) }, p.name)),
      about().static ? null : h("span", { class: "note" }, `symmachy assess ${found.pair.map((p) => p.code).join(" ")} --year ${year}`),
    ),
  ];
}

function curve(points: Pair["curve"], year: number, width: number): SVGSVGElement {
  const height = 220;
  const b = box(width, height, 58);
  const high = Math.min(1, Math.max(0.02, ...points.map((c) => c.hi)) * 1.08);
  const x = linear([year + 1, year + points.length], [b.left, width - b.right]);
  const y = linear([0, high], [height - b.bottom, b.top]);
  const svg = picture(width, height, "Line of the estimated chance over the next ten years with its 95 % interval");
  svg.append(
    yAxis(b, y, ticks(0, high, 4), (v) => `${Number((100 * v).toPrecision(3))} %`),
    xAxis(b, x, points.map((c) => year + c.horizon).filter((_, k) => width > 480 || k % 3 === 0)),
    s("path", { d: between(points.map((c) => [year + c.horizon, c.lo, c.hi]), x, y), fill: "var(--accent)", opacity: 0.2 }),
    s("path", { d: trace(points.map((c) => [year + c.horizon, c.p]), x, y), fill: "none", stroke: "var(--accent)", "stroke-width": 2.2 }),
    ...points.map((c) => s("circle", { cx: x(year + c.horizon), cy: y(c.p), r: 3, fill: "var(--accent)" }, s("title", {}, `${year + c.horizon}: ${percent(c.p)} (${percent(c.lo)} to ${percent(c.hi)})`))),
  );
  return svg;
}

function drivers(found: Pair, width: number): SVGSVGElement {
  const rows = found.drivers.slice(0, 10).map((d) => ({ title: found.titles[d.mechanism]?.title ?? d.mechanism, times: found.titles[d.mechanism]?.times ?? Math.exp(d.contribution) }));
  const wide = width > 620;
  const left = wide ? Math.min(270, width * 0.36) : 12;
  const step = wide ? 24 : 38;
  const height = rows.length * step + 36;
  const reach = Math.max(...rows.map((r) => Math.max(r.times, 1 / r.times))) * 1.25;
  const scale = linear([-Math.log(reach), Math.log(reach)], [left, width - 14]);
  const x = (v: number) => scale(Math.log(v));
  const svg = picture(width, height, "Bars of the size of each driver as times the odds");
  svg.append(xAxis({ width, height, left, right: 14, top: 4, bottom: 28 }, x, [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20].filter((t) => t >= 1 / reach && t <= reach)));
  rows.forEach((r, k) => {
    const y = 6 + k * step + (wide ? 0 : 16);
    svg.append(
      s("text", wide ? { x: left - 10, y: y + 12, "text-anchor": "end" } : { x: left, y: y - 3 }, r.title),
      s("rect", { x: Math.min(x(1), x(r.times)), y: y + 2, width: Math.max(1, Math.abs(x(r.times) - x(1))), height: 13, rx: 2, fill: r.times > 1 ? "var(--group-1)" : "var(--group-2)" }, s("title", {}, `${r.title}: ${r.times.toPrecision(2)} times the odds`)),
    );
  });
  svg.append(s("line", { x1: x(1), x2: x(1), y1: 2, y2: height - 28, stroke: "var(--quiet)" }));
  return svg;
}

function counted(c: Count, allied: boolean): string {
  const years = `${c.horizon} ${c.horizon === 1 ? "year" : "years"} later`;
  if (!c.pair_years) return `${years}: no such pair-year in the record.`;
  return `${years} ${number(c.yes)} of ${number(c.pair_years)} pair-years (${number(c.pairs)} pairs) ${allied ? "still had a pact" : "had a defence pact"}: ${percent(c.rate)}.`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
