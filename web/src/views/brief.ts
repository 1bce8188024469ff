/** A brief: documents dropped in, what they claim and what the record says of it, each sentence beside its source. */

import { format, type Address } from "../address";
import { about, ask } from "../ask";
import { type Brief, type Document, SIDES, type Statement } from "../brief/answer";
import { dropPlace } from "../brief/drop";
import { passage } from "../brief/passage";
import { fault, list, percent, waiting } from "../controls";
import { fill, h, type Child } from "../dom";
import { csv, download, json, type Row } from "../save";
import { fold, type System } from "../system";

const MOST_SIDES = 3;

/** The last one that was made here, so that it need not be fetched again. */
let last: Brief | null = null;

export function brief(main: HTMLElement, system: System, address: Address): void {
  const [name] = address.parts;
  if (about().static) {
    fill(main, h("h1", {}, "Brief"), h("p", {}, "This copy reads no documents: symmachy serve, or the command symmachy brief, does."));
    return;
  }
  if (!name) {
    fill(
      main,
      h("h1", {}, "Brief"),
      h("p", {}, "Documents in, one page out: who claims what, what the record says of such claims and of the states they name, each sentence beside its source."),
      dropPlace(system, (made) => {
        last = made;
        location.hash = format({ view: "brief", parts: [made.name], options: {} });
      }),
    );
    return;
  }
  if (last?.name === name) {
    fill(main, ...told(last, address, system));
    return;
  }
  fill(main, waiting("Reading …"));
  ask<Brief>("brief", [name]).then(
    (found) => fill(main, ...told((last = found), address, system)),
    (error) => fill(main, h("h1", {}, "Brief"), fault(error), h("p", {}, h("a", { href: "#/brief" }, "Drop documents"))),
  );
}

function told(found: Brief, address: Address, system: System): Child[] {
  const by = new Map(found.documents.flatMap((d) => d.statements.map((s) => [s.key, s])));
  return [
    h("p", { class: "note" }, h("a", { href: "#/brief" }, "Other documents")),
    h("h1", {}, "Who claims what, and what the record says of such claims"),
    h("p", { class: "lead" }, found.headline),
    h("p", { class: "note" }, `Record: ${found.record.name} (${found.record.edition}). ${found.reader} Everything stands in the order of dates, codes or numbers; no source and no speaker is rated.`),
    ...found.notes.map((line) => h("p", { class: "note" }, line)),
    saves(found),
    h("h2", {}, "Documents"),
    h("ul", { class: "claims" }, ...found.documents.map((d) => h("li", {}, h("b", {}, `${d.label} ${d.title ?? d.name}`), h("p", { class: "note" }, [d.name, d.date ? `${d.date} (${d.date_basis})` : "date unknown", d.outlet, d.author, d.copy_of ? `a near-duplicate of ${d.copy_of}; the two count as one source` : null].filter(Boolean).join("; "), ". ", d.coverage, ...d.notes.map((n) => ` ${n}.`))))),
    list("Not read", found.refused.map((r) => `${r.name}: ${r.sentence}`), true),
    h("h2", {}, "What they argue about"),
    ...propositions(found, by),
    h("h2", {}, "General claims, and what the record says of them"),
    ...claims(found, by),
    h("h2", {}, "Pairs of states"),
    ...pairs(found, system),
    h("h2", {}, "Conditions"),
    ...conditions(found, by),
    h("h2", { id: "ledger" }, "The ledger"),
    ...ledger(found, address),
    list("Not understood", found.not_understood),
    list("How well such texts are read", [found.quality.sentence].filter(Boolean)),
    list("What to cite", found.citations),
  ];
}

function saves(found: Brief): HTMLElement {
  const rows = (): Row[] => found.documents.flatMap((d) => d.statements.map((s) => ({ ...s }) as unknown as Row));
  const origin = { record: found.record.name, what: `Statements of documents. ${found.headline}`, citations: found.citations };
  const button = (label: string, does: () => void) => h("button", { type: "button", class: "small", "aria-label": `Save the brief as ${label}`, onclick: does }, label);
  const { page: _page, texts: _texts, ...data } = found;
  return h(
    "div",
    { class: "take" },
    button("Page", () => download("brief.html", found.page, "text/html")),
    button("CSV", () => download("statements.csv", csv(rows(), origin), "text/csv")),
    button("JSON", () => download("brief.json", JSON.stringify({ ...data, address: location.href }, null, 1), "application/json")),
    button("Rows as JSON", () => download("statements.json", json(rows(), origin), "application/json")),
  );
}

