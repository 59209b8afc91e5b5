// A look at the head of a table, to ask what of it is meant. The engine reads the table itself.

/** As many series as a person can choose from. */
const LIMIT = 100;

/** The rows of a table (RFC 4180; also with semicolons or tabs), the last perhaps cut. */
export function rowsOf(text: string): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let [row, cell, quoted]: [string[], string, boolean] = [[], "", false];
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at++) {
    const it = text.charAt(at);
    if (quoted) {
      if (it !== '"') cell += it;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else quoted = false;
    } else if (it === '"' && cell === "") quoted = true;
    else if (it === separator) endCell();
    else if (it === "\n") endRow();
    else if (it !== "\r") cell += it;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

function separatorOf(text: string): string {
  const [head = ""] = text.split("\n", 1);
  const often = (it: string) => head.split(it).length;
  return [",", ";", "\t"].reduce((best, it) => (often(it) > often(best) ? it : best));
}

/** The names in the column `series`, in the order they come; none: there is no such column. `whole`: no text follows. */
export function seriesIn(text: string, whole: boolean): string[] {
  const [head, ...rows] = rowsOf(text);
  const column = head?.findIndex((name) => name.trim().toLowerCase() === "series") ?? -1;
  if (column < 0) return [];
  const names = (whole ? rows : rows.slice(0, -1)).flatMap((row) => row[column] ?? []);
  return [...new Set(names)].slice(0, LIMIT);
}
