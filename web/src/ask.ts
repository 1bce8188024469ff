/** Questions to the server, or to the files of a static copy. */

export interface About {
  record: string;
  static: boolean;
  questions: string[];
  /** Dated borders, where the server's owner named a file of them. */
  borders: { years: [number, number]; citation: string } | null;
}

/** Whether these pages are a static copy, which a browser may have opened from a disk. */
const IS_COPY = typeof document !== "undefined" && document.documentElement.hasAttribute("data-copy");

let known: About = { record: "", static: false, questions: [], borders: null };
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
  if (IS_COPY) return fromCopy<T>(url);
  const answer = await fetch(url);
  if (answer.status === 503 && tries > 1) {
    await later(answer);
    return read<T>(url, tries - 1);
  }
  if (!answer.ok) throw new Error(await sentence(answer));
  return (await answer.json()) as T;
}

/** Wait as long as the server asks. */
function later(answer: Response): Promise<unknown> {
  return new Promise((done) => setTimeout(done, 1000 * Number(answer.headers.get("retry-after") ?? 2)));
}

async function sentence(answer: Response): Promise<string> {
  const said = (await answer.json().catch(() => ({}))) as { error?: string };
  return said.error ?? `the server answered ${answer.status}`;
}

/** What is told before an answer: how much is done, what is done, or a part of the answer. */
export interface Told<T> {
  done?: number;
  of?: number;
  doing?: string;
  part?: T;
}

interface Following<T> {
  told: (told: Told<T>) => void;
  signal?: AbortSignal;
  /** What is sent along; the question is asked with POST then. */
  body?: unknown;
}

/** Ask a question whose answer takes a while, and hear what is told on the way. A copy's files tell nothing. */
export async function follow<T>(name: string, parts: string[], options: Record<string, string>, how: Following<T>): Promise<T> {
  const url = addressOf(name, parts, options);
  if (known.static) return ask<T>(name, parts, options);
  const answer = await opened(url, how);
  if (!answer.ok || !answer.body) throw new Error(await sentence(answer));
  for await (const { event, data } of eventsOf(answer.body)) {
    if (event === "told") how.told(data as Told<T>);
    else if (event === "answer") return data as T;
    else throw new Error((data as { error?: string }).error ?? "the server gave no answer");
  }
  throw new Error("The server ended before it gave the answer; ask again.");
}

async function opened<T>(url: string, how: Following<T>, tries = 3): Promise<Response> {
  const answer = await fetch(url, {
    ...(how.signal ? { signal: how.signal } : {}),
    ...(how.body === undefined ? {} : { method: "POST", body: JSON.stringify(how.body) }),
    headers: { accept: "text/event-stream", ...(how.body === undefined ? {} : { "content-type": "application/json" }) },
  });
  if (answer.status !== 503 || tries <= 1) return answer;
  how.told({ doing: "waiting: the server has more questions than it can work on" });
  await later(answer);
  return opened(url, how, tries - 1);
}

/** Events as a server writes them: lines of a name and of data, an empty line between two. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<{ event: string; data: unknown }> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop()!;
      for (const block of blocks) {
        const lines = block.split("\n");
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const data = field("data");
        if (data !== undefined) yield { event: field("event") ?? "message", data: JSON.parse(data) };
      }
    }
  } finally {
    reader.releaseLock();
  }
}

/**
 * Read a file of a copy. A page opened from a disk may not fetch what lies beside it, but may run it: each file is a
 * script that hands over its content.
 */
function fromCopy<T>(url: string): Promise<T> {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = url.replace(/\.json$/, ".js");
    script.onload = () => script.remove();
    script.onerror = () => {
      script.remove();
      failed(new Error("This copy does not hold that answer; symmachy serve, or the command, gives it."));
    };
    handed.set(script, done as (value: unknown) => void);
    document.head.append(script);
  });
}

const handed = new WeakMap<Element, (value: unknown) => void>();
if (IS_COPY) Object.assign(globalThis, { symmachy: (value: unknown) => document.currentScript && handed.get(document.currentScript)?.(value) });
