// The history as people read it: sizes, dates and the names of series.
import type { BindingKey, HistoryOverview, Keep, Retention, StoredSeries } from "../../lib/bindings/api";
import { formatAgo, formatDay, formatNumber } from "../../lib/format";
import { t } from "../../lib/text";
import type { Session } from "../../state/session.svelte";
import { kindOf } from "../../tiles/registry";

const words = t.data;
const DAY = 86_400_000;

export const limitWords = ({ megabytes }: Retention): string => words.megabytes(megabytes);

export const samplesWords = (samples: number): string => words.samples(samples, formatNumber(samples, { decimals: 0 }));

export const seriesWords = (series: number): string => words.series(series, formatNumber(series, { decimals: 0 }));

export const percentWords = (done: number, total: number): string =>
  new Intl.NumberFormat(undefined, { style: "percent" }).format(total > 0 ? Math.min(done / total, 1) : 0);

export function periodWords({ oldest, newest }: Pick<StoredSeries, "oldest" | "newest">, now: number): string {
  if (oldest === null || newest === null) return t.tiles.states.dash;
  return words.range(formatDay(oldest, now), now - newest < DAY ? formatAgo(newest, now) : formatDay(newest, now));
}

export const keepForWords = (days: number | null): string => (days === null ? words.forever : words.days(days));

export function keepWords(keep: Keep, { days }: Retention): string {
  switch (keep.kind) {
    case "default":
      return words.keepDefault(keepForWords(days));
    case "days":
      return words.days(keep.days);
    case "forever":
      return words.forever;
    case "nothing":
      return words.keepNothing;
  }
}

/** A series with the names that it has on dashboards and in the list of brokers. */
export interface NamedSeries {
  stored: StoredSeries;
  /** Titles of the tiles that read it; none: it is on no dashboard. */
  tiles: string[];
  /** What it is called: its tiles, or else its topic. */
  name: string;
  broker: string;
  /** All of this in small letters, to be found by. */
  text: string;
}

/** Where the names of tiles and brokers are known. */
export type Known = {
  dashboards: Pick<Session["dashboards"], "tile">;
  connections: Pick<Session["connections"], "get">;
};

/** The one that an address names by its number. */
export const storedOf = ({ series }: HistoryOverview, number: string): StoredSeries | undefined =>
  series.find((it) => String(it.series) === number);

/** The binding of a tile that reads it; none: it is on no dashboard. */
export const bindingOf = ({ bindings }: StoredSeries, { dashboards }: Known): BindingKey | undefined =>
  bindings.find((key) => dashboards.tile(key.split("/")[0] ?? ""));

export function named(stored: StoredSeries, known: Known): NamedSeries {
  const titles = stored.bindings.flatMap((key) => titleOf(key, known) ?? []);
  const tiles = [...new Set(titles)];
  const broker = known.connections.get(stored.broker)?.name ?? words.goneBroker;
  const name = tiles.length > 0 ? words.names(tiles) : stored.topic;
  const text = [name, stored.topic, broker].join("\n").toLowerCase();
  return { stored, tiles, name, broker, text };
}

/** A binding's key is `tile/slot`. */
function titleOf(key: string, known: Known): string | undefined {
  const [id = "", slot = ""] = key.split("/");
  const tile = known.dashboards.tile(id);
  if (!tile) return undefined;
  const title = tile.title || t.board.untitled;
  const label = kindOf(tile.kind)?.labelOf?.(tile, slot);
  return label === undefined ? title : words.slotOf(title, label);
}

/** The series that have all of these words. */
export function filtered(all: readonly NamedSeries[], asked: string): readonly NamedSeries[] {
  const parts = asked.toLowerCase().split(/\s+/).filter(Boolean);
  return parts.length === 0 ? all : all.filter(({ text }) => parts.every((part) => text.includes(part)));
}
