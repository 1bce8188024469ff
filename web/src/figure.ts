/** A picture with its title, its data, and itself to take away. */

import { fill, h } from "./dom";
import { csv, download, json, png, standalone, type Origin, type Row } from "./save";

export interface Figure {
  title: string;
  note?: string;
  draw: (width: number) => SVGSVGElement;
  rows: () => Row[];
  origin: Origin;
  name: string;
}

const MOST_ROWS = 400;

/** Make a figure that is drawn again when its width changes; `redraw` on the element draws it anew. */
export function figure(of: Figure): HTMLElement & { redraw: () => void } {
  const box = h("div", { class: "plot" });
  let width = 0;
  const redraw = () => {
    if (width > 0) fill(box, of.draw(width));
  };
  const watcher = new ResizeObserver(() => {
    const now = Math.floor(box.clientWidth);
    if (now === width || now === 0) return;
    width = now;
    redraw();
  });
  watcher.observe(box);
  const picture = () => box.querySelector("svg")!;
  const table = h("details", { class: "table", ontoggle: () => table.childElementCount < 2 && table.append(rowsAsTable(of.rows())) }, h("summary", {}, "Table"));
  const element = h(
    "figure",
    {},
    h("figcaption", {}, h("strong", {}, of.title), of.note ? h("span", { class: "note" }, ` ${of.note}`) : null),
    box,
    h("div", { class: "take" }, ...takes(of.name, of.rows, of.origin, () => {
      const svg = picture();
      return { text: standalone(svg), width: Number(svg.getAttribute("width")), height: Number(svg.getAttribute("height")) };
    }), table),
  );
  return Object.assign(element, { redraw });
}

/** Buttons that save the data and the picture. */
export function takes(
  name: string,
  rows: () => Row[],
  origin: Origin,
  picture: () => { text: string; width: number; height: number },
): HTMLElement[] {
  const button = (label: string, does: () => void) => h("button", { type: "button", class: "small", "aria-label": `Save ${name} as ${label}`, onclick: does }, label);
  return [
    button("CSV", () => download(`${name}.csv`, csv(rows(), origin), "text/csv")),
    button("JSON", () => download(`${name}.json`, json(rows(), origin), "application/json")),
    button("SVG", () => download(`${name}.svg`, picture().text, "image/svg+xml")),
    button("PNG", () => {
      const { text, width, height } = picture();
      void png(text, width, height).then((blob) => download(`${name}.png`, blob));
    }),
  ];
}

function rowsAsTable(rows: Row[]): HTMLElement {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of the data" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...columns.map((c) => h("th", { scope: "col" }, c.replaceAll("_", " "))))),
      h("tbody", {}, ...rows.slice(0, MOST_ROWS).map((row) => h("tr", {}, ...columns.map((c) => h("td", {}, plain(row[c])))))),
    ),
    rows.length > MOST_ROWS ? h("p", { class: "note" }, `The first ${MOST_ROWS} of ${rows.length} rows; the CSV has all.`) : null,
  );
}

function plain(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "number" && !Number.isInteger(value) ? value.toPrecision(4) : String(value);
}
