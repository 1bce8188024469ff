/** Read the record once, then show the view that the address names. */

import { parse, type Address } from "./address";
import { fill, h } from "./dom";
import { System, type Raw } from "./system";
import { world } from "./views/world";

/** A view draws itself into an element and gives back how to leave it. */
export type View = (main: HTMLElement, system: System, address: Address) => (() => void) | void;

const VIEWS: Record<string, { title: string; show: View }> = {
  world: { title: "World", show: world },
};

async function start(): Promise<void> {
  const main = document.getElementById("main")!;
  let system: System;
  try {
    const answer = await fetch("data/system.json");
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    system = new System((await answer.json()) as Raw);
  } catch (fault) {
    fill(main, h("p", { class: "fault", role: "alert" }, `The record could not be read: ${(fault as Error).message}.`));
    return;
  }
  const nav = document.getElementById("views")!;
  let leave: (() => void) | void;
  const show = () => {
    const address = parse(location.hash);
    const view = VIEWS[address.view] ?? VIEWS["world"];
    leave?.();
    fill(main);
    fill(
      nav,
      ...Object.entries(VIEWS).map(([name, { title }]) =>
        h("a", { href: `#/${name}`, "aria-current": VIEWS[name] === view ? "page" : null }, title),
      ),
    );
    document.title = `${view.title} · symmachy`;
    leave = view.show(main, system, address);
  };
  window.addEventListener("hashchange", show);
  show();
}

void start();
