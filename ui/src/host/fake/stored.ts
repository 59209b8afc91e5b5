// A series as the data screen is told of it; a caller says only what matters to it.
import type { StoredSeries } from "../../lib/bindings/api";

const MINUTE = 60_000;
const DAY = 86_400_000;
const began = Date.now();

type Less = Pick<StoredSeries, "topic" | "samples"> & Partial<StoredSeries>;

export function stored(series: number, { topic, samples, ...more }: Less): StoredSeries {
  return {
    series,
    broker: "demo",
    topic,
    template: null,
    kind: "number",
    bindings: [],
    samples,
    bytes: samples * 17,
    oldest: began - 212 * DAY,
    newest: began - 2 * MINUTE,
    keep: { kind: "default" },
    ...more,
  };
}
