// The little of Markdown that a note needs (CommonMark 0.31 §4.2, §5.3, §6.1, §6.2): headings, lists, bold, italic, code. What is not
// understood is text. Deliberately not here: HTML, links and images; a note shows words and fetches nothing.

export interface Run {
  look: "plain" | "strong" | "em" | "code";
  text: string;
}

export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; runs: Run[] }
  | { kind: "paragraph"; lines: Run[][] }
  | { kind: "list"; ordered: boolean; start: number; items: Run[][] };

const HEADING = /^(#{1,3})[ \t]+(.*)$/;
const BULLET = /^[-*+][ \t]+(.*)$/;
const NUMBERED = /^(\d{1,9})[.)][ \t]+(.*)$/;
const MARKED = /`([^`]+)`|\*\*(?=\S)([^*]+)\*\*|\*(?=\S)([^*]+)\*/g;

/** Blocks from top to bottom. Each line of a paragraph stays a line: a note is written as it is to be read. */
export function blocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  /** The block that the next line may go on with. */
  let open: Block | undefined;
  const begin = (block: Block) => {
    blocks.push(block);
    open = block;
  };
  for (const line of source.split(/\r\n|\r|\n/).map((it) => it.trim())) {
    const heading = HEADING.exec(line);
    const bullet = BULLET.exec(line);
    const numbered = NUMBERED.exec(line);
    if (line === "") {
      open = undefined;
    } else if (heading) {
      begin({ kind: "heading", level: heading[1]?.length as 1 | 2 | 3, runs: runsOf(heading[2] ?? "") });
    } else if (bullet || numbered) {
      const ordered = numbered !== null;
      if (open?.kind !== "list" || open.ordered !== ordered) {
        begin({ kind: "list", ordered, start: Number(numbered?.[1] ?? 1), items: [] });
      }
      if (open?.kind === "list") open.items.push(runsOf(bullet?.[1] ?? numbered?.[2] ?? ""));
    } else {
      if (open?.kind !== "paragraph") begin({ kind: "paragraph", lines: [] });
      if (open?.kind === "paragraph") open.lines.push(runsOf(line));
    }
  }
  return blocks;
}

export function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  const plain = (to: number) => {
    if (to > at) runs.push({ look: "plain", text: line.slice(at, to) });
  };
  for (const found of line.matchAll(MARKED)) {
    const [whole, code, strong, em] = found;
    plain(found.index);
    runs.push({
      look: code !== undefined ? "code" : strong !== undefined ? "strong" : "em",
      text: code ?? strong ?? em ?? "",
    });
    at = found.index + whole.length;
  }
  plain(line.length);
  return runs;
}
