/** What is on the screen as an address, and back: a link restores exactly what was shown. */

export interface Address {
  view: string;
  /** Path parts after the view, such as the two states of a pair. */
  parts: string[];
  options: Record<string, string>;
}

/** Read `#/view/part/part?name=value`. */
export function parse(hash: string): Address {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [view = "", ...parts] = path.split("/").map(unescaped);
  return { view: view || "world", parts: parts.filter(Boolean), options: Object.fromEntries(new URLSearchParams(query)) };
}

/** Write an address; options that are empty are left out, and the rest are sorted. */
export function format(address: Address): string {
  const query = new URLSearchParams(
    Object.entries(address.options)
      .filter(([, value]) => value !== "")
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ).toString();
  const path = [address.view, ...address.parts].map(encodeURIComponent).join("/");
  return `#/${path}${query ? `?${query}` : ""}`;
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray percent sign in a link typed by hand
  }
}
