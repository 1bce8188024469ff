/** Where documents are dropped, chosen or pasted, and sent to be read. */

import { follow } from "../ask";
import { fault, progress, yearField } from "../controls";
import { fill, h } from "../dom";
import type { System } from "../system";
import type { Brief } from "./answer";

const MOST = 20;
const BYTES = 10_000_000;

/** A place for documents; `made` is called with the brief. */
export function dropPlace(system: System, made: (brief: Brief) => void): HTMLElement {
  let files: File[] = [];
  let year: number | null = null;
  let stopped: AbortController | null = null;
  const state = h("div", { "aria-live": "polite" });
  const listed = h("ul", { class: "files" });
  const go = h("button", { type: "button", disabled: true, onclick: () => void send() }, "Read them");
  const cancel = h("button", { type: "button", class: "small", hidden: true, onclick: () => stopped?.abort() }, "Stop");
  const choose = h("input", { type: "file", multiple: true, accept: ".txt,.text,.md,.markdown,.html,.htm,.xhtml,.pdf,.docx", class: "visually-hidden", onchange: () => add([...(choose.files ?? [])]) });
  const pasted = h("textarea", { rows: 5, "aria-label": "Text", placeholder: "or paste a text here", oninput: () => show() });
  const zone = h("div", { class: "drop" }, h("label", { class: "choose" }, "Drop documents here, or choose them", choose), h("p", { class: "note" }, `Text, Markdown, HTML, PDF or .docx in English; up to ${MOST} at a time.`), pasted);
  const texts = () => (pasted.value.trim() ? [new File([pasted.value], "pasted.txt")] : []);
  const show = () => {
    fill(listed, ...files.map((file, k) => h("li", {}, `${file.name} (${Math.ceil(file.size / 1000).toLocaleString("en")} kB) `, h("button", { type: "button", class: "small", "aria-label": `Leave out ${file.name}`, onclick: () => ((files = files.filter((_, j) => j !== k)), show()) }, "Leave out"))));
    go.disabled = stopped !== null || files.length + texts().length === 0;
  };
  const add = (more: File[]) => {
    files = [...files, ...more].slice(0, MOST);
    fill(state, files.length === MOST && more.length ? h("p", { class: "note" }, `${MOST} documents are read at a time.`) : null);
    show();
  };
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    add([...(event.dataTransfer?.files ?? [])]);
  });
  const send = async () => {
    const all = [...files, ...texts()];
    if (all.reduce((sum, file) => sum + file.size, 0) > BYTES) {
      fill(state, fault(`These documents are larger than ${BYTES / 1_000_000} MB together: send fewer, or use the command symmachy brief.`));
      return;
    }
    stopped = new AbortController();
    const line = progress("Sending …");
    fill(state, line.element);
    cancel.hidden = false;
    show();
    try {
      const documents = await Promise.all(all.map(async (file) => ({ name: file.name, data: base64(new Uint8Array(await file.arrayBuffer())) })));
      const body = year === null ? { documents } : { documents, year: String(year) };
      const brief = await follow<Brief>("brief", [], {}, { body, told: line.tell, signal: stopped.signal });
      fill(state);
      made(brief);
    } catch (error) {
      fill(state, stopped.signal.aborted ? h("p", { class: "note" }, "Stopped.") : fault(error));
    } finally {
      stopped = null;
      cancel.hidden = true;
      show();
    }
  };
  return h(
    "section",
    { "aria-label": "Documents" },
    zone,
    listed,
    h("div", { class: "row" }, yearField(system, "Assess pairs as of the end of", null, (to) => (year = to)), go, cancel),
    h("p", { class: "note" }, "Left empty, the year is that of the documents. They are read by this server alone, sent nowhere else, and held in its memory unless its owner named a folder; nothing in them is executed."),
    state,
  );
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let k = 0; k < bytes.length; k += 0x8000) text += String.fromCharCode(...bytes.subarray(k, k + 0x8000));
  return btoa(text);
}
