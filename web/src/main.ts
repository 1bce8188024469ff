/** Read the record once, then show the view that the address names. */

import { parse, type Address } from "./address";
import { about, begin, read } from "./ask";
import { fill, h } from "./dom";
import { System, type Raw } from "./system";
import { brief } from "./views/brief";
import { claims } from "./views/claims";
import { pair } from "./views/pair";
import { shape } from "./views/shape";
import { state } from "./views/state";
import { treaty } from "./views/treaty";
import { whatif } from "./views/whatif";
import { world } from "./views/world";

/** A view draws itself into an element and gives back how to leave it. */
export type View = (main: HTMLElement, system: System, address: Address) => (() => void) | void;

const VIEWS: Record<string, { title: string; show: View }> = {
  world: { title: "World", show: world },
  pair: { title: "Pair", show: pair },
  treaty: { title: "Treaties", show: treaty },
  state: { title: "States", show: state },
  shape: { title: "Shape", show: shape },
  claims: { title: "Claims", show: claims },
  brief: { title: "Brief", show: brief },
  whatif: { title: "What if", show: whatif },
};

async function start(): Promise<void> {
  const main = document.getElementById("main")!;
  let system: System;
  try {
    const [raw] = await Promise.all([read<Raw>("data/system.json"), begin()]);
    system = new System(raw);
  } catch (fault) {
    fill(main, h("p", { class: "fault", role: "alert" }, `The record could not be read: ${(fault as Error).message}.`));
    return;
  }
  const nav = document.getElementById("views")!;
  let leave: (() => void) | void;
  let before = "";
  const show = () => {
    const address = parse(location.hash);
    const name = VIEWS[address.view] ? address.view : "world";
    const view = VIEWS[name];
    leave?.();
    fill(main);
    fill(nav, ...Object.entries(VIEWS).map(([each, { title }]) => h("a", { href: `#/${each}`, "aria-current": each === name ? "page" : null }, title)));
    leave = view.show(main, system, address);
    document.title = `${[main.querySelector("h1")?.textContent, view.title].filter(Boolean).join(" · ")} · symmachy`;
    // Whoever reads by ear or by key begins at the new view.
    if (before && before !== `${name} ${address.parts.join(" ")}`) {
      main.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    before = `${name} ${address.parts.join(" ")}`;
  };
  document.getElementById("record")!.textContent = `Record: ${about().record}, ${system.first} to ${system.last}`;
  window.addEventListener("hashchange", show);
  show();
}

void start();
