/** Treaties: the list by date, and one as a printed edition. */

import { format, type Address } from "../address";
import { about, ask } from "../ask";
import { barsChart } from "../chart/bars";
import { colourOf, decimal, fault, spelt, waiting } from "../controls";
import { fill, h } from "../dom";
import { figure } from "../figure";
import { fold, OBLIGATIONS, type System } from "../system";

interface Treaty {
  id: string;
  name: string;
  signed: string;
  place: string;
  in_force: string;
  ended_by: string;
  successor: string;
  obligations: string[];
  terms: { by: string; to: string; obligations: string[]; note: string }[];
  members: { state: string; name: string; entry: string; exit: string | null; exit_by: string }[];
  note: string;
  source: string;
  checked: string;
  record: string;
  ended: string | null;
}

interface Listed {
  id: string;
  name: string;
  start: number;
  end: number | null;
  obligations: string[];
  members: string[];
}

const MOST = 300;

export function treaty(main: HTMLElement, system: System, address: Address): void {
  const [id] = address.parts;
  fill(main, waiting("Reading …"));
  if (id)
    ask<Treaty>("treaty", [id]).then(
      (found) => fill(main, ...one(found, system)),
      (error) => fill(main, h("h1", {}, "Treaty"), fault(error), h("p", {}, h("a", { href: "#/treaty" }, "All treaties"))),
    );
  else
    ask<{ treaties: Listed[] }>("treaties").then(
      (found) => all(main, found.treaties, system, address),
      (error) => fill(main, fault(error)),
    );
}

function one(t: Treaty, system: System): (Node | null)[] {
  const last = t.ended ? decimal(t.ended) : system.last + 1;
  const spans = t.members.map((m) => ({ start: decimal(m.entry), end: Math.min(last, m.exit ? decimal(m.exit) : last) }));
  const first = Math.floor(Math.min(...spans.map((x) => x.start), system.last));
  const end = Math.min(last, Math.max(...spans.map((x) => x.end), first + 1));
  return [
    h("h1", {}, t.name),
    h("p", { class: "lead" }, [t.signed ? `Signed ${t.signed}${t.place ? ` at ${t.place}` : ""}` : t.place && `Signed at ${t.place}`, `in force ${t.in_force}`, t.ended_by && `ended by ${t.ended_by}`].filter(Boolean).join("; "), "."),
    t.successor ? h("p", {}, "Followed by ", h("a", { href: format({ view: "treaty", parts: [t.successor], options: {} }) }, t.successor), ".") : null,
    h("h2", {}, "Obligations"),
    h(
      "ul",
      {},
      ...t.terms.map((term) =>
        h("li", {}, term.by === "every member" && term.to === "every member" ? "every member to every other" : `${term.by} to ${term.to}`, `: ${spelt(term.obligations)}`, term.note ? h("span", { class: "note" }, ` (${term.note})`) : null),
      ),
    ),
    h("h2", {}, `Members by date (${new Set(t.members.map((m) => m.state)).size} states)`),
    figure({
      title: "Membership",
      name: t.id,
      origin: { record: t.record, what: `Members of ${t.name}`, citations: [t.source] },
      rows: () => t.members.map((m) => ({ state: m.state, name: m.name, entry: m.entry, exit: m.exit, exit_by: m.exit_by })),
      draw: (width) =>
        barsChart(
          `Members of ${t.name} by date`,
          t.members.map((m, k) => ({
            label: m.name,
            href: format({ view: "state", parts: [m.state], options: {} }),
            bars: [{ ...spans[k], colour: colourOf(t.obligations), title: `${m.name}: ${m.entry} to ${m.exit ?? t.ended ?? "now"}${m.exit_by ? `, ${m.exit_by}` : ""}` }],
          })),
          [first, Math.ceil(end)],
          width,
        ),
    }),
    t.note ? h("p", {}, t.note) : null,
    h("h2", {}, "Source"),
    h("p", {}, t.source || "None recorded.", h("span", { class: "note" }, ` Checked in ${{ two: "two places", one: "one place" }[t.checked] ?? "no second place"}. Record: ${t.record}. Id: ${t.id}.`)),
    h("p", { class: "row" }, h("a", { href: format({ view: "world", parts: [], options: { year: String(system.clamp(first + 1)), ties: "all" } }) }, `The world in ${system.clamp(first + 1)}`), h("a", { href: "#/treaty" }, "All treaties")),
  ];
}

function all(main: HTMLElement, treaties: Listed[], system: System, address: Address): void {
  const chosen = { words: address.options["find"] ?? "", obligation: address.options["obligation"] ?? "" };
  const results = h("div", {});
  const count = h("p", { class: "note", "aria-live": "polite" });
  const show = () => {
    const words = fold(chosen.words).split(/\s+/).filter(Boolean);
    const year = words.find((w) => /^\d{4}$/.test(w));
    const found = treaties.filter((t) => {
      if (chosen.obligation && !spelt(t.obligations).split(", ").includes(chosen.obligation.toLowerCase())) return false;
      const text = fold(`${t.id} ${t.name} ${t.members.map((c) => `${c} ${nameOf(system, c, t.start)}`).join(" ")}`);
      return words.every((w) => (w === year ? (t.start <= Number(w) && (t.end ?? system.last) >= Number(w)) || text.includes(w) : text.includes(w)));
    });
    count.textContent = `${found.length} of ${treaties.length} treaties${found.length > MOST ? `, the first ${MOST} shown` : ""}`;
    fill(
      results,
      h(
        "div",
        { class: "scroll", tabindex: 0, role: "region", "aria-label": "Treaties" },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ...["from", "to", "treaty", "obligations", "members"].map((c) => h("th", { scope: "col" }, c)))),
          h(
            "tbody",
            {},
            ...found.slice(0, MOST).map((t) =>
              h(
                "tr",
                {},
                h("td", {}, String(t.start)),
                h("td", {}, t.end === null ? "" : String(t.end)),
                h("td", {}, h("a", { href: format({ view: "treaty", parts: [t.id], options: {} }) }, t.name)),
                h("td", {}, spelt(t.obligations)),
                h("td", {}, t.members.length > 3 ? `${t.members.length} states` : t.members.map((c) => nameOf(system, c, t.start)).join(", ")),
              ),
            ),
          ),
        ),
      ),
    );
    history.replaceState(null, "", format({ view: "treaty", parts: [], options: { find: chosen.words, obligation: chosen.obligation } }));
  };
  const words = h("input", { type: "search", "aria-label": "Find treaties by words, states or a year", placeholder: "Words, states, a year", value: chosen.words, oninput: () => ((chosen.words = words.value), show()) });
  const kinds = h("select", { onchange: () => ((chosen.obligation = kinds.value), show()) }, h("option", { value: "" }, "any"), ...OBLIGATIONS.map((o) => h("option", { value: o.name, selected: o.name === chosen.obligation }, o.name)));
  fill(main, h("h1", {}, "Treaties"), h("div", { class: "row" }, h("span", { class: "field" }, words), h("label", { class: "field" }, "Obligation ", kinds)), count, results, h("p", { class: "note" }, `Record: ${about().record}. A treaty that is not in it is not proven absent.`));
  show();
}

function nameOf(system: System, code: string, year: number): string {
  const place = system.place.get(code);
  return place === undefined ? code : system.name(place, year);
}
