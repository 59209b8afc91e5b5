// From a JSON text to rows and columns. Payloads are strangers': what is shown is bounded, and what is left out is counted.
import type { JsonValue } from "../../../lib/bindings/api";
import { exactNumber } from "../../../lib/format";
import { text } from "./text";

/** Of a table on the screen. */
export const MOST = { rows: 200, columns: 16, letters: 120 } as const;

export interface Column {
  /** The field, or the place in a list, from 0; empty: the row itself. */
  field: string;
  title: string;
}

export interface Cell {
  text: string;
  /** What it is sorted by; undefined: there is nothing in it, and it comes last. */
  key: number | string | undefined;
  /** Stands at the end of its column, where digits line up. */
  number: boolean;
}

export interface Rows {
  columns: Column[];
  cells: Cell[][];
  /** Of the message; more than there are cells of. */
  rows: number;
  /** Columns that are not shown. */
  left: number;
}

type Fields = Record<string, JsonValue>;

const isFields = (it: JsonValue): it is Fields => typeof it === "object" && it !== null && !Array.isArray(it);

/** Undefined: neither a list nor an object. */
export function rowsOf(json: string, wanted: readonly Column[]): Rows | undefined {
  const value = parsed(json);
  if (Array.isArray(value)) return listed(value, wanted);
  if (value === undefined || !isFields(value)) return undefined;
  const entries = Object.entries(value).map(([name, it]) => [name, it]);
  const [name, said] = [text.entry, text.value];
  return cut(entries, [
    { field: "0", title: name },
    { field: "1", title: said },
  ]);
}

function parsed(json: string): JsonValue | undefined {
  try {
    return JSON.parse(json) as JsonValue;
  } catch {
    return undefined;
  }
}

function listed(list: JsonValue[], wanted: readonly Column[]): Rows {
  if (wanted.length > 0) return cut(list, wanted);
  // In the order in which the rows name them. A field that only the thousandth row has is worth a column all the same.
  const fields = new Set<string>();
  let lists = 0;
  let alone = false;
  for (const row of list) {
    if (Array.isArray(row)) lists = Math.max(lists, row.length);
    else if (isFields(row)) for (const field of Object.keys(row)) fields.add(field);
    else alone = true;
  }
  const columns = [...fields].map((field) => ({ field, title: field }));
  for (let at = 0; at < lists; at++) columns.push({ field: String(at), title: String(at + 1) });
  if (alone) columns.push({ field: "", title: text.value });
  return cut(list, columns);
}

function cut(list: JsonValue[], all: readonly Column[]): Rows {
  const columns = all.slice(0, MOST.columns);
  const cells = list.slice(0, MOST.rows).map((row) => columns.map(({ field }) => cellOf(fieldOf(row, field))));
  return { columns, cells, rows: list.length, left: all.length - columns.length };
}

/** Its own field of this name, else the way to it: `battery.level`. */
function fieldOf(row: JsonValue, field: string): JsonValue | undefined {
  if (field === "") return isFields(row) || Array.isArray(row) ? undefined : row;
  const own = ownOf(row, field);
  if (own !== undefined || !field.includes(".")) return own;
  return field.split(".").reduce<JsonValue | undefined>((it, name) => ownOf(it, name), row);
}

function ownOf(row: JsonValue | undefined, field: string): JsonValue | undefined {
  if (Array.isArray(row)) return /^\d+$/.test(field) ? row[Number(field)] : undefined;
  return row !== undefined && isFields(row) && Object.hasOwn(row, field) ? row[field] : undefined;
}

function cellOf(value: JsonValue | undefined): Cell {
  switch (typeof value) {
    case "number":
      return { text: exactNumber(value), key: value, number: true };
    case "boolean":
      return { text: value ? text.yes : text.no, key: value ? 1 : 0, number: false };
    case "string":
      return { text: short(value), key: value === "" ? undefined : value.slice(0, MOST.letters), number: false };
    case "object": {
      if (value === null) break;
      const json = short(JSON.stringify(value));
      return { text: json, key: json, number: false };
    }
  }
  return { text: "", key: undefined, number: false };
}

/** Never between the halves of a character. */
const short = (it: string): string =>
  it.length <= MOST.letters ? it : `${[...it.slice(0, MOST.letters)].slice(0, -1).join("")}…`;

/** `temperature = Temp., battery.level`: fields with what stands above them, parted by commas. */
export function columnsOf(saved: JsonValue | undefined): Column[] {
  if (typeof saved !== "string") return [];
  return saved.split(",").flatMap((it) => {
    const [field = "", ...title] = it.split("=");
    const name = field.trim();
    return name === "" ? [] : [{ field: name, title: title.join("=").trim() || name }];
  });
}

export interface Order {
  field: string;
  descending: boolean;
}

/** A column's field, with a minus before it for the largest first. */
export function orderOf(saved: JsonValue | undefined): Order | undefined {
  if (typeof saved !== "string" || saved.trim() === "") return undefined;
  const it = saved.trim();
  return it.startsWith("-") ? { field: it.slice(1), descending: true } : { field: it, descending: false };
}

/** A tap on a column: upwards, downwards, as it came. */
export function turned(order: Order | undefined, field: string): string {
  if (order?.field !== field) return field;
  return order.descending ? "" : `-${field}`;
}

const words = new Intl.Collator(undefined, { numeric: true });

/** Rows that have nothing in the column come last, either way. */
export function sorted({ columns, cells }: Rows, order: Order | undefined): Cell[][] {
  const at = columns.findIndex(({ field }) => field === order?.field);
  if (!order || at < 0) return cells;
  const sign = order.descending ? -1 : 1;
  return cells.toSorted((a, b) => {
    const [left, right] = [a[at]?.key, b[at]?.key];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    if (typeof left === "number" && typeof right === "number") return sign * (left - right);
    return sign * words.compare(String(left), String(right));
  });
}
