import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // Tauri prints its own errors into the same terminal.
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: process.env["TAURI_DEV_HOST"] ?? "127.0.0.1" },
  build: {
    outDir: "dist",
    // WebKitGTK 2.50 and the Android WebView of the last years.
    target: ["safari17", "chrome120"],
    // The content security policy has no `data:` for fonts and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
    // More than a test's conditions may take, so that the condition says what is missing.
    testTimeout: 60_000,
  },
});
