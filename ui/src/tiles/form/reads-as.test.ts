import { expect, test } from "vitest";
import type { Decode } from "../../lib/bindings/api";
import { aBinding, aTile } from "../testing";
import { kindOf } from "../registry";

/** The decode rule that a form saves: of a tile that had `decode`, after these fields were changed. */
function saved(kind: string, slot: string, decode: Decode, changed: Record<string, string> = {}): Decode | undefined {
  const contract = kindOf(kind);
  if (!contract) throw new Error(`no kind ${kind}`);
  const tile = aTile(kind, { bindings: { [slot]: aBinding({ topic: "t", decode }) } });
  const draft = contract.toDraft({ ...contract.fromTile(tile), ...changed }, "farm");
  return draft.bindings[slot]?.decode;
}

const all: Decode[] = [
  { as: "auto" },
  { as: "number" },
  { as: "markedNumber", mark: "comma" },
  { as: "markedNumber", mark: "point" },
  { as: "text" },
  { as: "encodedText", encoding: "utf16Big" },
  { as: "json" },
  { as: "onOff", on: "running", off: "stopped" },
  { as: "bytes", format: "i16", order: "little" },
];

test.each(all.map((decode) => [JSON.stringify(decode), decode] as const))(
  "a tile that reads %s goes on",
  (_, decode) => {
    for (const kind of ["value", "gauge"]) expect(saved(kind, "value", decode)).toEqual(decode);
    expect(saved("chart", "series1", decode)).toEqual(decode);
  },
);

test("what a reading tile reads is a choice, with what belongs to it", () => {
  const from = (changed: Record<string, string>) => saved("value", "value", { as: "auto" }, changed);
  expect(from({ reads: "text" })).toEqual({ as: "text" });
  expect(from({ reads: "text", encoding: "windows1252" })).toEqual({ as: "encodedText", encoding: "windows1252" });
  expect(from({ reads: "numberComma" })).toEqual({ as: "markedNumber", mark: "comma" });
  expect(from({ reads: "bytes", bytes: "u32", byteOrder: "little" })).toEqual({
    as: "bytes",
    format: "u32",
    order: "little",
  });
  expect(from({ reads: "onOff", readsOn: "1", readsOff: "0" })).toEqual({ as: "onOff", on: "1", off: "0" });
});

test("a chart reads what it needs again once nobody says otherwise", () => {
  expect(saved("chart", "series1", { as: "json" }, { reads: "" })).toEqual({ as: "number" });
});

test("of a choice only its own fields are shown", () => {
  const fields = kindOf("value")?.fields ?? [];
  const shown = (reads: string) =>
    fields.filter((field) => field.when?.({ reads }) ?? false).map((field) => field.name);
  expect(shown("bytes")).toEqual(["bytes", "byteOrder"]);
  expect(shown("text")).toEqual(["encoding"]);
  expect(shown("onOff")).toEqual(["readsOn", "readsOff"]);
});
