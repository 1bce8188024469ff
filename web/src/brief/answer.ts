/** A brief as the server gives it; the names are those of `symmachy brief --json`. */

export interface Statement {
  key: string;
  said_by: string;
  how: string;
  doc_name: string;
  doc_date: string;
  start: number;
  end: number;
  exact: string;
  actors: string;
  relations: string;
  polarity: string;
  modality: string;
  duplicate_of: string;
}

export interface Document {
  label: string;
  name: string;
  title: string | null;
  date: string | null;
  date_basis: string;
  outlet: string | null;
  author: string | null;
  copy_of: string | null;
  notes: string[];
  coverage: string;
  statements: Statement[];
}

export const SIDES = ["affirming", "denying", "conditional", "open"] as const;

export interface Brief {
  name: string;
  headline: string;
  record: { name: string; edition: string };
  reader: string;
  notes: string[];
  documents: Document[];
  refused: { name: string; sentence: string }[];
  propositions: { sentence: string; pair: string[]; sides: Record<(typeof SIDES)[number], { statements: string[]; sources: number }> }[];
  claims: { claim: string; title: string; statement: string; verdict: string | null; sentence: string; rivals: { statement: string; claim: string | null; sentence: string }[]; statements: { key: string; words: string[] }[] }[];
  pairs: Pair[];
  more_pairs: Pair[];
  conditions: { statement: string; condition: string; scenario: string | null; rule: string | null; changes: string[]; why_not: string | null }[];
  not_understood: string[];
  quality: { sentence: string };
  citations: string[];
  /** The text of each document, by label. */
  texts: Record<string, string>;
  /** The same brief as a page of its own. */
  page: string;
}

export interface Pair {
  pair: [string, string];
  names: [string, string];
  year: number;
  year_from: string;
  statements: number;
  refused?: string | null;
  status?: string;
  forecast?: { horizon: number; outcome: string; p: number; lo: number; hi: number; track: string | null }[];
}
