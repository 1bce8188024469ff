import { defineConfig } from "vitest/config";

// `npm test` runs what is pure; `npm run browser` starts a server and Chromium.
export default defineConfig({
  test: { include: process.env["BROWSER"] ? ["browser/**/*.test.ts"] : ["test/**/*.test.ts"], fileParallelism: false },
});
