import { describe, expect, test } from "vitest";
import { eventsOf } from "../src/ask";
import { passage } from "../src/brief/passage";

describe("a passage", () => {
  test("is cut where its places say, counted in characters", () => {
    const letters = [..."🕊 Peace holds. France and Poland are allied. So it stays."];
    const start = letters.indexOf("F");
    const found = passage(letters, start, start + 29);
    expect(found.exact).toBe("France and Poland are allied.");
    expect(found.before).toBe("🕊 Peace holds. ");
    expect(found.after).toBe(" So it stays.");
  });

  test("ends with its paragraph", () => {
    const letters = [..."A title\n \nOne. HERE. Two.\n\nThe next."];
    const start = letters.indexOf("H");
    expect(passage(letters, start, start + 5)).toEqual({ before: "… One. ", exact: "HERE.", after: " Two. …" });
  });

  test("has what stands around it, cut at spaces", () => {
    const letters = [...`${"word ".repeat(100)}HERE${" word".repeat(100)}`];
    const { before, exact, after } = passage(letters, 500, 504, 12);
    expect([before, exact, after]).toEqual(["… word word ", "HERE", " word word …"]);
  });
});

test("events are read as they come, however they are cut", async () => {
  const text = 'event: told\ndata: {"done":1}\n\nevent: answer\ndata: {"a":"é"}\n\n';
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let k = 0; k < bytes.length; k += 7) controller.enqueue(bytes.slice(k, k + 7));
      controller.close();
    },
  });
  const found = [];
  for await (const event of eventsOf(body)) found.push(event);
  expect(found).toEqual([
    { event: "told", data: { done: 1 } },
    { event: "answer", data: { a: "é" } },
  ]);
});
