// What a person waits for, measured in headless Chromium: `node web/browser/measure.mjs ADDRESS`, as JSON.
// Times of a step are the time that scripts and drawing calls take in the page, from the slider's event to the end of
// the frame's callback; they are wall times of a few milliseconds each, so the median is little moved by other work.
import { spawnSync } from "node:child_process";
import { chromium } from "playwright-core";

const [base] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? spawnSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).stdout.trim();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
await page.addInitScript(() => {
  globalThis.frames_ = [];
  const original = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (does) =>
    original((at) => {
      const began = performance.now();
      does(at);
      globalThis.frames_.push({ at, took: performance.now() - began });
    });
});
const first = [];
for (let k = 0; k < 5; k++) {
  const began = Date.now();
  await page.goto(`${base}#/world?year=1914&r=${k}`);
  await page.reload();
  await page.locator(".summary", { hasText: "states" }).waitFor();
  await page.waitForFunction(() => document.querySelector("canvas").height > 200);
  first.push(await page.evaluate(() => Math.max(...globalThis.frames_.map((f) => f.at + f.took))));
}
const steps = await page.evaluate(async () => {
  const slider = document.querySelector("#year");
  const found = [];
  for (let round = 0; round < 2; round++)
    for (let year = 1816; year <= 2026; year++) {
      globalThis.frames_.length = 0;
      const began = performance.now();
      slider.value = String(year);
      slider.dispatchEvent(new Event("input"));
      const input = performance.now() - began;
      await new Promise((done) => setTimeout(done, 20));
      found.push({ round, took: input + globalThis.frames_.reduce((sum, f) => sum + f.took, 0) });
    }
  return found;
});
await page.evaluate(() => {
  const slider = document.querySelector("#year");
  slider.value = "1816";
  slider.dispatchEvent(new Event("input"));
  globalThis.frames_.length = 0;
  globalThis.every_ = [];
  const tick = (at) => {
    globalThis.every_.push(at);
    if (!globalThis.stopped_) setTimeout(() => requestAnimationFrame(tick), 0);
  };
  requestAnimationFrame(tick);
});
await page.getByRole("button", { name: "Play" }).click();
await page.locator(".summary", { hasText: /^2026/ }).waitFor({ timeout: 120_000 });
const played = await page.evaluate(() => {
  globalThis.stopped_ = true;
  return { gaps: globalThis.every_.slice(1).map((at, k) => at - globalThis.every_[k]), took: globalThis.frames_.map((f) => f.took) };
});
await browser.close();
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(part * values.length))];
process.stdout.write(
  JSON.stringify({
    first_view_ms: quantile(first, 0.5),
    step_median_ms: quantile(steps.map((s) => s.took), 0.5),
    step_p95_ms: quantile(steps.map((s) => s.took), 0.95),
    step_p95_second_pass_ms: quantile(steps.filter((s) => s.round === 1).map((s) => s.took), 0.95),
    played_frames: played.gaps.length,
    played_longest_work_ms: Math.max(...played.took),
    played_gaps_over_50_ms: played.gaps.filter((g) => g > 50).length,
  }) + "\n",
);
