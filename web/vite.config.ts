import { defineConfig } from "vite";

// Everything is built into the Python package; nothing is fetched from elsewhere when it runs.
export default defineConfig({
  base: "./",
  experimental: {
    // Addresses from the page and not from the module: a copy opened from a disk runs as a plain script.
    renderBuiltUrl: (name, { hostType }) => (hostType === "js" ? { runtime: `new URL(${JSON.stringify(name)},document.baseURI).href` } : { relative: true }),
  },
  build: {
    outDir: "../src/symmachy/explorer/static",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: "licences.txt" }, // of what is bundled: their notices must come along
  },
});
