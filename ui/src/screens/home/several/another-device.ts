// Tiles like these for another device: what its topics and titles have instead of a part is put in at the time of copying.
import type { Tile, TileDraft } from "../../../lib/bindings/api";

export interface Swap {
  /** Stands alone: between what is neither letter nor digit. Empty: nothing is replaced. */
  from: string;
  to: string;
}

export interface Another {
  draft: TileDraft;
  /** Its topics, each once. */
  topics: readonly { topic: string; changed: boolean }[];
  /** A template, payload or option has the part as well, and keeps it. */
  keeps: boolean;
}

/** Levels that many devices have in common. */
const COMMON =
  /^(set|get|state|status|stat|cmnd|tele|command|sensor|result|power\d*|lwt|availability|value|rpc|events?)$/i;
const LETTER = /[\p{L}\p{N}]/u;

export function replaced(text: string, { from, to }: Swap): string {
  if (from === "") return text;
  let made = "";
  let rest = 0;
  for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) {
    const end = at + from.length;
    if (at < rest || joined(text, at) || joined(text, end)) continue;
    made += text.slice(rest, at) + to;
    rest = end;
  }
  return made + text.slice(rest);
}

/** Whether a word goes on over this place. */
function joined(text: string, at: number): boolean {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
  const after = [...text.slice(at, at + 2)][0] ?? "";
  return LETTER.test(before) && LETTER.test(after);
}

export function topicsOf(tile: Tile | TileDraft): string[] {
  const points = [...Object.values(tile.bindings), ...Object.values(tile.commands)];
  return [...new Set(points.map((point) => point.topic))];
}

/** What a copy of it begins with. */
export function draftOf({ kind, title, icon, accent, size, bindings, commands, options }: Tile): TileDraft {
  return { kind, title, icon, accent, size, bindings, commands, options };
}

/** The tile for another device. */
export function forAnother(tile: Tile, topics: Swap, titles: Swap): Another {
  const draft: TileDraft = {
    ...draftOf(tile),
    title: replaced(tile.title, titles),
    bindings: over(tile.bindings, (it) => ({ ...it, topic: replaced(it.topic, topics) })),
    commands: over(tile.commands, (it) => ({ ...it, topic: replaced(it.topic, topics) })),
  };
  const mark = { from: topics.from, to: "" };
  // Whatever is not a topic.
  const others = JSON.stringify([over(tile.bindings, bare), over(tile.commands, bare), tile.options]);
  return {
    draft,
    topics: topicsOf(tile).map((topic) => {
      const after = replaced(topic, topics);
      return { topic: after, changed: after !== topic };
    }),
    keeps: replaced(others, mark) !== others,
  };
}

const bare = <T extends { topic: string; broker: string }>(point: T) => ({ ...point, topic: "", broker: "" });

function over<T, U>(all: Record<string, T>, change: (it: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(all).map(([slot, it]) => [slot, change(it)]));
}

/** The part of the topics that names the device, as far as that can be seen. */
export function deviceIn(topics: readonly string[]): string {
  const split = topics.map((topic) => topic.split("/"));
  const [first = []] = split;
  const shared = first.filter((level) => level !== "" && split.every((levels) => levels.includes(level)));
  const own = shared.filter((level) => !COMMON.test(level));
  // Beside the topics' common root, a further level that they share is the device; else the beginning of a level is.
  const beginning = first.map((_, at) => commonWords(split.map((levels) => levels[at] ?? ""))).filter(Boolean);
  const devices = own.length > 1 ? own : beginning.filter((it) => !COMMON.test(it));
  return devices.at(-1) ?? own.at(-1) ?? "";
}

/** The words that all begin with, without what parts them from the rest. */
export function commonWords(all: readonly string[]): string {
  const [first = ""] = all;
  let length = first.length;
  for (const text of all) while (length > 0 && !text.startsWith(first.slice(0, length))) length--;
  while (length > 0 && all.some((text) => joined(text, length))) length--;
  return first.slice(0, length).replace(/[^\p{L}\p{N}]+$/u, "");
}

/** How a device of a topic is called in titles: "living_room" is "Living room" where the other one begins with a capital. */
export function spoken(device: string, like: string): string {
  const words = device.replace(/[_-]+/g, " ").trim();
  const [head = ""] = words;
  const capital = like !== "" && like.charAt(0) !== like.charAt(0).toLowerCase();
  return capital ? head.toUpperCase() + words.slice(head.length) : words;
}

/** The part of the titles that names the device: the part of the topics as it is written there, or what all titles begin with. */
export function deviceInTitles(titles: readonly string[], device: string): string {
  const folded = device.replace(/[_-]+/g, " ").toLowerCase();
  const [first = ""] = titles;
  const at = folded === "" ? -1 : first.toLowerCase().indexOf(folded);
  const written = at < 0 ? "" : first.slice(at, at + folded.length);
  const inAll = written !== "" && titles.every((title) => replaced(title, { from: written, to: "" }) !== title);
  return inAll ? written : titles.length > 1 ? commonWords(titles) : "";
}
