// What core::kind::face says of a tile, the tile shows: crates/core/tests/faces.rs reads the same file.
import { readFileSync } from "node:fs";
import { cleanup } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import type { Reading, Tile } from "../lib/bindings/api";
import { useHost } from "../lib/call";
import { showTile } from "./mounting";
import { kindOf } from "./registry";
import { aReading, aTile } from "./testing";

interface Case {
  name: string;
  tile: Pick<Tile, "kind"> & Partial<Tile>;
  says: Record<string, Partial<Reading>>;
  online: boolean;
  face: { text: string | null; unit: string | null; sign: string };
}

const file = JSON.parse(readFileSync("../crates/core/tests/faces.json", "utf8")) as { now: number; cases: Case[] };

const plain = (text: string): string => text.replace(/\s/g, "");

/** What stands in a field, and the unit behind it. What can be typed over has no separators: they would be read as decimal marks. */
const inFields = (): string =>
  plain([...document.querySelectorAll("input")].map((it) => it.value + (it.form?.textContent ?? "")).join(" "));

/** All that can be read or heard of it, without the spaces that only part it. */
function said(): string {
  const spoken = ["aria-label", "aria-valuetext", "aria-checked", "alt"];
  const heard = [...document.querySelectorAll("*")].flatMap((it) => spoken.map((name) => it.getAttribute(name) ?? ""));
  return plain([document.body.textContent, ...heard].join(" "));
}

afterEach(cleanup);

test.each(file.cases.map((it) => [it.name, it] as const))("%s looks as it is said", async (_, it) => {
  useHost({ call: () => new Promise(() => {}), stream: () => new Promise(() => {}) });
  const kind = kindOf(it.tile.kind);
  const module = await kind?.load();
  if (!module) throw new Error(`no kind ${it.tile.kind}`);
  const readings = Object.entries(it.says).map(([slot, over]) =>
    aReading(slot, undefined, { at: file.now - 2_000, ...over }),
  );
  showTile(module.default, { tile: aTile(it.tile.kind, it.tile), readings, online: it.online, now: file.now });
  const { text, unit, sign } = it.face;
  expect(document.querySelector("[data-sign]")?.getAttribute("data-sign")).toBe(sign);
  if (text === null) return;
  const face = plain(`${text}${unit ?? ""}`);
  const field = it.tile.kind === "numberInput";
  expect(field ? inFields() : said() + inFields()).toContain(field ? face.replaceAll(",", "") : face);
});
