// The boundaries of ARCHITECTURE.md as rules; `cargo xtask tidy` checks the same from outside.
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const boundary = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { "no-restricted-imports": ["error", { patterns }] },
});
const tauri = { group: ["@tauri-apps/*"], message: "Only src/host/ talks to Tauri." };
const fake = {
  group: ["**/host/fake*"],
  message: "The fake host stays out of the app; only main.ts loads it, in development.",
};

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/lib/bindings/"] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-console": "error",
      "svelte/no-at-html-tags": "error",
      "svelte/no-useless-mustaches": "off",
      "svelte/no-navigation-without-resolve": "off",
      "svelte/prefer-svelte-reactivity": "off",
      eqeqeq: "error",
    },
  },
  boundary(["src/**/*.{ts,svelte}"], [tauri], ["src/host/**"]),
  boundary(["src/{state,screens,lib}/**/*.{ts,svelte}"], [tauri, fake], ["**/*.test.ts"]),
  boundary(
    ["src/components/**/*.{ts,svelte}"],
    [
      tauri,
      {
        group: ["**/state/**", "**/host/**", "**/screens/**", "**/tiles/**"],
        message: "Components know nothing of the app.",
      },
    ],
  ),
  boundary(
    ["src/tiles/kinds/*/**/*.{ts,svelte}"],
    [tauri, { regex: "^\\.\\./(?![A-Za-z.-]+$|\\.\\./)", message: "A tile folder imports no other tile." }],
  ),
);
