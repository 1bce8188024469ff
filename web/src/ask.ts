/** Questions to the server, or to the files of a static copy. */

export interface About {
  record: string;
  static: boolean;
  questions: string[];
}

let known: About = { record: "", static: false, questions: [] };
const asked = new Map<string, Promise<unknown>>();

export async function begin(): Promise<About> {
  known = await read<About>("data/about.json");
  return known;
}

export function about(): About {
  return known;
}

/** Ask a question; the same question is asked once. */
export function ask<T>(name: string, parts: string[] = [], options: Record<string, string> = {}): Promise<T> {
  const url = addressOf(name, parts, options);
  let answer = asked.get(url) as Promise<T> | undefined;
  if (!answer) {
    answer = read<T>(url);
    asked.set(url, answer);
    answer.catch(() => asked.delete(url));
  }
  return answer;
}

export function addressOf(name: string, parts: string[], options: Record<string, string>): string {
  const path = ["api", name, ...parts.map(encodeURIComponent)].join("/");
  // Files of a copy were written under encoded names, which a web server decodes once.
  if (known.static) return `${["api", name, ...parts.map((p) => encodeURIComponent(encodeURIComponent(p)))].join("/")}.json`;
  const query = new URLSearchParams(Object.entries(options).filter(([, v]) => v !== "")).toString();
  return query ? `${path}?${query}` : path;
}

export async function read<T>(url: string, tries = 3): Promise<T> {
  const answer = await fetch(url);
  if (answer.status === 503 && tries > 1) {
    await new Promise((done) => setTimeout(done, 1000 * Number(answer.headers.get("retry-after") ?? 2)));
    return read<T>(url, tries - 1);
  }
  if (!answer.ok) {
    const said = (await answer.json().catch(() => ({}))) as { error?: string };
    if (known.static) throw new Error("This copy does not hold that answer; symmachy serve, or the command, gives it.");
    throw new Error(said.error ?? `the server answered ${answer.status}`);
  }
  return (await answer.json()) as T;
}
