// A kind's form is put together from parts; each part knows its fields, reads them from a tile and writes them to a draft.
// What no field shows (unknown options, further bindings, a decode rule of an import) is kept: the tile the form was made from
// travels with the form's values, and a draft starts from it.
import type { FieldSchema, FormValues } from "../../components/form";
import type { BindingDraft, BrokerId, CommandDraft, JsonValue, Tile, TileDraft } from "../../lib/bindings/api";
import type { TileKindContract } from "../contract";
import type { Options, Reads, Sends } from "../declaration";

export type Content = Pick<TileDraft, "bindings" | "commands" | "options">;

export interface Writing {
  values: FormValues;
  /** What the form was made from; empty for a new tile. */
  original: Content;
  draft: Content;
  broker: BrokerId;
}

export interface Part {
  /** What the engine is told of it. What every kind has (declaration.ts) is not told again. */
  reads?: Record<string, Reads>;
  sends?: Record<string, Sends>;
  options?: Options;
  fields: FieldSchema[];
  blank: FormValues;
  read(tile: Content): FormValues;
  write(writing: Writing): void;
  /** Engine path (or the beginning of one) → field. */
  paths?: Record<string, string>;
  /** Slot → the field that chooses the broker of its binding; empty: that of the tile. */
  brokers?: Record<string, string>;
  check?(values: FormValues): Record<string, string>;
}

/** The form's value that holds the tile it was made from; no field of this name exists. */
const KEPT = "$original";

interface Kept extends Content {
  broker: BrokerId | null;
}

const nothing: Kept = { bindings: {}, commands: {}, options: {}, broker: null };

function keptOf(values: FormValues): Kept {
  const saved = values[KEPT];
  return typeof saved === "string" && saved !== "" ? (JSON.parse(saved) as Kept) : structuredClone(nothing);
}

/** The broker a tile's form shows: that of its first binding or command. */
export function brokerOf(tile: Content): BrokerId | null {
  return (Object.values(tile.bindings)[0] ?? Object.values(tile.commands)[0])?.broker ?? null;
}

type FormOf = Pick<
  TileKindContract,
  "reads" | "sends" | "options" | "fields" | "brokerFields" | "blank" | "fromTile" | "toDraft" | "fieldOf" | "check"
>;

export function form(...parts: Part[]): FormOf {
  const paths = Object.assign({}, ...parts.map((part) => part.paths ?? {})) as Record<string, string>;
  const brokers = Object.assign({}, ...parts.map((part) => part.brokers ?? {})) as Record<string, string>;
  const byLength = Object.keys(paths).sort((a, b) => b.length - a.length);
  return {
    reads: Object.assign({}, ...parts.map((part) => part.reads ?? {})) as Record<string, Reads>,
    sends: Object.assign({}, ...parts.map((part) => part.sends ?? {})) as Record<string, Sends>,
    options: Object.assign({}, ...parts.map((part) => part.options ?? {})) as Options,
    fields: parts.flatMap((part) => part.fields),
    brokerFields: Object.values(brokers),
    blank: () => Object.assign({}, ...parts.map((part) => part.blank)) as FormValues,
    fromTile(tile: Tile): FormValues {
      const { bindings, commands, options } = tile;
      const original: Kept = { bindings, commands, options, broker: brokerOf(tile) };
      const read = parts.map((part) => part.read(tile));
      return Object.assign({ [KEPT]: JSON.stringify(original) }, ...read) as FormValues;
    },
    toDraft(values, broker) {
      const { broker: was, ...original } = keptOf(values);
      const draft = structuredClone(original);
      for (const part of parts) part.write({ values, original, draft, broker });
      // Another broker chosen for the tile is meant for all of it; otherwise each binding stays where it was.
      if (was !== null && was !== broker) {
        for (const it of [...Object.values(draft.bindings), ...Object.values(draft.commands)]) it.broker = broker;
      }
      for (const [slot, field] of Object.entries(brokers)) {
        const it = draft.bindings[slot];
        if (it) it.broker = typed(values, field) || broker;
      }
      return draft;
    },
    fieldOf(path) {
      const prefix = byLength.find((it) => path === it || path.startsWith(`${it}.`));
      return prefix === undefined ? undefined : paths[prefix];
    },
    check: (values) => Object.assign({}, ...parts.map((part) => part.check?.(values) ?? {})) as Record<string, string>,
  };
}

export function typed(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : "";
}

/** Spaces around a topic come from pasting; a kept topic that has them on purpose stays as it is. */
export function topicOf(values: FormValues, name: string, original: string | undefined): string {
  const value = typed(values, name);
  return value === original ? value : value.trim();
}

/** Undefined: empty or no number. A comma is taken for a point. */
export function numberOf(values: FormValues, name: string): number | undefined {
  const value = typed(values, name).trim().replace(",", ".");
  if (value === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

export const isWritten = (values: FormValues, name: string): boolean => typed(values, name).trim() !== "";

export function textOrNull(value: string): string | null {
  return value.trim() === "" ? null : value;
}

export function setOption(draft: Content, name: string, value: JsonValue | undefined): void {
  if (value === undefined) delete draft.options[name];
  else draft.options[name] = value;
}

export type { BindingDraft, CommandDraft };
