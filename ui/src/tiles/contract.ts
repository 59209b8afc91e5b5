// The contract of a tile kind. A folder under kinds/ with a kind.ts that default-exports one of these is a tile kind;
// registry.ts finds it by itself.
import type { Component } from "svelte";
import type { FieldSchema, FormValues } from "../components/form";
import type {
  BindingKey,
  BrokerId,
  CommandReport,
  JsonValue,
  Reading,
  Tile,
  TileDraft,
  TileSize,
} from "../lib/bindings/api";
import type { Options, Reads, Sends } from "./declaration";
import type { Past } from "./past/past";
import type { Sample } from "./sample";

/** What a tile can see and do. Everything is a getter over runes, so that a tile renders again only for what it read. */
export interface TileContext {
  readonly tile: Tile;
  /** The newest reading of a slot; undefined before the first message. */
  reading(slot: string): Reading | undefined;
  /** The last command of a slot, while it still says something (sending, unconfirmed, failed; sent and confirmed fade). */
  command(slot: string): CommandReport | undefined;
  /** What was sent last, also when its report has faded; undefined: nobody knows, which is not that nothing was sent. */
  lastSent(slot: string): JsonValue | undefined;
  /** Sends the command of a slot. What becomes of it comes back through `command`. */
  send(slot: string, value: JsonValue): void;
  /** What an active alert says of this tile. Alert rules will give it; until then no tile has one. */
  readonly alert?: string | undefined;
  /** False while a broker the tile uses is not online: controls are disabled. */
  readonly online: boolean;
  /** True while a broker the tile uses is away because a person switched it off. */
  readonly off?: boolean;
  /** True in edit mode: the tile is a picture of itself, its controls do nothing. */
  readonly editing: boolean;
  /** Milliseconds since 1970, refreshed every second or so, for "2 min ago". */
  readonly now: number;
  /** What the engine calls a slot's binding, for pictures of its samples; see lib/chart/. */
  key(slot: string): BindingKey;
  /** Opens the tile's editor; absent where there is none (the editor's own preview). */
  edit?(): void;
  /** Puts the tile to work again whose template made too much work; absent where nothing is switched off for good (the preview). */
  tryAgain?(): void;
  /** Opens the full view of the tile's history; absent where there is none: the tile reads nothing, or it is a preview. */
  readonly history?: (() => void) | undefined;
  /** Another dashboard, and the address that leads to it; undefined: there is none of this id. Absent where nothing leads anywhere. */
  dashboard?(id: string): { name: string; href: string } | undefined;
  /** Saves one option that was changed on the tile itself, e.g. a chart's span; absent: it holds while the tile is shown. */
  setOption?(name: string, value: JsonValue): void;
}

/** The one control that a whole tile is. */
export interface Press {
  role?: "switch";
  /** Of a switch: what the device says. Not known is false, and `spoken` says that it is not known. */
  checked?: boolean;
  /** Said before the note, and not shown. */
  spoken?: string | undefined;
  usable: boolean;
  onpress(): void;
}

export interface TileProps {
  context: TileContext;
}

/** "Show this topic as…": the better the fit, the further in front. */
export interface Suggestion {
  /** 0 to 1. */
  fit: number;
}

export interface TileKindContract {
  /** Its folder's name, and the saved `kind`. */
  kind: string;
  /** Position in the picker. */
  order: number;
  /** The accessible name in the picker: `Switch`, `Gauge`… */
  name: string;
  /** One line for the picker. */
  description: string;
  /** What a new one is called, where its title is not what people look at. */
  title?: string;
  /** Default Material Design icon, e.g. "toggle-switch-outline". */
  icon: string;
  size: TileSize;
  minimum: TileSize;
  /** What it reads and sends, and what its options may say: the engine checks drafts with it, and says a tile in words. */
  reads: Record<string, Reads>;
  sends: Record<string, Sends>;
  options: Options;
  /** Of its options, from 1. Raise it when an option changes its meaning, with a `migrate`. */
  version: number;
  /** Options of an older version, one version further. Must keep what it does not know. */
  migrate?(options: Tile["options"], from: number): Tile["options"];
  /** A tile of this kind and what its topics say, for the gallery. */
  sample: Sample;
  /** How its past looks; without it, as its values suggest. */
  history?(tile: Tile): Past;
  /** How well it shows what a topic says; undefined: not at all. */
  suggest?(reading: Reading): Suggestion | undefined;
  /** Beside the common ones (Title, icon, colour), which the editor adds. */
  fields: FieldSchema[];
  /** Fields that choose the broker of one binding; the editor gives them the brokers, and leaves them out where there is one. */
  brokerFields: readonly string[];
  /** Fields that choose a dashboard, of which the editor gives them the names. */
  dashboardFields?: readonly string[];
  /** What the form shows for a new tile. */
  blank(): FormValues;
  /** The form of an existing tile. Must keep everything `toDraft` can write. */
  fromTile(tile: Tile): FormValues;
  /** Only bindings, commands and options; the editor adds kind, title, icon, accent and size. */
  toDraft(values: FormValues, broker: BrokerId): Pick<TileDraft, "bindings" | "commands" | "options">;
  /** What a binding is called beside the tile's title, where a tile has several of the same kind. */
  labelOf?(tile: Tile, slot: string): string | undefined;
  /** Problem path of the engine (`bindings.state.topic`) → name of the form's field (`topic`). */
  fieldOf(path: string): string | undefined;
  /** Problems that only the kind knows, e.g. minimum not below maximum: field → words. */
  check?(values: FormValues): Record<string, string>;
  load(): Promise<{ default: Component<TileProps> }>;
}
