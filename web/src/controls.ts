/** What several views ask with: a state, a year, words that are linked. */

import { ask } from "./ask";
import { fill, h } from "./dom";
import { OBLIGATIONS, type System } from "./system";

let numbered = 0;

/** A field that finds a state by any of its names or its code. */
export function stateField(system: System, label: string, year: number, value: number | null, chosen: (state: number) => void): HTMLElement {
  const id = `states-${++numbered}`;
  const field = h("input", {
    type: "search",
    list: id,
    placeholder: label,
    "aria-label": label,
    autocomplete: "off",
    value: value === null ? "" : system.name(value, year),
    onfocus: () => list.childElementCount || fill(list, ...options()),
    onchange: () => {
      const found = system.search(field.value, year)[0];
      if (found !== undefined) chosen(found);
      field.setCustomValidity(found === undefined && field.value ? "No state has that name or code." : "");
      field.reportValidity();
    },
  });
  const list = h("datalist", { id });
  const options = () => system.raw.states.map((state, i) => h("option", { value: system.name(i, year) }, state.code));
  return h("span", { class: "field" }, field, list);
}

/** The treaties in force in a year, to choose an id from by the words of its name. */
export function treatyIds(year: number): HTMLElement {
  const ids = h("datalist", { id: `treaties-${++numbered}` });
  void ask<{ treaties: { id: string; name: string; start: number; end: number | null }[] }>("treaties").then(
    ({ treaties }) => fill(ids, ...treaties.filter((t) => t.start <= year && (t.end ?? year) >= year).map((t) => h("option", { value: t.id }, t.name))),
    () => undefined, // without the list an id can still be typed
  );
  return ids;
}

/** A field for a year, empty for the last one. */
export function yearField(system: System, label: string, value: number | null, chosen: (year: number | null) => void): HTMLElement {
  const field = h("input", {
    type: "number",
    min: system.first,
    max: system.last,
    placeholder: String(system.last),
    value: value ?? "",
    "aria-label": label,
    onchange: () => chosen(field.value === "" ? null : system.clamp(Number(field.value))),
  });
  return h("label", { class: "field" }, `${label} `, field);
}

/** The marks of a tie's obligations, in words and colour. */
export function marks(bits: number, mask = 31): HTMLElement[] {
  return OBLIGATIONS.filter((o) => bits & o.bit & mask).map((o) => h("span", { class: "mark", style: `--colour: var(--${o.word})` }, o.name));
}

/** Our spelling for an obligation's word in the record, and its bit. */
export function obligation(word: string): (typeof OBLIGATIONS)[number] | undefined {
  const spelt = { defense: "defence", offense: "offence" }[word] ?? word;
  return OBLIGATIONS.find((o) => o.word === spelt);
}

/** A colour for a treaty: that of its strongest obligation. */
export function colourOf(words: string[]): string {
  const found = words.map(obligation).filter((o) => o !== undefined);
  const strongest = OBLIGATIONS.find((o) => found.includes(o));
  return strongest ? `var(--${strongest.word})` : "var(--state)";
}

export function spelt(words: string[]): string {
  return words.map((w) => obligation(w)?.name.toLowerCase() ?? w).join(", ");
}

/** A probability in percent with two digits that matter, never as a bare 0 or 100. */
export function percent(p: number | null): string {
  if (p === null || Number.isNaN(p)) return "unknown";
  const share = 100 * p;
  if (share < 0.01) return "below 0.01 %";
  if (share > 99.9) return "above 99.9 %";
  return `${share < 1 ? share.toFixed(2) : share < 10 || share > 99 ? share.toFixed(1) : share.toFixed(0)} %`;
}

/** A date as a number of years. */
export function decimal(day: string): number {
  const [y, m = 1, d = 1] = day.split("-").map(Number);
  return y + (m - 1) / 12 + (d - 1) / 365;
}

export function waiting(what: string): HTMLElement {
  return h("p", { class: "loading", role: "status" }, what);
}

/** A line that says what is being done and how far it is. */
export function progress(what: string): { element: HTMLElement; parts: HTMLElement[]; tell: (told: { done?: number; of?: number; doing?: string }) => void } {
  const words = h("span", {}, what);
  const bar = h("progress", { max: 1, hidden: true, "aria-label": what });
  return {
    get element() {
      return h("p", { class: "loading", role: "status" }, words, " ", bar);
    },
    parts: [words, bar],
    tell: ({ done, of, doing }) => {
      if (doing) words.textContent = `${doing[0].toUpperCase()}${doing.slice(1)} …`;
      if (done === undefined || !of) return;
      bar.hidden = false;
      bar.value = done / of;
    },
  };
}

export function fault(error: unknown): HTMLElement {
  return h("p", { class: "fault", role: "alert" }, error instanceof Error ? error.message : String(error));
}

export function list(title: string, entries: string[], open = false): HTMLElement | null {
  if (!entries.length) return null;
  return h("details", { open }, h("summary", {}, title), h("ul", {}, ...entries.map((e) => h("li", {}, e))));
}
