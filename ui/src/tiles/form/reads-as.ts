// What a person says a binding reads: the choice of a decode rule, and what belongs to it.
import type { FieldSchema, FormValues } from "../../components/form";
import type { ByteOrder, Decode, NumberFormat, TextEncoding } from "../../lib/bindings/api";
import { typed } from "./parts";
import { t } from "../../lib/text/index";

/** Empty: what the kind needs. */
export type Choice =
  "" | "auto" | "number" | "numberPoint" | "numberComma" | "text" | "onOff" | "json" | "picture" | "bytes";

const CHOICES = ["auto", "number", "numberPoint", "numberComma", "text", "onOff", "json", "picture", "bytes"] as const;
const FORMATS = ["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "f32", "f64"] as const satisfies NumberFormat[];
const ORDERS = ["big", "little"] as const satisfies ByteOrder[];
const ENCODINGS = ["windows1252", "utf16Little", "utf16Big"] as const satisfies TextEncoding[];

/** The fields of one binding; series after the first have names and labels of their own. */
export interface Names {
  name: (base: string) => string;
  label: (base: string) => string;
}

export function fields({ name, label }: Names, own: boolean): FieldSchema[] {
  const is = (choice: Choice) => (values: FormValues) => values[name("reads")] === choice;
  const choices = CHOICES.map((value) => ({ value, label: t.tiles.readsAs.choices[value] }));
  return [
    {
      name: name("reads"),
      kind: "select",
      label: label(t.tiles.readsAs.label),
      help: t.tiles.readsAs.help,
      choices: own ? [{ value: "", label: t.tiles.readsAs.asNeeded }, ...choices] : choices,
      advanced: true,
    },
    {
      name: name("readsOn"),
      kind: "text",
      label: label(t.tiles.fields.stateOn),
      width: "half",
      advanced: true,
      when: is("onOff"),
    },
    {
      name: name("readsOff"),
      kind: "text",
      label: label(t.tiles.fields.stateOff),
      width: "half",
      advanced: true,
      when: is("onOff"),
    },
    {
      name: name("bytes"),
      kind: "select",
      label: label(t.tiles.readsAs.bytes),
      help: t.tiles.readsAs.bytesHelp,
      choices: FORMATS.map((value) => ({ value, label: t.tiles.readsAs.formats[value] })),
      width: "half",
      advanced: true,
      when: is("bytes"),
    },
    {
      name: name("byteOrder"),
      kind: "select",
      label: label(t.tiles.readsAs.order),
      choices: ORDERS.map((value) => ({ value, label: t.tiles.readsAs.orders[value] })),
      width: "half",
      advanced: true,
      when: is("bytes"),
    },
    {
      name: name("encoding"),
      kind: "select",
      label: label(t.tiles.readsAs.encoding),
      choices: [
        { value: "", label: t.tiles.readsAs.utf8 },
        ...ENCODINGS.map((value) => ({ value, label: t.tiles.readsAs.encodings[value] })),
      ],
      advanced: true,
      when: is("text"),
    },
  ];
}

/** `own`: automatic and plain numbers are what the kind makes of itself. */
export function choiceOf(decode: Decode, own: boolean): Choice {
  switch (decode.as) {
    case "auto":
    case "number":
      return own ? "" : decode.as;
    case "markedNumber":
      return decode.mark === "comma" ? "numberComma" : "numberPoint";
    case "encodedText":
      return "text";
    default:
      return decode.as;
  }
}

export function read({ name }: Names, decode: Decode, own: boolean): FormValues {
  return {
    [name("reads")]: choiceOf(decode, own),
    [name("readsOn")]: decode.as === "onOff" ? decode.on : "ON",
    [name("readsOff")]: decode.as === "onOff" ? decode.off : "OFF",
    [name("bytes")]: decode.as === "bytes" ? decode.format : "f32",
    [name("byteOrder")]: decode.as === "bytes" ? decode.order : "big",
    [name("encoding")]: decode.as === "encodedText" ? decode.encoding : "",
  };
}

/** Undefined: what the kind needs. */
export function chosen({ name }: Names, values: FormValues): Decode | undefined {
  const one = <T extends string>(field: string, among: readonly T[]): T | undefined =>
    among.find((it) => it === values[name(field)]);
  switch (one("reads", CHOICES)) {
    case undefined:
      return undefined;
    case "auto":
      return { as: "auto" };
    case "number":
      return { as: "number" };
    case "numberPoint":
      return { as: "markedNumber", mark: "point" };
    case "numberComma":
      return { as: "markedNumber", mark: "comma" };
    case "json":
      return { as: "json" };
    case "picture":
      return { as: "picture" };
    case "onOff":
      return { as: "onOff", on: typed(values, name("readsOn")), off: typed(values, name("readsOff")) };
    case "bytes":
      return { as: "bytes", format: one("bytes", FORMATS) ?? "f32", order: one("byteOrder", ORDERS) ?? "big" };
    case "text": {
      const encoding = one("encoding", ENCODINGS);
      return encoding === undefined ? { as: "text" } : { as: "encodedText", encoding };
    }
  }
}
