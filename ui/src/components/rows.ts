import type { FieldSchema } from "./form";

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
