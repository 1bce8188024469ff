/** The world through time: ties of any year as map, network or matrix, with a slider and a play button. */

import atlasUrl from "world-atlas/countries-110m.json?url";
import type { Topology } from "topojson-specification";
import { format, type Address } from "../address";
import { about, follow, read as fetched } from "../ask";
import { colours as blocColours, type Blocs } from "../blocs";
import { marks, progress, stateField } from "../controls";
import { fill, h } from "../dom";
import { Borders, type RawBorders } from "../draw/borders";
import { SvgBrush, type Brush } from "../draw/brush";
import { next, type Drawing, type Shown } from "../draw/drawing";
import { WorldMap } from "../draw/map";
import { MatrixDrawing } from "../draw/matrix";
import { NetworkDrawing } from "../draw/network";
import { takes } from "../figure";
import { palette, type Palette } from "../palette";
import { OBLIGATIONS, type System } from "../system";
import type { Row } from "../save";

/** Slow enough to say what is seen, and for the address to follow. */
const YEARS_A_SECOND = 3;
const FORMS = ["map", "network", "matrix"] as const;
type Form = (typeof FORMS)[number];
const COLOURS = ["none", "bloc", "region"] as const;

interface Screen extends Shown {
  form: Form;
  colour: (typeof COLOURS)[number];
}

