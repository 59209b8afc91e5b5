// The log of a connection as sentences: an outage is one, from its beginning to its end, and outages of one kind in a row are one.
import type { LogEntry, Trouble } from "../../../lib/bindings/api";
import { troubleWords } from "../../../lib/errors";
import { formatTime } from "../../../lib/format";
import { t } from "../../../lib/text";
import { overWords } from "../../../lib/connection-words";

export interface Episode {
  /** When it began. */
  at: number;
  text: string;
  tone: "ok" | "bad" | "none";
}

interface Outage {
  at: number;
  parts: string[];
  /** Lost for this, and back without anything between. */
  simple?: string;
  back?: number;
}

type Told = Outage | Episode;

const words = t.details.log;
/** So many outages of one kind in a row are told as one. */
const FOLD = 3;

/** The newest first. `now` in milliseconds since 1970. */
export function episodes(log: readonly LogEntry[], now: number): Episode[] {
  const all: Told[] = [];
  let outage: Outage | undefined;
  const time = (at: number) => formatTime(at, now);
  const begin = (at: number, part: string, simple?: string): void => {
    outage = { at, parts: [part], ...(simple === undefined ? {} : { simple }) };
    all.push(outage);
  };
  for (const { at, event } of log) {
    switch (event.kind) {
      case "lost":
        begin(at, words.lost(time(at), what(event.reason)), what(event.reason));
        break;
      case "failed": {
        const often = event.attempts > 1 ? ` (${words.attempts(event.attempts)})` : "";
        if (outage) {
          outage.parts.push(words.more(what(event.reason)) + often);
          delete outage.simple;
        } else {
          begin(at, words.failing(time(at), what(event.reason)) + often);
        }
        break;
      }
      case "online": {
        const over = overWords(event.endpoint);
        if (outage) {
          outage.parts.push(words.back(time(at), over));
          outage.back = at;
          outage = undefined;
        } else {
          all.push({ at, text: words.online(time(at), over), tone: "ok" });
        }
        break;
      }
      case "stopped":
        if (outage?.simple === what(event.reason)) outage.parts.push(words.notAgain);
        else if (outage) outage.parts.push(words.givenUp(time(at), what(event.reason)));
        else begin(at, words.stopped(time(at), what(event.reason)));
        outage = undefined;
        break;
      case "left":
        outage = undefined;
        all.push({ at, text: words.left(time(at)), tone: "none" });
        break;
    }
  }
  return folded(all, time).reverse();
}

function folded(all: readonly Told[], time: (at: number) => string): Episode[] {
  const episodes: Episode[] = [];
  for (let at = 0; at < all.length;) {
    const it = all[at] as Told;
    let end = at + 1;
    if ("parts" in it && it.simple !== undefined && it.back !== undefined) {
      while (isLike(all[end], it.simple)) end++;
    }
    const last = all[end - 1] as Told;
    if (end - at >= FOLD && "parts" in it && "parts" in last) {
      const text = words.often(end - at, time(it.at), time(last.at), it.simple ?? "");
      episodes.push({ at: it.at, text, tone: "none" });
    } else {
      episodes.push(...all.slice(at, end).map(told));
    }
    at = end;
  }
  return episodes;
}

function isLike(it: Told | undefined, simple: string): boolean {
  return it !== undefined && "parts" in it && it.simple === simple && it.back !== undefined;
}

function told(it: Told): Episode {
  if (!("parts" in it)) return it;
  return { at: it.at, text: it.parts.join(words.separator), tone: it.back === undefined ? "bad" : "none" };
}

const what = (reason: Trouble): string => troubleWords(reason).what;
