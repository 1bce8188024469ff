// The pictures of the docs: every view in light, in dark on a wide screen and on a phone.
// `node browser/pictures.mjs ADDRESS FOLDER` in web/, with a server at the address.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [base, folder, ...only] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? spawnSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).stdout.trim();
const scenario = { draws: 200, pairs: [["IND", "PAK"]], interventions: [{ kind: "pressure", when: 2026, by: ["CHN"], on: ["IND", "PAK"] }] };
const VIEWS = {
  map: "#/world?year=1914&hostile=yes",
  network: "#/world?year=1914&form=network&colour=region",
  matrix: "#/world?year=1960&form=matrix&colour=region",
  pair: "#/pair/FRA/RUS?year=1890",
  treaty: "#/treaty/north-atlantic-1949",
  state: "#/state/AUH",
  shape: "#/shape?year=1914",
  claims: "#/claims/C01",
  whatif: `#/whatif?scenario=${encodeURIComponent(JSON.stringify(scenario))}`,
  brief: "#/brief",
};
const SCREENS = { light: [1280, 860, "light"], dark: [1920, 1080, "dark"], phone: [390, 760, "light"] };

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
let brief = "";
for (const [screen, [width, height, colorScheme]] of Object.entries(SCREENS)) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  for (const [name, address] of Object.entries(VIEWS)) {
    if (only.length && !only.includes(name)) continue;
    const page = await context.newPage();
    page.setDefaultTimeout(600_000);
    await page.goto(`${base}${name === "brief" && brief ? brief : address}`);
    if (name === "brief") {
      if (!brief) {
        await page.locator("input[type=file]").setInputFiles(["baghdad_pact_for.txt", "baghdad_pact_against.txt"].map((each) => `../examples/${each}`));
        await page.getByRole("button", { name: "Read them" }).click();
        await page.waitForURL(/brief\/.+/);
        brief = new URL(page.url()).hash;
      }
      await page.locator("#ledger").evaluate((element) => element.scrollIntoView());
    }
    await page.locator("main h1").first().waitFor({ state: "attached" });
    await page.waitForFunction(() => !document.querySelector(".loading"));
    if (name === "whatif") await page.getByRole("heading", { name: "What was changed" }).evaluate((element) => element.scrollIntoView());
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}/${name}-${screen}.jpg`, type: "jpeg", quality: 72 });
    process.stdout.write(`${name}-${screen}\n`);
    await page.close();
  }
  await context.close();
}
await browser.close();