export function world(main: HTMLElement, system: System, address: Address): () => void {
  const shown = read(system, address);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const regions = [...new Set(system.raw.states.map((st) => st.region))].sort();
  let blocs: Blocs | null = null;
  let drawing: Drawing | null = null;
  let atlas: Topology | null = null;
  let borders: Borders | null = null;
  let baseKey = "";
  let colours: Palette = palette();
  let timer: number | null = null;
  let frame = 0;
  let saved = 0;
  let width = 0;
  let height = 0;
  let ratio = 1;
  const base = document.createElement("canvas");
  const canvas = h("canvas", {
    class: "map",
    tabindex: 0,
    role: "application",
    "aria-roledescription": "picture of ties",
    "aria-describedby": "keys",
    onkeydown: (event) => key(event as KeyboardEvent),
  });
  const tip = h("div", { class: "tip", hidden: true });
  const box = h("div", { class: "stage" }, canvas, tip);
  const year = h("output", { class: "year", for: "year" });
  const slider = h("input", { id: "year", type: "range", min: system.first, max: system.last, step: 1, value: shown.year, "aria-label": "Year", oninput: () => go(Number(slider.value)) });
  const play = h("button", { class: "play", type: "button", "aria-pressed": "false", onclick: () => (timer ? stop() : start()) }, "Play");
  const summary = h("p", { class: "summary", "aria-live": "polite" });
  const panel = h("section", { class: "panel", "aria-label": "State" });
  const key_ = h("p", { class: "key" });
  const bordered = h("span", {});
  const whose = () => {
    const dated = shown.form === "map" && about().borders;
    if (dated && drawing?.baseKey?.(shown.year)) return `Borders as at the end of ${shown.year}: ${dated.citation} `;
    return `The borders drawn are those of today, whatever the year${dated ? `; the file of dated ones speaks of ${dated.years[0]} to ${dated.years[1]}` : ""}. `;
  };

  const chips = OBLIGATIONS.map((o) => chip(o.name, `var(--${o.word})`, Boolean(shown.mask & o.bit), (on) => {
    shown.mask = on ? shown.mask | o.bit : shown.mask & ~o.bit;
    redraw();
  }));
  const hostile = chip("Hostility", "var(--hostile)", shown.hostile, (on) => {
    shown.hostile = on;
    redraw();
  });
  const forms = choice("Drawn as", "form", FORMS, shown.form, (form) => {
    shown.form = form;
    choose();
  });
  const tints = choice("Colour", "colour", COLOURS, shown.colour, (colour) => {
    shown.colour = colour;
    tint();
  });
  fill(
    main,
    h(
      "div",
      { class: "world" },
      h("h1", { class: "visually-hidden" }, "The world through time"),
      h("div", { class: "controls" }, play, slider, year),
      h("div", { class: "row" }, h("fieldset", { class: "chips" }, h("legend", { class: "visually-hidden" }, "Ties that are drawn"), ...chips, hostile), forms, tints, stateField(system, "Find a state", shown.year, null, (state) => look(state))),
      box,
      h("p", { id: "keys", class: "visually-hidden" }, "Arrow keys go from state to state, Enter opens the state, Escape leaves it, page up and page down change the year."),
      key_,
      summary,
      panel,
      h("div", { class: "take" }, ...takes("ties", rows, { record: about().record, what: "Ties drawn, from symmachy", citations: [...system.citations, ...(about().borders ? [about().borders!.citation] : [])] }, vector)),
      h(
        "p",
        { class: "note" },
        "Ties join capitals; capitals and ties are those of the year. ",
        bordered,
        "An arc is bent less than the shortest way on the globe, which on a flat map would run along the pole. ",
        system.raw.hostile_until ? `Hostility is recorded up to ${system.raw.hostile_until}. ` : "",
        "A bloc is what pledges and hostility draw together, and says nothing of intentions.",
      ),
    ),
  );

  const redraw = () => {
    if (!frame)
      frame = requestAnimationFrame(() => {
        frame = 0;
        draw();
      });
    clearTimeout(saved);
    saved = window.setTimeout(() => history.replaceState(null, "", format(write(system, shown))), 200);
  };
  const groups = () => {
    if (shown.colour === "region") return system.raw.states.map((st) => colours.groups[regions.indexOf(st.region) % colours.groups.length]);
    return shown.colour === "bloc" && blocs ? blocColours(blocs, system, shown.year, colours) : null;
  };
  const draw = () => {
    year.textContent = String(shown.year);
    shown.groups = groups();
    if (drawing) {
      const brush = canvas.getContext("2d")!;
      brush.setTransform(1, 0, 0, 1, 0, 0);
      if (drawing.base && (drawing.baseKey?.(shown.year) ?? "") !== baseKey) drawBase();
      if (drawing.base) brush.drawImage(base, 0, 0);
      else brush.clearRect(0, 0, canvas.width, canvas.height);
      brush.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawing.draw(brush, shown, colours);
      if (drawing.settle?.()) frame ||= requestAnimationFrame(() => ((frame = 0), draw()));
    }
    describe();
  };
  const describe = () => {
    const bound = system.pairs(shown.year, shown.mask);
    summary.textContent = `${shown.year}: ${system.members(shown.year).length} states, ${bound.toLocaleString("en")} pairs bound by what is drawn.`;
    if (bordered.textContent !== whose()) bordered.textContent = whose();
    canvas.setAttribute("aria-label", `Ties of ${shown.year} as ${shown.form}${shown.focus === null ? "" : `, ${system.name(shown.focus, shown.year)}`}`);
    if (shown.focus !== null || panel.childElementCount) fill(panel, ...(shown.focus === null ? [] : portfolio(system, shown)));
  };
  const go = (to: number) => {
    shown.year = system.clamp(to);
    slider.value = String(shown.year);
    if (shown.focus !== null && !system.exists(shown.focus, shown.year)) shown.focus = null;
    tip.hidden = true;
    redraw();
  };
  const look = (state: number | null) => {
    shown.focus = state !== null && system.exists(state, shown.year) ? state : null;
    if (state !== null && shown.focus === null) {
      // A state of another time: go to its last year.
      const last = Math.max(...system.raw.states[state].spells.map(([, b]) => b));
      if (Number.isFinite(last)) {
        go(last);
        shown.focus = state;
      }
    }
    redraw();
  };
  const start = () => {
    if (shown.year >= system.last) go(system.first);
    const from = shown.year;
    const began = performance.now();
    play.textContent = "Pause";
    play.setAttribute("aria-pressed", "true");
    summary.setAttribute("aria-live", "off"); // nobody wants 210 years read out
    timer = window.setInterval(() => {
      const to = from + Math.floor(((performance.now() - began) / 1000) * (still ? 1 : YEARS_A_SECOND));
      if (to !== shown.year) go(to);
      if (shown.year >= system.last) stop();
    }, 1000 / 60);
  };
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
    summary.setAttribute("aria-live", "polite");
  };
  const key = (event: KeyboardEvent) => {
    const ways: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (way && drawing) look(next(drawing.states(), shown.focus, ...way) ?? shown.focus);
    else if (event.key === "Escape") look(null);
    else if (event.key === "PageUp" || event.key === "PageDown") go(shown.year + (event.key === "PageUp" ? 1 : -1));
    else if (event.key === "Enter" && shown.focus !== null) location.hash = format({ view: "state", parts: [system.code(shown.focus)], options: {} });
    else return;
    event.preventDefault();
  };
  const choose = () => {
    drawing = shown.form === "network" ? new NetworkDrawing(system, still) : shown.form === "matrix" ? new MatrixDrawing(system) : atlas && new WorldMap(system, atlas, borders);
    fit();
    redraw();
  };
  const tint = () => {
    const words: Record<Screen["colour"], (Node | string)[]> = {
      none: [],
      bloc: ["Colours tell the eight largest blocs of a year apart and stand for nothing else; a bloc keeps the colour of its most capable member where it can."],
      region: regions.map((r, k) => h("span", { class: "mark", style: `--colour: var(--group-${(k % 8) + 1})` }, r)),
    };
    fill(key_, ...words[shown.colour]);
    if (shown.colour === "bloc" && !blocs) {
      const finding = progress("Finding the blocs of every year …");
      fill(key_, ...finding.parts);
      follow<Blocs>("blocs", [], {}, { told: finding.tell }).then(
        (found) => {
          blocs = found;
          if (shown.colour === "bloc") fill(key_, ...words.bloc);
          redraw();
        },
        (error: Error) => fill(key_, error.message),
      );
    }
    redraw();
  };
  const fit = () => {
    width = Math.floor(box.clientWidth);
    if (!drawing || !width) return;
    colours = palette();
    ratio = Math.min(window.devicePixelRatio || 1, 2);
    height = drawing.fit(width, colours);
    for (const each of [canvas, base]) {
      each.width = Math.round(width * ratio);
      each.height = Math.round(height * ratio);
    }
    if (drawing.base) drawBase();
  };
  const drawBase = () => {
    baseKey = drawing!.baseKey?.(shown.year) ?? "";
    const brush = base.getContext("2d")!;
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.fillStyle = colours.paper;
    brush.fillRect(0, 0, base.width, base.height);
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawing!.base!(brush, colours, shown.year);
  };
  const refit = () => {
    fit();
    draw();
  };
  function rows(): Row[] {
    const found: Row[] = [];
    for (const k of system.ties.of(shown.year)) {
      if (!(system.ties.bits[k] & shown.mask)) continue;
      const [a, b] = [system.ties.a[k], system.ties.b[k]];
      found.push({
        year: shown.year,
        one: system.code(a),
        other: system.code(b),
        one_name: system.name(a, shown.year),
        other_name: system.name(b, shown.year),
        obligations: OBLIGATIONS.filter((o) => system.ties.bits[k] & o.bit).map((o) => o.word).join(" "),
        unchanged_since: system.ties.first[k],
      });
    }
    return found;
  }
  function vector(): { text: string; width: number; height: number } {
    const brush = new SvgBrush();
    drawing?.base?.(brush as unknown as Brush, colours, shown.year);
    drawing?.draw(brush as unknown as Brush, shown, colours);
    brush.globalAlpha = 1;
    brush.fillStyle = colours.ink;
    brush.font = "22px Georgia, serif";
    brush.textAlign = "left";
    brush.fillText(String(shown.year), 12, height - 14);
    if (shown.form === "map") {
      brush.font = "10px system-ui, sans-serif";
      brush.textAlign = "right";
      brush.fillText(drawing?.baseKey?.(shown.year) ? "borders of the year: CShapes" : "borders of today", width - 8, height - 8);
    }
    return { text: brush.text(width, height, colours.paper), width, height };
  }

  canvas.addEventListener("pointermove", (event) => {
    const state = drawing?.stateAt(event.offsetX, event.offsetY) ?? null;
    canvas.style.cursor = state === null ? "default" : "pointer";
    tip.hidden = state === null;
    if (state === null) return;
    const pair = drawing instanceof MatrixDrawing ? drawing.pairAt(event.offsetX, event.offsetY) : null;
    tip.textContent = pair
      ? `${system.name(pair[0], shown.year)} and ${system.name(pair[1], shown.year)}`
      : `${system.name(state, shown.year)}: ${system.tiesOf(state, shown.year, shown.mask).length} ties`;
    tip.style.transform = `translate(${Math.min(event.offsetX + 14, width - 180)}px, ${event.offsetY + 14}px)`;
  });
  canvas.addEventListener("pointerleave", () => (tip.hidden = true));
  canvas.addEventListener("click", (event) => {
    const pair = drawing instanceof MatrixDrawing ? drawing.pairAt(event.offsetX, event.offsetY) : null;
    if (pair) location.hash = format({ view: "pair", parts: pair.map((i) => system.code(i)), options: shown.year === system.last ? {} : { year: String(shown.year) } });
    else look(drawing?.stateAt(event.offsetX, event.offsetY) ?? null);
  });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", refit);
  const watcher = new ResizeObserver(() => Math.floor(box.clientWidth) !== width && refit());
  watcher.observe(box);
  void Promise.all([loadAtlas(), loadBorders()]).then(([found, dated]) => {
    atlas = found;
    borders = dated;
    if (shown.form === "map") choose();
  });
  choose();
  tint();
  draw();
  return () => {
    stop();
    watcher.disconnect();
    dark.removeEventListener("change", refit);
    clearTimeout(saved);
    cancelAnimationFrame(frame);
    drawing = null;
  };
}

