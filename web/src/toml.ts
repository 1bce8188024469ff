/** A scenario as TOML: the few kinds of value that a scenario file has. */

export function toml(scenario: Record<string, unknown>): string {
  const plain = Object.entries(scenario).filter(([key, value]) => key !== "interventions" && value !== undefined);
  const tables = (scenario["interventions"] as Record<string, unknown>[] | undefined) ?? [];
  return [
    ...plain.map(([key, value]) => `${key} = ${written(value)}`),
    ...tables.flatMap((table) => ["", "[[interventions]]", ...Object.entries(table).map(([key, value]) => `${key} = ${written(value)}`)]),
    "",
  ].join("\n");
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value === "string") return JSON.stringify(value).replace(/\u007f/g, "\\u007f");
  return String(value);
}
