/** A passage of a document in what stands around it. */

export interface Passage {
  before: string;
  exact: string;
  after: string;
}

const AROUND = 260;

/** Cut a passage out with up to some hundred characters on both sides, at spaces; places count characters as Python does. */
export function passage(letters: string[], start: number, end: number, around = AROUND): Passage {
  let from = Math.max(0, start - around);
  let to = Math.min(letters.length, end + around);
  while (from > 0 && from < start && !/\s/.test(letters[from - 1])) from++;
  while (to < letters.length && to > end && !/\s/.test(letters[to])) to--;
  const cut = (a: number, b: number) => letters.slice(a, b).join("");
  return {
    before: `${from > 0 ? "… " : ""}${cut(from, start)}`,
    exact: cut(start, end),
    after: `${cut(end, to)}${to < letters.length ? " …" : ""}`,
  };
}
