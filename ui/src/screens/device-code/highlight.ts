// A program in colours: comments, texts and numbers, and the places that wait for a person's hardware. Small on purpose: it knows how each
// language begins a comment and ends a text, and nothing of its grammar; what it does not know stays plain.

export type Tone = "plain" | "comment" | "text" | "number" | "place";

export interface Piece {
  tone: Tone;
  text: string;
}

/** Where a person puts a sensor or a relay. */
const PLACE = /\b(SENSOR|RELAY)\b/;
const NUMBER = /(?<![\w.])\d+(?:\.\d+)?(?![\w.])/y;

/** The pieces of a line that ends nothing it does not begin: texts of these programs stand on one line. */
export function highlight(code: string, comment: string): Piece[][] {
  return code
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => pieces(line, comment));
}

function pieces(line: string, comment: string): Piece[] {
  const found: Piece[] = [];
  const put = (tone: Tone, text: string) => {
    const last = found.at(-1);
    if (last?.tone === tone) last.text += text;
    else found.push({ tone, text });
  };
  for (let at = 0; at < line.length;) {
    const rest = line.slice(at);
    const block = rest.startsWith("/*") || (rest.startsWith('"""') && line.trim() !== '"""');
    if (rest.startsWith(comment) || (block && comment !== "--")) {
      const end = rest.startsWith("/*") ? rest.indexOf("*/", 2) + 2 : 0;
      const text = end > 1 ? rest.slice(0, end) : rest;
      put(PLACE.test(text) ? "place" : "comment", text);
      at += text.length;
      continue;
    }
    const quote = line[at];
    if (quote === '"' || quote === "'") {
      const text = quoted(rest, quote);
      put("text", text);
      at += text.length;
      continue;
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(line);
    put(number ? "number" : "plain", number ? number[0] : (quote ?? ""));
    at += number ? number[0].length : 1;
  }
  return found;
}

/** To the quote that ends it, or to the end of the line. */
function quoted(text: string, quote: string): string {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return text.slice(0, at + 1);
  }
  return text;
}
