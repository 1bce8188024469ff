// The explorer as a person uses it, in Debian's Chromium: each view opened, used and left, links restored, no error
// in the console, no serious finding of axe, in light, dark and on a phone.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const CHROMIUM = process.env["CHROMIUM"] ?? spawnSync("sh", ["-c", "command -v chromium || command -v chromium-browser"], { encoding: "utf8" }).stdout.trim();
const SYMMACHY = process.env["SYMMACHY"] ?? "../v/bin/symmachy";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LONG = 240_000;

let server: ChildProcess;
let browser: Browser;
let base = "";

const VIEWS: Record<string, { address: string; says: RegExp }> = {
  map: { address: "#/world?year=1914&hostile=yes", says: /1914: 57 states/ },
  network: { address: "#/world?year=1914&form=network", says: /1914: 57 states/ },
  matrix: { address: "#/world?year=1960&form=matrix&colour=region", says: /1960: \d+ states/ },
  pair: { address: "#/pair/FRA/RUS?year=1890", says: /31 December 1890/ },
  treaties: { address: "#/treaty?find=serbia", says: /of \d+ treaties/ },
  treaty: { address: "#/treaty/north-atlantic-1949", says: /North Atlantic Treaty/ },
  state: { address: "#/state/AUH", says: /Austria/ },
  shape: { address: "#/shape/USA/CHN/RUS?year=1914", says: /all apart/ },
  claims: { address: "#/claims", says: /C01/ },
  claim: { address: "#/claims/C01", says: /What the record says/ },
  documents: { address: "#/brief", says: /Drop documents/ },
  "what-if": { address: `#/whatif?scenario=${encodeURIComponent(JSON.stringify({ draws: 50, pairs: [["IND", "BRA"]], interventions: [{ kind: "pressure", when: 2026, by: ["USA"], on: ["IND", "BRA"] }] }))}`, says: /The whole system/ },
};

beforeAll(async () => {
  if (!CHROMIUM) return;
  server = spawn(SYMMACHY, ["serve", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, PYTHONUNBUFFERED: "1" } });
  base = await new Promise((found, failed) => {
    server.stdout!.on("data", (chunk: Buffer) => {
      const said = /http:\S+/.exec(chunk.toString());
      if (said) found(said[0]);
    });
    server.on("exit", (code) => failed(new Error(`the server ended with ${code}`)));
  });
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"] });
}, LONG);

afterAll(async () => {
  await browser?.close();
  server?.kill("SIGINT");
});

async function opened(address: string, scheme: "light" | "dark", width: number): Promise<{ page: Page; faults: string[]; strangers: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: false });
  const page = await context.newPage();
  page.setDefaultTimeout(LONG);
  const faults: string[] = [];
  const strangers: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => !request.url().startsWith(base) && !/^(data|blob):/.test(request.url()) && strangers.push(request.url()));
  await page.goto(base + address);
  return { page, faults, strangers };
}

async function shown(page: Page, says: RegExp): Promise<void> {
  await page.locator("main", { hasText: says }).waitFor();
  await page.waitForFunction(() => !document.querySelector(".loading"));
}

async function serious(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[] }> } }).axe;
    const { violations } = await axe.run();
    return violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(" ")} (${n.failureSummary})`).join("; ")}`);
  });
}

