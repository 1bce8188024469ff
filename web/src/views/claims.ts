/** Claims about alliances: the registry, and one claim with its verdict over all its codings. */

import { format, type Address } from "../address";
import { about, ask, follow } from "../ask";
import { between, linear, picture } from "../chart/axes";
import { fault, list, progress, waiting } from "../controls";
import { fill, h, s } from "../dom";
import { figure } from "../figure";
import { fold, type System } from "../system";

interface Rival {
  statement: string;
  term: string;
  claim: string;
}

interface Row {
  id: string;
  title: string;
  statement: string;
  term: string;
  testability: string;
  unit: string | null;
  predictors: string[];
  about: string[];
  documents: string[];
  rivals: Rival[];
}

interface Estimate {
  coding: Record<string, string | number | boolean>;
  log_ratio: number;
  error: number;
  rows: number;
  came: number;
  events: number;
}

interface One {
  record: string;
  declared: {
    id: string;
    title: string;
    statement: string;
    term: string;
    scope: string;
    testability: string;
    works: { work: string; known: string }[];
    finding: string;
    caution: string;
    needs: string;
    passages: { title: string; dated: string | null; start: number; end: number }[];
    rivals: Rival[];
    test: { unit: string; outcomes: string[]; predictors: string[]; controls: string[]; expected: string; smallest: number } | null;
  };
  verdict: Verdict | null;
}

interface Verdict {
  verdict: string;
  sentence: string;
  choice_sentence: string;
  slot_sentences: string[];
  p: number | null;
  q: number | null;
  choices: [string, number][];
  slots: { state: string; ratio: number; low: number; high: number; named: boolean; rank: number }[];
  without: [string, number][];
  reason: string;
  sources: string[];
  smallest: number | null;
  estimates: Estimate[];
}

export function claims(main: HTMLElement, system: System, address: Address): void {
  const [id] = address.parts;
  fill(main, waiting("Reading …"));
  ask<{ record: string; claims: Row[] }>("claims").then(
    (found) => (id ? one(main, found.claims, id, system, address) : registry(main, found.claims, address)),
    (error) => fill(main, h("h1", {}, "Claims"), fault(error)),
  );
}