let atlasOnce: Promise<Topology> | null = null;

function loadAtlas(): Promise<Topology> {
  atlasOnce ??= fetched<Topology>(atlasUrl);
  return atlasOnce;
}

let bordersOnce: Promise<Borders | null> | null = null;

function loadBorders(): Promise<Borders | null> {
  bordersOnce ??= about().borders ? fetched<RawBorders>("data/borders.json").then((raw) => new Borders(raw)) : Promise.resolve(null);
  return bordersOnce;
}

function chip(name: string, colour: string, on: boolean, changed: (on: boolean) => void): HTMLElement {
  const input = h("input", { type: "checkbox", checked: on, onchange: () => changed(input.checked) });
  return h("label", { class: "chip", style: `--colour: ${colour}` }, input, name);
}

function choice<T extends string>(label: string, name: string, words: readonly T[], value: T, chosen: (word: T) => void): HTMLElement {
  const select = h("select", { name, onchange: () => chosen(select.value as T) }, ...words.map((w) => h("option", { value: w, selected: w === value }, w)));
  return h("label", { class: "field" }, `${label} `, select);
}

function portfolio(system: System, shown: Screen): Node[] {
  const state = shown.focus!;
  const ties = system
    .tiesOf(state, shown.year, shown.mask)
    .map((t) => ({ ...t, name: system.name(t.other, shown.year) }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const code = system.code(state);
  const pair = (other: number) => format({ view: "pair", parts: [code, system.code(other)], options: shown.year === system.last ? {} : { year: String(shown.year) } });
  return [
    h("h2", {}, h("a", { href: format({ view: "state", parts: [code], options: {} }) }, system.name(state, shown.year)), ` in ${shown.year}`),
    h("p", {}, ties.length ? `Bound to ${ties.length} ${ties.length === 1 ? "state" : "states"} by what is drawn:` : "Bound to no state by what is drawn."),
    h("ul", { class: "ties" }, ...ties.map((t) => h("li", {}, h("a", { href: pair(t.other) }, t.name), " ", ...marks(t.bits, shown.mask)))),
  ];
}

function read(system: System, address: Address): Screen {
  const { year, ties, hostile, state, form, colour } = address.options;
  const words = ties === undefined ? ["defence"] : ties.split(/[+ ]/);
  const focus = state === undefined ? undefined : system.place.get(state);
  return {
    year: system.clamp(Number(year) || system.last),
    mask: OBLIGATIONS.filter((o) => words.includes(o.word) || words.includes("all")).reduce((mask, o) => mask | o.bit, 0),
    hostile: hostile === "yes",
    focus: focus ?? null,
    groups: null,
    form: FORMS.find((f) => f === form) ?? "map",
    colour: COLOURS.find((c) => c === colour) ?? "none",
  };
}

function write(system: System, shown: Screen): Address {
  return {
    view: "world",
    parts: [],
    options: {
      year: String(shown.year),
      ties: OBLIGATIONS.filter((o) => shown.mask & o.bit).map((o) => o.word).join("+") || "none",
      hostile: shown.hostile ? "yes" : "",
      state: shown.focus === null ? "" : system.code(shown.focus),
      form: shown.form === "map" ? "" : shown.form,
      colour: shown.colour === "none" ? "" : shown.colour,
    },
  };
}