describe.skipIf(!CHROMIUM)("in a browser", () => {
  describe.each([
    ["light", 1280],
    ["dark", 1920],
    ["light", 390],
  ] as const)("%s, %i pixels wide", (scheme, width) => {
    test.each(Object.entries(VIEWS))("%s is shown whole, without an error, a stranger or a serious finding", async (_name, view) => {
      const { page, faults, strangers } = await opened(view.address, scheme, width);
      await shown(page, view.says);
      // The security policy of the page allows no script of another origin, so axe comes through the debugger.
      await page.evaluate(AXE);
      const found = await serious(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await page.context().close();
      expect({ found, faults, strangers, wide }).toEqual({ found: [], faults: [], strangers: [], wide: 0 });
    }, LONG);
  });

  test("the year, the ties, the form and the state of the screen are in the link, and come back", async () => {
    const { page } = await opened("#/world?year=1900", "light", 1280);
    await shown(page, /1900: /);
    await page.locator("#year").fill("1871");
    await page.getByLabel("Neutrality", { exact: true }).check();
    await page.getByLabel("Drawn as").selectOption("matrix");
    await page.getByPlaceholder("Find a state").fill("France");
    await page.getByPlaceholder("Find a state").press("Enter");
    await page.waitForFunction(() => /state=FRA/.test(location.hash) && /year=1871/.test(location.hash) && /matrix/.test(location.hash));
    const link = page.url();
    const said = await page.locator(".summary").textContent();
    const other = await page.context().newPage();
    await other.goto(link);
    await other.locator(".panel", { hasText: "France" }).waitFor();
    expect(await other.locator(".summary").textContent()).toBe(said);
    expect(await other.getByLabel("Neutrality", { exact: true }).isChecked()).toBe(true);
    expect(await other.getByLabel("Drawn as").inputValue()).toBe("matrix");
    await page.context().close();
  }, LONG);

  test("the map is walked by keys alone", async () => {
    const { page } = await opened("#/world?year=1914", "light", 1280);
    await shown(page, /1914: /);
    await page.locator("canvas.map").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.locator(".panel h2").waitFor();
    await page.keyboard.press("PageUp");
    await page.locator(".summary", { hasText: /^1915/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.startsWith("#/state/"));
    await page.context().close();
  }, LONG);

  test("the years play and stop", async () => {
    const { page } = await opened("#/world?year=1914", "light", 1280);
    await shown(page, /1914: /);
    await page.getByRole("button", { name: "Play" }).click();
    await page.locator(".summary", { hasText: /^191[6-9]/ }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    const year = await page.locator("output.year").textContent();
    await page.waitForTimeout(400);
    expect(await page.locator("output.year").textContent()).toBe(year);
    await page.context().close();
  }, LONG);

  test("what is shown can be taken away as data and as a picture", async () => {
    const { page } = await opened("#/world?year=1914", "light", 1280);
    await shown(page, /1914: /);
    for (const [label, begin] of [["CSV", "# Ties drawn"], ["JSON", "{"], ["SVG", "<svg"], ["PNG", "\u0089PNG"]] as const) {
      const coming = page.waitForEvent("download");
      await page.getByRole("button", { name: `Save ties as ${label}` }).click();
      const path = await (await coming).path();
      expect(readFileSync(path, "latin1").startsWith(begin)).toBe(true);
    }
    await page.context().close();
  }, LONG);

  test("documents are dropped in, read, and the brief comes back by its link", async () => {
    const { page, faults } = await opened("#/brief", "light", 1280);
    await page.getByLabel("Drop documents here, or choose them").setInputFiles(["baghdad_pact_for.txt", "baghdad_pact_against.txt"].map((name) => `../examples/${name}`));
    await page.getByRole("button", { name: "Read them" }).click();
    await page.locator(".entry").first().waitFor();
    await page.getByLabel("Find statements").fill("Jordan");
    await page.waitForFunction(() => location.hash.includes("find=Jordan"));
    const link = page.url();
    const entries = await page.locator(".entry").count();
    expect(entries).toBeGreaterThan(0);
    // Each sentence stands beside its source, in which it is marked.
    expect(await page.locator(".entry").first().locator("q").textContent()).toBe((await page.locator(".entry").first().locator("mark").textContent())!.replace(/\s+/g, " "));
    const other = await page.context().newPage();
    await other.goto(link);
    await other.locator(".entry").first().waitFor();
    expect(await other.locator(".entry").count()).toBe(entries);
    for (const width of [1280, 390]) {
      await other.setViewportSize({ width, height: 900 });
      await other.evaluate(AXE);
      expect(await serious(other)).toEqual([]);
      expect(await other.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    }
    await page.context().close();
    expect(faults).toEqual([]);
  }, 3 * LONG);

  test("a what-if is redrawn as draws come in, and again when something is moved", async () => {
    const { page, faults } = await opened(VIEWS["what-if"].address, "light", 1280);
    await shown(page, /The whole system/);
    const before = await page.locator("main .note").last().textContent();
    await page.getByLabel("Years ahead").fill("4");
    await page.waitForFunction((was) => [...document.querySelectorAll("main .note")].at(-1)?.textContent !== was && !document.querySelector(".loading"), before);
    expect(page.url()).toContain(encodeURIComponent('"horizon":4'));
    await page.context().close();
    expect(faults).toEqual([]);
  }, LONG);

  test("everything in a view is reached by the Tab key, and what has it is seen", async () => {
    const { page } = await opened("#/world?year=1914", "light", 1280);
    await shown(page, /1914: /);
    const reached = new Set<string>();
    for (let k = 0; k < 60; k++) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate(() => {
        const at = document.activeElement!;
        const style = getComputedStyle(at);
        return at === document.body ? "" : `${at.tagName} ${at.getAttribute("aria-label") ?? at.textContent!.trim().slice(0, 20)}${style.outlineStyle === "none" && !style.boxShadow.includes("rgb") ? " UNSEEN" : ""}`;
      });
      if (!found) break;
      reached.add(found);
    }
    expect([...reached].filter((each) => each.endsWith("UNSEEN"))).toEqual([]);
    for (const sought of ["BUTTON Play", "INPUT Year", "CANVAS", "INPUT Find a state", "BUTTON Save ties as CSV"]) expect([...reached].some((each) => each.startsWith(sought)), sought).toBe(true);
    await page.context().close();
  }, LONG);

  test("a wrong link says so and leads on", async () => {
    const { page } = await opened("#/treaty/no-such-treaty", "light", 1280);
    await page.getByRole("alert").waitFor();
    await page.getByRole("link", { name: "All treaties" }).click();
    await shown(page, /of \d+ treaties/);
    await page.context().close();
  }, LONG);
});

test.runIf(!CHROMIUM)("Chromium was not found, so nothing was tested in a browser", () => {
  expect(CHROMIUM).toBe("");
});
