/** The whole system of alliances in memory: states and spells of ties, with an index by year. */

export interface Raw {
  record: string;
  years: [number, number];
  last_day: string;
  states: {
    code: string;
    region: string;
    iso: string | null;
    spells: [number, number][];
    names: [string, number, number][];
    capitals: [string, number, number, number, number][];
  }[];
  ties: { a: number[]; b: number[]; bits: number[]; first: number[]; last: number[] };
  hostile: { a: number[]; b: number[]; first: number[]; last: number[] };
  hostile_until: number | null;
  citations: { source: string; citation: string }[];
}

/** The bits of an obligation, as the record has them. */
export const OBLIGATIONS = [
  { bit: 1, word: "defence", name: "Defence" },
  { bit: 2, word: "offence", name: "Offence" },
  { bit: 4, word: "neutrality", name: "Neutrality" },
  { bit: 8, word: "nonaggression", name: "Non-aggression" },
  { bit: 16, word: "consultation", name: "Consultation" },
] as const;

/** Spells of pairs: parallel arrays, and for each year which of them meet it. */
export class Spells {
  readonly a: Uint16Array;
  readonly b: Uint16Array;
  readonly bits: Uint8Array;
  readonly first: Int16Array;
  readonly last: Int16Array;
  private readonly offsets: Uint32Array;
  private readonly members: Uint32Array;
  private readonly start: number;

  constructor(
    rows: { a: number[]; b: number[]; bits?: number[]; first: number[]; last: number[] },
    years: [number, number],
  ) {
    this.a = Uint16Array.from(rows.a);
    this.b = Uint16Array.from(rows.b);
    this.bits = rows.bits ? Uint8Array.from(rows.bits) : new Uint8Array(rows.a.length).fill(1);
    this.first = Int16Array.from(rows.first);
    this.last = Int16Array.from(rows.last);
    this.start = years[0];
    const span = years[1] - years[0] + 1;
    const counts = new Uint32Array(span + 1);
    for (let k = 0; k < this.a.length; k++)
      for (let y = this.first[k]; y <= this.last[k]; y++) counts[y - this.start + 1]++;
    for (let y = 1; y <= span; y++) counts[y] += counts[y - 1];
    this.offsets = counts.slice();
    this.members = new Uint32Array(counts[span]);
    const place = counts.slice(0, span);
    for (let k = 0; k < this.a.length; k++)
      for (let y = this.first[k]; y <= this.last[k]; y++) this.members[place[y - this.start]++] = k;
  }

  /** The spells that meet a year: a view without a copy. */
  of(year: number): Uint32Array {
    const y = year - this.start;
    return this.members.subarray(this.offsets[y], this.offsets[y + 1]);
  }
}

export class System {
  readonly ties: Spells;
  readonly hostile: Spells;
  readonly place: Map<string, number>;
  private readonly listed = new Map<number, number[]>();

  constructor(readonly raw: Raw) {
    this.ties = new Spells(raw.ties, raw.years);
    this.hostile = new Spells(raw.hostile, raw.years);
    this.place = new Map(raw.states.map((s, i) => [s.code, i]));
  }

  get first(): number {
    return this.raw.years[0];
  }

  get last(): number {
    return this.raw.years[1];
  }

  /** A year within the record. */
  clamp(year: number): number {
    return Math.min(this.last, Math.max(this.first, Math.round(year)));
  }

  exists(state: number, year: number): boolean {
    return this.raw.states[state].spells.some(([a, b]) => a <= year && year <= b);
  }

  /** The states that were members of the system in a year, by place. */
  members(year: number): readonly number[] {
    let found = this.listed.get(year);
    if (!found) {
      found = [];
      for (let i = 0; i < this.raw.states.length; i++) if (this.exists(i, year)) found.push(i);
      this.listed.set(year, found);
    }
    return found;
  }

  /** How many pairs owe any of the obligations in a year. */
  pairs(year: number, mask: number): number {
    let count = 0;
    for (const k of this.ties.of(year)) if (this.ties.bits[k] & mask) count++;
    return count;
  }

  code(state: number): string {
    return this.raw.states[state].code;
  }

  get citations(): string[] {
    return this.raw.citations.map((c) => c.citation);
  }

  name(state: number, year: number): string {
    const { names, code } = this.raw.states[state];
    let best: string | null = null;
    for (const [text, first, last] of names) {
      if (first <= year && year <= last) best = text; // sorted by start: the latest that fits
    }
    if (best) return best;
    for (const [text, first] of names) if (first <= year) best = text;
    return best ?? names[0]?.[0] ?? code;
  }

  /** Longitude and latitude of the seat of government, or null where none is recorded. */
  capital(state: number, year: number): { name: string; lon: number; lat: number } | null {
    let best: { name: string; lon: number; lat: number } | null = null;
    for (const [name, first, last, lat, lon] of this.raw.states[state].capitals)
      if (first <= year && year <= last) best = { name, lon, lat };
    return best;
  }

  /** The ties of a state in a year that owe any of the obligations: other state and bits. */
  tiesOf(state: number, year: number, mask: number): { other: number; bits: number; since: number }[] {
    const found: { other: number; bits: number; since: number }[] = [];
    for (const k of this.ties.of(year)) {
      if (!(this.ties.bits[k] & mask)) continue;
      if (this.ties.a[k] === state) found.push({ other: this.ties.b[k], bits: this.ties.bits[k], since: this.ties.first[k] });
      else if (this.ties.b[k] === state)
        found.push({ other: this.ties.a[k], bits: this.ties.bits[k], since: this.ties.first[k] });
    }
    return found;
  }

  /** States whose names or codes hold some words, those of the year first. */
  search(words: string, year: number): number[] {
    const sought = fold(words);
    if (!sought) return [];
    const scored: [number, number][] = [];
    this.raw.states.forEach((state, i) => {
      const texts = [state.code, ...state.names.map(([text]) => text)].map(fold);
      const rank = texts.some((t) => t === sought) ? 0 : texts.some((t) => t.startsWith(sought)) ? 1 : 2;
      if (rank < 2 || texts.some((t) => t.includes(sought))) scored.push([rank + (this.exists(i, year) ? 0 : 3), i]);
    });
    return scored.sort((x, y) => x[0] - y[0] || x[1] - y[1]).map(([, i]) => i);
  }
}

/** Lower case without accents. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .trim();
}
