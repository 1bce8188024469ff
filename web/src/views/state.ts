/** A state: its portfolio of ties through time, its treaties, its names. */

import { format, type Address } from "../address";
import { ask } from "../ask";
import { barsChart } from "../chart/bars";
import { yearsChart, type Line } from "../chart/years";
import { colourOf, decimal, fault, list, marks, spelt, stateField, waiting } from "../controls";
import { fill, h } from "../dom";
import { figure } from "../figure";
import { OBLIGATIONS, type System } from "../system";

interface State {
  code: string;
  name: string;
  region: string;
  member_of_the_system: string[];
  names: { name: string; when: string; common: boolean }[];
  codes: { scheme: string; code: string; when: string }[];
  governments: { name: string; when: string; repudiated: boolean }[];
  treaties: { id: string; name: string; obligations: string[]; entry: string; exit: string | null; exit_by: string; members: number }[];
  record: string;
  citations: string[];
}

export function state(main: HTMLElement, system: System, address: Address): void {
  const place = address.parts[0] === undefined ? undefined : system.place.get(address.parts[0]);
  const year = system.clamp(Number(address.options["year"]) || (place === undefined ? system.last : lastYear(system, place)));
  const field = stateField(system, "A state", system.last, place ?? null, (found) => (location.hash = format({ view: "state", parts: [system.code(found)], options: {} })));
  if (place === undefined) {
    fill(
      main,
      h("h1", {}, "States"),
      h("div", { class: "row" }, field),
      h("ul", { class: "ties" }, ...system.raw.states.map((s, i) => h("li", {}, h("a", { href: format({ view: "state", parts: [s.code], options: {} }) }, system.name(i, system.last)), " ", h("span", { class: "note" }, s.spells.map(([a, b]) => `${a} to ${b === system.last ? "now" : b}`).join(", "))))),
    );
    return;
  }
  fill(main, h("h1", {}, system.name(place, system.last)), waiting("Reading …"));
  ask<State>("state", [system.code(place)]).then(
    (found) => told(main, found, system, place, year, field),
    (error) => fill(main, h("h1", {}, system.name(place, system.last)), field, fault(error)),
  );
}

/** The last year in which a state was a member of the system, where its view begins. */
function lastYear(system: System, place: number): number {
  return Math.max(system.first, ...system.raw.states[place].spells.map(([, last]) => last));
}

function told(main: HTMLElement, found: State, system: System, place: number, at: number, field: HTMLElement): void {
  let year = at;
  const years = Array.from({ length: system.last - system.first + 1 }, (_, k) => system.first + k);
  const lines: Line[] = OBLIGATIONS.map((o) => ({
    name: o.name,
    colour: `var(--${o.word})`,
    points: years.map((y) => [y, system.exists(place, y) ? system.tiesOf(place, y, o.bit).length : null]),
  }));
  const partners = h("div", {});
  const show = (to: number) => {
    year = to;
    const ties = system.tiesOf(place, year, 31).map((t) => ({ ...t, name: system.name(t.other, year) })).sort((a, b) => a.name.localeCompare(b.name));
    fill(
      partners,
      h("h2", {}, `Bound in ${year}`),
      h("p", {}, !system.exists(place, year) ? "Not a member of the system in that year." : ties.length ? `To ${ties.length} ${ties.length === 1 ? "state" : "states"}:` : "To no state in this record."),
      h("ul", { class: "ties" }, ...ties.map((t) => h("li", {}, h("a", { href: format({ view: "pair", parts: [found.code, system.code(t.other)], options: year === system.last ? {} : { year: String(year) } }) }, t.name), " ", ...marks(t.bits)))),
    );
    history.replaceState(null, "", format({ view: "state", parts: [found.code], options: { year: year === lastYear(system, place) ? "" : String(year) } }));
    portfolio.redraw();
  };
  const portfolio = figure({
    title: "States bound to it, by obligation",
    note: "click a year",
    name: `${found.code}-portfolio`,
    origin: { record: found.record, what: `States bound to ${found.name}, by obligation and year`, citations: found.citations },
    rows: () => years.filter((y) => system.exists(place, y)).map((y) => ({ year: y, ...Object.fromEntries(OBLIGATIONS.map((o) => [o.word, system.tiesOf(place, y, o.bit).length])) })),
    draw: (width) => yearsChart({ label: `States bound to ${found.name}, by obligation`, lines, span: [system.first, system.last], year, onYear: show }, width, 220),
  });
  const slider = h("input", { type: "range", min: system.first, max: system.last, value: year, "aria-label": "Year", oninput: () => show(Number(slider.value)) });
  const span: [number, number] = [Math.floor(Math.min(system.last - 10, ...found.treaties.map((t) => decimal(t.entry)))), system.last + 1];
  fill(
    main,
    h("h1", {}, found.name),
    h("div", { class: "row" }, field, h("span", { class: "note" }, `${found.code}; ${found.region}; member of the system ${found.member_of_the_system.join(" and ")}`)),
    h("p", { class: "key" }, ...OBLIGATIONS.map((o) => h("span", { class: "mark", style: `--colour: var(--${o.word})` }, o.name))),
    portfolio,
    h("div", { class: "controls" }, slider),
    partners,
    h("h2", {}, `Treaties (${found.treaties.length})`),
    found.treaties.length
      ? figure({
          title: "By date of entry",
          name: `${found.code}-treaties`,
          origin: { record: found.record, what: `Treaties of ${found.name}`, citations: found.citations },
          rows: () => found.treaties.map((t) => ({ id: t.id, name: t.name, obligations: t.obligations.join(" "), entry: t.entry, exit: t.exit, exit_by: t.exit_by, members: t.members })),
          draw: (width) =>
            barsChart(
              `Treaties of ${found.name}`,
              found.treaties.map((t) => ({
                label: t.name,
                href: format({ view: "treaty", parts: [t.id], options: {} }),
                bars: [{ start: decimal(t.entry), end: t.exit ? decimal(t.exit) : span[1], colour: colourOf(t.obligations), title: `${t.name}: ${spelt(t.obligations)}, ${t.entry} to ${t.exit ?? "now"}` }],
              })),
              span,
              width,
            ),
        })
      : h("p", {}, "None in this record."),
    list("Names", found.names.map((n) => `${n.name}, ${n.when}${n.common ? "" : " (also)"}`)),
    list("Codes", found.codes.map((c) => `${c.scheme} ${c.code}, ${c.when}`)),
    list("Governments", found.governments.map((g) => `${g.name}, ${g.when}${g.repudiated ? "; did not stand in the alliances of the one before" : ""}`)),
    list("What to cite", found.citations),
  );
  show(year);
}
