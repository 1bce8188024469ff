/** The world through time: a map of ties for any year, with a slider and a play button. */

import atlasUrl from "world-atlas/countries-110m.json?url";
import type { Topology } from "topojson-specification";
import { format, type Address } from "../address";
import { fill, h } from "../dom";
import { WorldMap, type Shown } from "../map";
import { palette, type Palette } from "../palette";
import { OBLIGATIONS, type System } from "../system";

const YEARS_A_SECOND = 8;

export function world(main: HTMLElement, system: System, address: Address): () => void {
  const shown: Shown = read(system, address);
  const canvas = h("canvas", { class: "map", "aria-hidden": true });
  const box = h("div", { class: "stage" }, canvas);
  const year = h("output", { class: "year", for: "year" });
  const slider = h("input", {
    id: "year",
    type: "range",
    min: system.first,
    max: system.last,
    step: 1,
    value: shown.year,
    "aria-label": "Year",
    oninput: () => go(Number(slider.value)),
  });
  const play = h("button", { class: "play", type: "button", onclick: () => (timer ? stop() : start()) }, "Play");
  const summary = h("p", { class: "summary", "aria-live": "polite" });
  const panel = h("section", { class: "panel", "aria-label": "State" });
  const chips = OBLIGATIONS.map((o) => {
    const chip = h(
      "label",
      { class: "chip", style: `--colour: var(--${o.word})` },
      h("input", {
        type: "checkbox",
        onchange: (event) => {
          shown.mask = (event.target as HTMLInputElement).checked ? shown.mask | o.bit : shown.mask & ~o.bit;
          redraw();
        },
      }),
      o.name,
    );
    chip.querySelector("input")!.checked = Boolean(shown.mask & o.bit);
    return chip;
  });
  const hostile = h("input", {
    type: "checkbox",
    onchange: () => {
      shown.hostile = hostile.checked;
      redraw();
    },
  });
  hostile.checked = shown.hostile;
  const found = h("datalist", { id: "states" });
  const search = h("input", {
    type: "search",
    list: "states",
    placeholder: "Find a state",
    "aria-label": "Find a state",
    onchange: () => look(system.search(search.value, shown.year)[0] ?? null),
  });
  fill(
    main,
    h(
      "div",
      { class: "world" },
      h("h1", { class: "visually-hidden" }, "The world through time"),
      h("div", { class: "controls" }, play, slider, year),
      h(
        "fieldset",
        { class: "chips" },
        h("legend", { class: "visually-hidden" }, "Obligations"),
        ...chips,
        h("label", { class: "chip", style: "--colour: var(--hostile)" }, hostile, "Hostility"),
        search,
        found,
      ),
      box,
      summary,
      panel,
      h(
        "p",
        { class: "note" },
        "Ties join capitals. The borders drawn are those of today, whatever the year; the ties and capitals are the year's.",
      ),
    ),
  );

  let map: WorldMap | null = null;
  let colours: Palette = palette();
  let timer: number | null = null;
  let playedFrom = 0;
  let frame = 0;

  const redraw = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
    remember();
  };
  const draw = () => {
    year.textContent = String(shown.year);
    map?.draw(shown, colours);
    describe();
  };
  const go = (to: number) => {
    shown.year = system.clamp(to);
    slider.value = String(shown.year);
    if (shown.focus !== null && !system.exists(shown.focus, shown.year)) shown.focus = null;
    redraw();
  };
  const look = (state: number | null) => {
    shown.focus = state;
    redraw();
  };
  const start = () => {
    if (shown.year >= system.last) go(system.first);
    playedFrom = shown.year;
    const began = performance.now();
    play.textContent = "Pause";
    timer = window.setInterval(() => {
      const to = playedFrom + Math.floor(((performance.now() - began) / 1000) * YEARS_A_SECOND);
      if (to !== shown.year) go(to);
      if (shown.year >= system.last) stop();
    }, 1000 / 60);
  };
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
    play.textContent = "Play";
  };
  let saved = 0;
  const remember = () => {
    clearTimeout(saved);
    saved = window.setTimeout(() => history.replaceState(null, "", format(write(system, shown))), 150);
  };
  const describe = () => {
    let pairs = 0;
    for (const k of system.ties.of(shown.year)) if (system.ties.bits[k] & shown.mask) pairs++;
    summary.textContent = `${shown.year}: ${system.members(shown.year).length} states, ${pairs.toLocaleString("en")} pairs bound by what is drawn.`;
    fill(panel, ...(shown.focus === null ? [] : portfolio(system, shown)));
  };
  const resize = () => {
    const width = box.clientWidth;
    colours = palette();
    map?.resize(width, Math.round(Math.max(240, width * 0.49)), colours);
    draw();
  };

  canvas.addEventListener("pointermove", (event) => {
    const state = map?.stateAt(event.offsetX, event.offsetY) ?? null;
    canvas.style.cursor = state === null ? "default" : "pointer";
    canvas.title = state === null ? "" : system.name(state, shown.year);
  });
  canvas.addEventListener("click", (event) => look(map?.stateAt(event.offsetX, event.offsetY) ?? null));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", resize);
  const watcher = new ResizeObserver(resize);
  fill(found, ...system.raw.states.map((s, i) => h("option", { value: system.name(i, shown.year) }, s.code)));
  void fetch(atlasUrl)
    .then((answer) => answer.json() as Promise<Topology>)
    .then((atlas) => {
      map = new WorldMap(canvas, system, atlas);
      watcher.observe(box);
      resize();
    });
  draw();
  return () => {
    stop();
    watcher.disconnect();
    dark.removeEventListener("change", resize);
    clearTimeout(saved);
  };
}

function portfolio(system: System, shown: Shown): Node[] {
  const state = shown.focus!;
  const ties = system
    .tiesOf(state, shown.year, shown.mask)
    .map((t) => ({ ...t, name: system.name(t.other, shown.year) }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const code = system.raw.states[state].code;
  return [
    h("h2", {}, `${system.name(state, shown.year)} in ${shown.year}`),
    h("p", {}, ties.length ? `Bound to ${ties.length} states by what is drawn:` : "Bound to no state by what is drawn."),
    h(
      "ul",
      { class: "ties" },
      ...ties.map((t) =>
        h(
          "li",
          {},
          h("a", { href: format({ view: "pair", parts: [code, system.raw.states[t.other].code], options: { year: String(shown.year) } }) }, t.name),
          " ",
          ...OBLIGATIONS.filter((o) => t.bits & o.bit & shown.mask).map((o) =>
            h("span", { class: "mark", style: `--colour: var(--${o.word})`, title: o.name }, o.name),
          ),
        ),
      ),
    ),
  ];
}

function read(system: System, address: Address): Shown {
  const { year, ties, hostile, state } = address.options;
  const words = ties === undefined ? ["defence"] : ties.split("+");
  const focus = state === undefined ? undefined : system.place.get(state);
  return {
    year: system.clamp(Number(year) || system.last),
    mask: OBLIGATIONS.filter((o) => words.includes(o.word)).reduce((mask, o) => mask | o.bit, 0),
    hostile: hostile === "yes",
    focus: focus ?? null,
    groups: null,
  };
}

function write(system: System, shown: Shown): Address {
  return {
    view: "world",
    parts: [],
    options: {
      year: String(shown.year),
      ties: OBLIGATIONS.filter((o) => shown.mask & o.bit)
        .map((o) => o.word)
        .join("+") || "none",
      hostile: shown.hostile ? "yes" : "",
      state: shown.focus === null ? "" : system.raw.states[shown.focus].code,
    },
  };
}
