import { defineConfig } from "vite";

// Everything is built into the Python package; nothing is fetched from elsewhere when it runs.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../src/symmachy/explorer/static",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
