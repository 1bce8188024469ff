/** A passage of a document in what stands around it. */

export interface Passage {
  before: string;
  exact: string;
  after: string;
}

const AROUND = 260;

/**
 * Cut a passage out of its paragraph with up to some hundred characters on both sides, at spaces; places count
 * characters as Python does.
 */
export function passage(letters: string[], start: number, end: number, around = AROUND): Passage {
  let from = start;
  let to = end;
  while (from > 0 && start - from < around && !blank(letters, from - 1)) from--;
  while (to < letters.length && to - end < around && !blank(letters, to)) to++;
  if (blank(letters, from - 1)) while (from < start && /\s/.test(letters[from])) from++;
  else while (from > 0 && from < start && !/\s/.test(letters[from - 1])) from++;
  if (!blank(letters, to)) while (to < letters.length && to > end && !/\s/.test(letters[to])) to--;
  const cut = (a: number, b: number) => letters.slice(a, b).join("");
  return {
    before: `${from > 0 ? "… " : ""}${cut(from, start)}`,
    exact: cut(start, end),
    after: `${cut(end, to)}${to < letters.length ? " …" : ""}`,
  };
}

/** Whether a line is left empty at a place: a line break, and before the next letter another. */
function blank(letters: string[], at: number): boolean {
  if (letters[at] !== "\n") return false;
  for (const step of [-1, 1]) {
    let k = at + step;
    while (letters[k] === " " || letters[k] === "\t" || letters[k] === "\r") k += step;
    if (letters[k] === "\n") return true;
  }
  return false;
}
