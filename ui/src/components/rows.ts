import type { FieldSchema } from "./form";

/** The folds of a form by their titles, in the order of their first fields. */
export function inGroups(fields: readonly FieldSchema[]): [string, FieldSchema[]][] {
  const groups = new Map<string, FieldSchema[]>();
  for (const field of fields) {
    if (!field.advanced || field.group === undefined) continue;
    const known = groups.get(field.group);
    if (known) known.push(field);
    else groups.set(field.group, [field]);
  }
  return [...groups];
}

/** Two neighbouring halves share a row; a half without a neighbour has the row to itself. */
export function inRows(fields: readonly FieldSchema[]): FieldSchema[][] {
  const rows: FieldSchema[][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    const half = last?.length === 1 && last[0]?.width === "half" && field.width === "half";
    if (half) last.push(field);
    else rows.push([field]);
  }
  return rows;
}