function registry(main: HTMLElement, rows: Row[], address: Address): void {
  const chosen = { find: address.options["find"] ?? "", mechanism: address.options["mechanism"] ?? "", article: address.options["article"] ?? "", reach: address.options["reach"] ?? "" };
  const results = h("ul", { class: "claims" });
  const count = h("p", { class: "note", "aria-live": "polite" });
  const mechanismsOf = (r: Row) => r.predictors.flatMap((p) => p.match(/[a-z][a-z_]+(?=\(|$| )/g) ?? []);
  const select = (label: string, key: keyof typeof chosen, words: string[]) => {
    const field = h("select", { onchange: () => ((chosen[key] = field.value), show()) }, h("option", { value: "" }, "any"), ...words.map((w) => h("option", { value: w, selected: w === chosen[key] }, w)));
    return h("label", { class: "field" }, `${label} `, field);
  };
  const sorted = (values: string[]) => [...new Set(values)].sort();
  const find = h("input", { type: "search", placeholder: "Words", "aria-label": "Find claims by words", value: chosen.find, oninput: () => ((chosen.find = find.value), show()) });
  const show = () => {
    const words = fold(chosen.find).split(/\s+/).filter(Boolean);
    const found = rows.filter(
      (r) =>
        words.every((w) => fold(`${r.id} ${r.title} ${r.statement} ${r.term} ${r.about.join(" ")}`).includes(w)) &&
        (!chosen.mechanism || mechanismsOf(r).includes(chosen.mechanism)) &&
        (!chosen.article || r.documents.includes(chosen.article)) &&
        (!chosen.reach || r.testability === chosen.reach),
    );
    count.textContent = `${found.length} of ${rows.length} claims, by id`;
    fill(
      results,
      ...found.map((r) =>
        h(
          "li",
          {},
          h("h2", {}, h("a", { href: format({ view: "claims", parts: [r.id], options: {} }) }, `${r.id} ${r.title}`), " ", h("span", { class: "note" }, `${r.testability}${r.unit ? `, by ${r.unit}` : ""}`)),
          h("div", { class: "sides" }, h("p", {}, r.statement), ...r.rivals.map((rival) => h("p", {}, h("span", { class: "note" }, "Rival: "), rival.statement))),
        ),
      ),
    );
    history.replaceState(null, "", format({ view: "claims", parts: [], options: chosen }));
  };
  fill(
    main,
    h("h1", {}, "Claims"),
    h("p", {}, "General claims about alliances, each beside a rival, each tested by the same rule on the record over many codings."),
    h("div", { class: "row" }, h("span", { class: "field" }, find), select("Mechanism", "mechanism", sorted(rows.flatMap(mechanismsOf))), select("Document", "article", sorted(rows.flatMap((r) => r.documents))), select("Reach", "reach", sorted(rows.map((r) => r.testability)))),
    count,
    results,
  );
  show();
}

function one(main: HTMLElement, rows: Row[], id: string, system: System, address: Address): void {
  const row = rows.find((r) => r.id.toLowerCase() === id.toLowerCase());
  const verdict = h("section", { "aria-label": "Verdict", "aria-live": "polite" }, waiting("Looking up the verdict …"));
  if (!row) {
    fill(main, h("h1", {}, "Claims"), fault(`No claim is called ${id}.`), h("p", {}, h("a", { href: "#/claims" }, "All claims")));
    return;
  }
  fill(
    main,
    h("p", { class: "note" }, h("a", { href: "#/claims" }, "All claims")),
    h("h1", {}, `${row.id} ${row.title}`),
    h(
      "div",
      { class: "sides" },
      h("div", {}, h("h2", {}, "The claim"), h("p", { class: "lead" }, row.statement), h("p", { class: "note" }, row.term)),
      ...row.rivals.map((r) => h("div", {}, h("h2", {}, "A rival"), h("p", { class: "lead" }, r.statement), h("p", { class: "note" }, r.term, r.claim ? " · " : null, r.claim ? h("a", { href: format({ view: "claims", parts: [r.claim], options: {} }) }, r.claim) : null))),
    ),
    verdict,
  );
  ask<One>("claim", [row.id]).then(
    (found) => {
      const codings = h("section", { "aria-label": "Codings" });
      fill(verdict, ...(found.verdict ? told(found.verdict, found, system) : [h("h2", {}, "What the record says"), h("p", {}, "This claim was not tested on this record yet.")]), codings, ...how(found));
      if (found.declared.test) every(found, codings, verdict, system, address.options["codings"] === "yes");
    },
    (error) => fill(verdict, fault(error), h("p", { class: "note" }, `The command: symmachy claims test ${row.id}`)),
  );
}

/** The estimate of every coding: kept ones at once, others when somebody asks for them, for that takes a while. */
function every(found: One, codings: HTMLElement, verdict: HTMLElement, system: System, asked: boolean): void {
  const run = () => {
    const line = progress("Testing over all codings …");
    history.replaceState(null, "", format({ view: "claims", parts: [found.declared.id], options: { codings: "yes" } }));
    fill(codings, line.element);
    follow<{ verdict: Verdict }>("codings", [found.declared.id], {}, { told: line.tell }).then(
      (answer) => fill(verdict, ...told(answer.verdict, found, system), ...how(found)),
      (error) => fill(codings, fault(error), h("p", { class: "note" }, `The command: symmachy claims test ${found.declared.id}`)),
    );
  };
  if (about().static || asked) return run();
  fill(codings, h("p", {}, h("button", { type: "button", onclick: run }, "Show every coding"), " ", h("span", { class: "note" }, "Estimated anew where that was not done on this machine yet: from seconds to some minutes.")));
}

function told(v: Verdict, found: One, system: System): (Node | null)[] {
  const { declared: d } = found;
  const estimates = [...v.estimates].sort((a, b) => a.log_ratio - b.log_ratio);
  const origin = { record: found.record, what: `${d.id} ${d.title}: ${v.sentence}`, citations: v.sources };
  return [
    h("h2", {}, "What the record says: ", h("strong", { class: "verdict" }, v.verdict)),
    h("p", {}, v.sentence),
    v.choice_sentence ? h("p", {}, v.choice_sentence) : null,
    estimates.length
      ? figure({
          title: "All codings, by size",
          note: "risk ratio with 95 % interval; below, which choice each coding makes",
          name: `${d.id}-codings`,
          origin,
          rows: () => estimates.map((e) => ({ ratio: Math.exp(e.log_ratio), low: Math.exp(e.log_ratio - 1.96 * e.error), high: Math.exp(e.log_ratio + 1.96 * e.error), rows: e.rows, came: e.came, events: e.events, ...Object.fromEntries(Object.entries(e.coding).map(([k, x]) => [k, String(x)])) })),
          draw: (width) => curve(estimates, v.smallest ?? 1.25, width),
        })
      : null,
    v.slots.length
      ? figure({
          title: "With each state in the slot",
          note: "reference coding; states that documents name are ringed",
          name: `${d.id}-slots`,
          origin,
          rows: () => v.slots.map((x) => ({ state: x.state, ratio: x.ratio, low: x.low, high: x.high, rank: x.rank, named: x.named ? "yes" : "no" })),
          draw: (width) => slots(v.slots, width, system),
        })
      : null,
    ...v.slot_sentences.map((line) => h("p", {}, line)),
    list("Codings without an estimate", v.without.map(([reason, n]) => `${n}: ${reason}`)),
    list("What to cite", v.sources),
  ];
}

function how({ declared: d }: One): (Node | null)[] {
  return [
    h("h2", {}, "How it is tested"),
    d.test ? h("p", {}, `By ${d.test.unit}: ${said(d.test.outcomes).join(" or ")} where ${said(d.test.predictors).join(" or ")} is larger, with ${d.test.controls.length ? said(d.test.controls).join(", ") : "no controls"}; expected ${d.test.expected === "0" ? "no difference" : d.test.expected === "+" ? "more often" : "less often"}, smallest risk ratio of interest ${d.test.smallest}.`) : null,
    h("p", {}, d.scope),
    d.needs ? h("p", {}, d.needs) : null,
    d.caution ? h("p", {}, h("span", { class: "note" }, "Caution: "), d.caution) : null,
    d.finding ? h("p", {}, h("span", { class: "note" }, "Published findings, as far as read: "), d.finding) : null,
    list("Works", d.works.map((w) => `${w.work} (${w.known})`)),
    list("Passages in documents", d.passages.map((p) => `${p.title}, ${p.dated ?? "no date"}, characters ${p.start} to ${p.end}`), true),
  ];
}

/** Mechanisms as words; options that the codings vary are left out. */
function said(mechanisms: string[]): string[] {
  return mechanisms.map((text) => text.replace(/\([^()]*\{[^()]*\)/g, "").replaceAll("_", " "));
}

function curve(estimates: Estimate[], smallest: number, width: number): SVGSVGElement {
  const levels: [string, string][] = [];
  const seen = new Map<string, Set<string>>();
  for (const e of estimates)
    for (const [choice, value] of Object.entries(e.coding)) (seen.get(choice) ?? seen.set(choice, new Set()).get(choice)!).add(String(value));
  for (const [choice, values] of seen) if (values.size > 1) for (const value of [...values].sort()) levels.push([choice, value]);
  const left = width > 620 ? 210 : 110;
  const top = 250;
  const step = 15;
  const height = top + levels.length * step + 12;
  const svg = picture(width, height, `${estimates.length} codings of the test, by size of the risk ratio`);
  const reach = (e: Estimate) => 1.96 * Math.min(e.error, 3);
  const clip = 3.5;
  const low = Math.max(-clip, Math.min(...estimates.map((e) => e.log_ratio - reach(e)), -Math.log(smallest) * 1.3));
  const high = Math.min(clip, Math.max(...estimates.map((e) => e.log_ratio + reach(e)), Math.log(smallest) * 1.3));
  const x = linear([0, Math.max(1, estimates.length - 1)], [left + 4, width - 12]);
  const y = linear([low, high], [top - 22, 8]);
  const held = (v: number) => Math.max(low, Math.min(high, v));
  for (const ratio of [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20].filter((r) => Math.log(r) >= low && Math.log(r) <= high))
    svg.append(s("line", { x1: left, x2: width - 8, y1: y(Math.log(ratio)), y2: y(Math.log(ratio)), stroke: ratio === 1 ? "var(--quiet)" : "var(--line)" }), s("text", { x: left - 8, y: y(Math.log(ratio)) + 4, "text-anchor": "end", fill: "var(--quiet)" }, String(ratio)));
  svg.append(
    s("rect", { x: left, width: width - 8 - left, y: y(Math.log(smallest)), height: y(-Math.log(smallest)) - y(Math.log(smallest)), fill: "var(--line)", opacity: 0.45 }),
    s("path", { d: between(estimates.map((e, k) => [k, held(e.log_ratio - reach(e)), held(e.log_ratio + reach(e))]), x, y), fill: "var(--group-1)", opacity: 0.25 }),
    s("path", { d: estimates.map((e, k) => `M${(x(k) - 1).toFixed(1)} ${y(held(e.log_ratio)).toFixed(1)}h2`).join(""), stroke: "var(--group-1)", "stroke-width": 2.5, fill: "none" }),
  );
  levels.forEach(([choice, value], row) => {
    const at = top + row * step;
    const label = `${choice.replaceAll("_", " ")}: ${value}`;
    const most = Math.floor(left / 6.2);
    svg.append(
      s("text", { x: left - 8, y: at + 10, "text-anchor": "end", "font-size": 10.5, fill: "var(--quiet)" }, label.length > most ? `${label.slice(0, most - 1)}…` : label, s("title", {}, label)),
      s("path", { d: estimates.map((e, k) => (String(e.coding[choice]) === value ? `M${x(k).toFixed(1)} ${at + 2}v${step - 5}` : "")).join(""), stroke: "var(--ink)", "stroke-width": Math.max(0.6, Math.min(2, (width - left) / estimates.length - 0.4)), fill: "none" }),
    );
  });
  return svg;
}

function slots(found: Verdict["slots"], width: number, system: System): SVGSVGElement {
  const rows = [...found].sort((a, b) => a.ratio - b.ratio);
  const height = 190;
  const left = 46;
  const values = rows.flatMap((r) => [r.low, r.high]).filter((v) => v > 0.01 && v < 100).map(Math.log);
  const x = linear([0, Math.max(1, rows.length - 1)], [left + 8, width - 20]);
  const y = linear([Math.min(...values, -0.5), Math.max(...values, 0.5)], [height - 30, 10]);
  const held = (v: number) => Math.max(8, Math.min(height - 28, y(Math.log(v))));
  const svg = picture(width, height, "Risk ratio with each state in the slot");
  for (const ratio of [0.1, 0.5, 1, 2, 5, 10]) if (y(Math.log(ratio)) > 6 && y(Math.log(ratio)) < height - 28) svg.append(s("line", { x1: left, x2: width - 8, y1: y(Math.log(ratio)), y2: y(Math.log(ratio)), stroke: "var(--line)" }), s("text", { x: left - 6, y: y(Math.log(ratio)) + 4, "text-anchor": "end", fill: "var(--quiet)" }, String(ratio)));
  rows.forEach((r, k) => {
    const place = system.place.get(r.state);
    svg.append(
      s("line", { x1: x(k), x2: x(k), y1: held(r.low), y2: held(r.high), stroke: "var(--group-1)", opacity: 0.5 }),
      s("circle", { cx: x(k), cy: held(r.ratio), r: r.named ? 5 : 3, fill: "var(--group-1)", ...(r.named ? { stroke: "var(--ink)", "stroke-width": 1.6 } : {}) }, s("title", {}, `${place === undefined ? r.state : system.name(place, system.last)}: ${r.ratio.toPrecision(2)}`)),
      r.named || rows.length < 40 ? s("text", { x: x(k), y: height - 10, "text-anchor": "middle", "font-size": 10, fill: "var(--quiet)" }, r.state) : "",
    );
  });
  return svg;
}