function keys(which: string[], by: Map<string, Statement>): Child[] {
  return which.flatMap((key, k) => [k ? " " : "", h("a", { href: "#ledger", title: by.get(key)?.exact ?? "", onclick: (event) => (event.preventDefault(), goTo(key)) }, key)]);
}

function goTo(key: string): void {
  const row = document.getElementById(`said-${key}`);
  row?.scrollIntoView({ block: "center" });
  row?.focus();
}

function quote(key: string, by: Map<string, Statement>): HTMLElement {
  const s = by.get(key)!;
  return h("p", { class: "quote" }, `${s.said_by}: `, h("q", {}, flat(s.exact)), " ", ...keys([key], by));
}

function propositions(found: Brief, by: Map<string, Statement>): HTMLElement[] {
  const many = found.propositions.filter((p) => SIDES.reduce((sum, side) => sum + p.sides[side].statements.length, 0) > 1);
  const one = found.propositions.filter((p) => !many.includes(p));
  const place = (p: (typeof many)[number], side: (typeof SIDES)[number]) => {
    const { statements, sources } = p.sides[side];
    return h("div", { class: "tile" }, h("p", { class: "note" }, `${side}${statements.length ? `: ${statements.length} from ${sources} ${sources === 1 ? "source" : "sources"}` : ""}`), ...(statements.length ? statements.slice(0, MOST_SIDES).map((key) => quote(key, by)) : [h("p", { class: "note" }, "none found")]), statements.length > MOST_SIDES ? h("p", {}, "More: ", ...keys(statements.slice(MOST_SIDES), by)) : null);
  };
  return [
    h("p", { class: "note" }, "Each proposition has four places of the same size. That two statements stand side by side says that they differ, not that one rules out the other."),
    ...many.map((p) => h("section", {}, h("h3", {}, p.sentence), h("div", { class: "four" }, ...SIDES.map((side) => place(p, side))))),
    h("details", { open: many.length === 0 }, h("summary", {}, `${one.length} with one statement each`), h("ul", {}, ...one.map((p) => h("li", {}, `${p.sentence}: `, ...SIDES.flatMap((side) => (p.sides[side].statements.length ? [`${side} `, ...keys(p.sides[side].statements, by)] : [])))))),
  ];
}

function claims(found: Brief, by: Map<string, Statement>): HTMLElement[] {
  if (!found.claims.length) return [h("p", {}, "No statement bears on a general claim of the registry.")];
  const link = (id: string) => h("a", { href: format({ view: "claims", parts: [id], options: {} }) }, id);
  return found.claims.map((c) =>
    h("section", {}, h("h3", {}, link(c.claim), ` ${c.title}`), h("p", { class: "note" }, "From ", ...keys(c.statements.map((s) => s.key), by)), h("div", { class: "sides" }, h("div", {}, h("p", {}, c.statement), h("p", {}, c.sentence)), ...c.rivals.map((r) => h("div", {}, h("p", {}, h("span", { class: "note" }, "Rival: "), r.statement), h("p", {}, r.sentence, " ", r.claim ? link(r.claim) : null))))),
  );
}

function pairs(found: Brief, system: System): HTMLElement[] {
  const link = (p: Brief["pairs"][number]) => h("a", { href: format({ view: "pair", parts: [...p.pair], options: p.year === system.last ? {} : { year: String(p.year) } }) }, p.names.join(" and "));
  return [
    ...found.pairs.map((p) =>
      h("section", {}, h("h3", {}, link(p), h("span", { class: "note" }, ` end of ${p.year}, ${p.year_from}`)), h("p", {}, p.status ?? p.refused ?? ""), p.forecast?.length ? h("ul", {}, ...p.forecast.map((f) => h("li", {}, `${f.outcome} within ${f.horizon} ${f.horizon === 1 ? "year" : "years"}: ${percent(f.p)} (${percent(f.lo)} to ${percent(f.hi)}). ${f.track ?? ""}`))) : null),
    ),
    ...(found.more_pairs.length ? [h("details", {}, h("summary", {}, `${found.more_pairs.length} more that are named`), h("ul", {}, ...found.more_pairs.map((p) => h("li", {}, link(p), h("span", { class: "note" }, ` ${p.statements} ${p.statements === 1 ? "statement" : "statements"}, end of ${p.year}`)))))] : []),
  ];
}

