// Histories that the data screen has to show well, for eyes: `?scene=paused`, `?scene=diskfull`, `?scene=failed`, `?scene=many`,
// `?scene=norecords`; any other has a year of a greenhouse.
import type { HistoryOverview, StoredSeries } from "../../lib/bindings/api";

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

const greenhouse: StoredSeries[] = [
  {
    topic: "greenhouse/climate",
    samples: 9_128_400,
    template: "{{ value_json.temperature }}",
    bindings: ["air/value", "climate/series1"],
  },
  { topic: "greenhouse/soil-temp", samples: 4_204_332, bindings: ["climate/series2"] },
  { topic: "greenhouse/soil", samples: 4_198_004, bindings: ["soil/value"], keep: { kind: "days", days: 90 } as const },
  { topic: "greenhouse/tank", samples: 1_042_880, bindings: ["tank/value"], newest: began - 14 * MINUTE },
  { topic: "greenhouse/fan/state", samples: 318_020, bindings: ["fan/state", "fan/value"] },
  { topic: "barn/temperature", samples: 88_410, broker: "farm", oldest: began - 530 * DAY, newest: began - 61 * DAY },
  {
    topic: "greenhouse/lights/state",
    samples: 12_904,
    kind: "onOff" as const,
    bindings: ["lights/state"],
    keep: { kind: "forever" } as const,
  },
  { topic: "greenhouse/pump/state", samples: 9_311, kind: "onOff" as const, bindings: ["pump/state"] },
  {
    topic: "workshop/mill/message/of/a/device/with/a/very/long/topic",
    samples: 402,
    broker: "gone",
    kind: "text" as const,
    keep: { kind: "nothing" } as const,
  },
].map((it, index) => stored(index + 1, it));

const many = (): StoredSeries[] =>
  Array.from({ length: 1_000 }, (_, index) =>
    stored(100 + index, { topic: `field/${index % 40}/sensor/${index}`, samples: 900_000 - index * 800 }),
  );

export function historyIn(scene: string): HistoryOverview {
  const series = scene === "norecords" ? [] : scene === "many" ? [...greenhouse, ...many()] : greenhouse;
  const full: HistoryOverview = {
    recording: { kind: "on" },
    bytes: scene === "norecords" ? 40_960 : 368_200_000,
    freeBytes: scene === "norecords" ? 0 : 38_400_000,
    retention: { days: 365, megabytes: 1_000 },
    series,
    dropped: 0,
    tooOld: 0,
    setAside: null,
  };
  switch (scene) {
    case "paused":
      return { ...full, recording: { kind: "paused" } };
    case "diskfull":
      return { ...full, recording: { kind: "diskFull" }, bytes: 968_200_000, dropped: 12_408 };
    case "failed":
      return { ...full, recording: { kind: "failed", message: "attempt to write a readonly database" } };
    default:
      return full;
  }
}

/** Compacting, as fast as an eye can follow. */
export async function compacting(
  history: HistoryOverview,
  onprogress: (it: { work: number; done: number; total: number }) => void,
  isCancelled: () => boolean,
): Promise<HistoryOverview> {
  const total = history.bytes;
  for (let step = 0; step <= 20 && !isCancelled(); step++) {
    onprogress({ work: 7, done: Math.round((total * step) / 20), total });
    await new Promise((done) => setTimeout(done, 150));
  }
  if (isCancelled()) return history;
  return Object.assign(history, { bytes: history.bytes - history.freeBytes, freeBytes: 0 });
}
