import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { t } from "../lib/text";
import { kindOf, kinds } from "./registry";

const folders = readdirSync("src/tiles/kinds", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

test("every folder is a kind and every kind is a folder", () => {
  expect(kinds.map((kind) => kind.kind).sort()).toEqual(folders.sort());
});

test("kinds come in the order of the picker", () => {
  expect(kinds.map((kind) => kind.name)).toEqual([
    "Switch",
    "Light",
    "Fan",
    "Button",
    "Button row",
    "Cover",
    "Lock",
    "Thermostat",
    "Humidifier",
    "Slider",
    "Stepper",
    "Number input",
    "Select",
    "Text input",
    "Value",
    "Gauge",
    "Progress",
    "Indicator",
    "Device online",
    "Event",
    "Chart",
    "State timeline",
    "Table",
    "Weather",
    "Image",
    "Clock",
    "Countdown",
    "Heading",
    "Divider",
    "Note",
    "Link",
  ]);
});

test("a kind of a newer version is not known", () => {
  expect(kindOf("sauna")).toBeUndefined();
  expect(kindOf("constructor")).toBeUndefined();
});

test.each(kinds.map((kind) => [kind.name, kind] as const))("a %s's sample is one of its kind", (_, kind) => {
  const { tile, says } = kind.sample;
  expect(Object.keys(tile.bindings ?? {}).filter((slot) => !(slot in kind.reads))).toEqual([]);
  expect(Object.keys(tile.commands ?? {})).toEqual(Object.keys(kind.sends));
  expect(Object.keys(tile.options ?? {}).filter((name) => !(name in kind.options))).toEqual([]);
  expect(Object.keys(says).filter((slot) => !(slot in (tile.bindings ?? {})))).toEqual([]);
});

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "what an empty form of a %s writes is declared",
  (_, kind) => {
    const { bindings, commands, options } = kind.toDraft(kind.blank(), "farm");
    expect(Object.keys(bindings).filter((slot) => !(slot in kind.reads))).toEqual([]);
    expect(Object.keys(commands).filter((slot) => !(slot in kind.sends))).toEqual([]);
    expect(Object.keys(options).filter((name) => !(name in kind.options))).toEqual([]);
    for (const [slot, { required }] of Object.entries(kind.reads)) if (required) expect(bindings).toHaveProperty(slot);
  },
);

test("no kind reaches into another's folder", () => {
  for (const folder of folders) {
    for (const file of readdirSync(`src/tiles/kinds/${folder}`)) {
      const source = readFileSync(`src/tiles/kinds/${folder}/${file}`, "utf8");
      for (const other of folders) expect(source).not.toContain(`from "../${other}/`);
    }
  }
});

const sourcesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith("text.ts"))
    .map((file) => readFileSync(`${folder}/${file}`, "utf8"))
    .join("\n");

test("the shared words name no kind, and each is used", () => {
  const sources = sourcesIn("src/tiles");
  const keys = Object.entries(t.tiles).flatMap(([section, words]) =>
    Object.keys(words).map((key) => `t.tiles.${section}.${key}`),
  );
  expect(keys.filter((key) => !new RegExp(`${key}\\b`).test(sources))).toEqual([]);
  expect(Object.keys(t.tiles).filter((section) => folders.includes(section))).toEqual([]);
});

test.each(folders)("a %s's words stand in its folder, and each is used", (folder) => {
  const words = [...readFileSync(`src/tiles/kinds/${folder}/text.ts`, "utf8").matchAll(/^ {2}(\w+)[:,]/gm)];
  const sources = sourcesIn(`src/tiles/kinds/${folder}`);
  expect(words.length).toBeGreaterThan(1);
  expect(words.map(([, key]) => key).filter((key) => !new RegExp(`text\\.${key}\\b`).test(sources))).toEqual([]);
});

test.each(kinds.map((kind) => [kind.name, kind] as const))("%s is not smaller than its own minimum", (_, kind) => {
  expect(kind.size.width).toBeGreaterThanOrEqual(kind.minimum.width);
  expect(kind.size.height).toBeGreaterThanOrEqual(kind.minimum.height);
});