function conditions(found: Brief, by: Map<string, Statement>): HTMLElement[] {
  if (!found.conditions.length) return [h("p", {}, "No statement sets a condition.")];
  return found.conditions.map((c, k) => {
    const said = h("span", { "aria-live": "polite" });
    const open = () =>
      ask<{ scenario: unknown }>("scenario", [], { toml: c.scenario! }).then(
        ({ scenario }) => (location.hash = format({ view: "whatif", parts: [], options: { scenario: JSON.stringify(scenario) } })),
        (error) => fill(said, fault(error)),
      );
    return h(
      "section",
      {},
      h("h3", {}, c.condition, " ", ...keys([c.statement], by)),
      ...c.changes.map((line) => h("p", {}, line)),
      c.rule ? h("p", { class: "note" }, c.rule) : null,
      c.why_not ? h("p", { class: "note" }, c.why_not) : null,
      c.scenario ? h("p", {}, h("button", { type: "button", class: "small", onclick: () => void open() }, "Try it as a what-if"), " ", h("button", { type: "button", class: "small", onclick: () => download(`condition-${k + 1}.toml`, c.scenario!, "application/toml") }, "Save as scenario file"), said) : null,
    );
  });
}

function ledger(found: Brief, address: Address): HTMLElement[] {
  const chosen = { document: address.options["document"] ?? "", find: address.options["find"] ?? "" };
  const rows = h("div", { class: "ledger" });
  const count = h("p", { class: "note", "aria-live": "polite" });
  const letters = new Map(found.documents.map((d) => [d.label, [...(found.texts[d.label] ?? "")]]));
  const show = () => {
    const words = fold(chosen.find).split(/\s+/).filter(Boolean);
    const all = found.documents.filter((d) => !chosen.document || d.label === chosen.document).flatMap((d) => d.statements.map((s) => [d, s] as const));
    const those = all.filter(([, s]) => words.every((w) => fold(`${s.said_by} ${s.exact} ${s.how}`).includes(w)));
    count.textContent = `${those.length} of ${found.documents.reduce((sum, d) => sum + d.statements.length, 0)} statements, by document and place`;
    fill(rows, ...those.map(([d, s]) => entry(d, s, letters.get(d.label)!)));
    history.replaceState(null, "", format({ view: "brief", parts: [found.name], options: chosen }));
  };
  const find = h("input", { type: "search", placeholder: "Words or speaker", "aria-label": "Find statements", value: chosen.find, oninput: () => ((chosen.find = find.value), show()) });
  const which = h("select", { onchange: () => ((chosen.document = which.value), show()) }, h("option", { value: "" }, "all"), ...found.documents.map((d) => h("option", { value: d.label, selected: d.label === chosen.document }, `${d.label} ${d.title ?? d.name}`)));
  show();
  return [h("div", { class: "row" }, h("span", { class: "field" }, find), h("label", { class: "field" }, "Document ", which)), count, rows];
}

function entry(d: Document, s: Statement, letters: string[]): HTMLElement {
  const { before, exact, after } = passage(letters, s.start, s.end);
  return h(
    "article",
    { id: `said-${s.key}`, class: "entry", tabindex: -1, "aria-label": s.key },
    h("div", {}, h("p", {}, h("b", {}, s.key), ` ${s.said_by}: `, h("q", {}, flat(s.exact))), h("p", { class: "note" }, s.how, s.duplicate_of ? "; it repeats an earlier one" : "")),
    h("blockquote", { class: "source" }, h("span", { class: "note" }, `${d.label}, ${d.date ?? "date unknown"}`), h("p", {}, before, h("mark", {}, exact), after)),
  );
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}
