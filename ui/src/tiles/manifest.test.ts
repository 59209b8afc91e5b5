import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { manifest } from "./manifest";

const FILE = "../crates/core/src/kind/kinds.json";

test("the engine knows the kinds as they are now; `cargo xtask bindings` tells it", () => {
  if (process.env["TILEWORK_WRITE_BINDINGS"]) writeFileSync(FILE, manifest());
  expect(readFileSync(FILE, "utf8")).toBe(manifest());
});
