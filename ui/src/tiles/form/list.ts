// A list as a form holds it: JSON, as it is saved. What is not understood of it stays as it is.
import type { FieldSchema } from "../../components/form";
import type { JsonValue } from "../../lib/bindings/api";
import type { OptionRule } from "../declaration";
import { setOption, typed, type Part } from "./parts";

export function itemsOf(text: string): JsonValue[] {
  if (text === "") return [];
  const items = JSON.parse(text) as JsonValue;
  return Array.isArray(items) ? items : [];
}

export const textOf = (items: readonly JsonValue[]): string => (items.length === 0 ? "" : JSON.stringify(items));

export interface ListOption {
  name: string;
  label: string;
  help?: string;
  of: NonNullable<Extract<OptionRule, { type: "list" }>["of"]>;
  /** What no option means; a new tile begins with it. */
  fallback?: readonly JsonValue[];
  field?: Partial<Pick<FieldSchema, "advanced" | "group" | "when">>;
  draw: NonNullable<FieldSchema["draw"]>;
  check(items: readonly JsonValue[]): string | undefined;
}

export function listOption({ name, label, help, of, fallback = [], field = {}, draw, check }: ListOption): Part {
  const rule = { type: "list", of, ...(fallback.length > 0 ? { default: fallback } : {}) } as OptionRule;
  const read = (saved: JsonValue | undefined) => textOf(Array.isArray(saved) ? saved : fallback);
  return {
    options: { [name]: rule },
    fields: [{ name, kind: "own", label, draw, ...(help === undefined ? {} : { help }), ...field }],
    blank: { [name]: textOf(fallback) },
    read: (tile) => ({ [name]: read(tile.options[name]) }),
    write({ values, original, draft }) {
      const text = typed(values, name);
      // What was there stays to the letter, also what is no list at all.
      if (text === read(original.options[name])) return;
      setOption(draft, name, text === "" && fallback.length === 0 ? undefined : itemsOf(text));
    },
    paths: { [`options.${name}`]: name },
    check(values): Record<string, string> {
      const problem = check(itemsOf(typed(values, name)));
      return problem === undefined ? {} : { [name]: problem };
    },
  };
}
