// The data screen: what is recorded, how long it is kept, and how to bring samples in.
import type { Recording, RowFault, SeriesKind } from "../../bindings/api";
import { quoted } from "./refusals";

type ByKind<T extends { kind: string }, R> = { [K in T["kind"]]: (it: Extract<T, { kind: K }>) => R };

const count = (n: number, text: string, one: string, many: string) => (n === 1 ? `1 ${one}` : `${text} ${many}`);

const kinds: Record<SeriesKind, string> = { number: "Numbers", onOff: "On and off", text: "Texts" };

const recording: ByKind<Recording, { state: string; what: string }> = {
  on: () => ({ state: "On", what: "Every value that a tile reads is kept, with its time." }),
  paused: () => ({ state: "Paused", what: "Nothing new is kept. Charts will have a gap until you resume." }),
  diskFull: () => ({
    state: "Disk full",
    what: "This device has no space left, so nothing new is written. Make room on it: delete or move other files. Recording then goes on by itself, and what came meanwhile is kept in memory as long as there is room. Deleting history needs space too, so it does not help before.",
  }),
  failed: ({ message }) => ({
    state: "Failed",
    what: `Nothing new is kept. Tilework tries again by itself. The system says: ${quoted(message)}`,
  }),
};

/** Why a row of a table was left out. */
const faults: ByKind<RowFault, string> = {
  noColumn: ({ name }) => `There is no column “${name}”.`,
  time: ({ excerpt }) => `${quoted(excerpt) || "Nothing"} is not a time.`,
  value: ({ excerpt }) => `${quoted(excerpt) || "Nothing"} is not a value of this series.`,
  columns: () => "More or fewer columns than the first line.",
  tooLong: () => "Far too long for a row. Perhaps a quotation mark is never closed.",
};

export const data = {
  title: "Data",
  open: "Recorded data",
  none: "Nothing recorded yet",
  of: (limit: string) => `of ${limit}`,
  used: (used: string, limit: string) => `${used} of ${limit}`,
  usedLabel: "Space used",
  units: ["bytes", "kB", "MB", "GB", "TB"],
  size: (value: string, unit: string) => `${value} ${unit}`,
  samples: (n: number, text: string) => count(n, text, "sample", "samples"),
  series: (n: number, text: string) => count(n, text, "series", "series"),
  in: (samples: string, series: string) => `${samples} in ${series}`,
  separator: " · ",
  since: (day: string) => `since ${day}`,
  range: (oldest: string, newest: string) => `${oldest} – ${newest}`,

  recordingTitle: "Recording",
  recording,
  line: {
    on: "Recording",
    paused: "Recording paused",
    diskFull: "Disk full, nothing is written",
    failed: "Not recording",
  },
  pause: "Pause recording",
  resume: "Resume recording",
  dropped: (n: number, text: string) =>
    `${count(n, text, "sample", "samples")} came faster than this device could keep them and were left out, since Tilework started.`,

  tooOldNow: (n: number, text: string) =>
    `${count(n, text, "sample", "samples")} had a time older than what is kept and were left out, since Tilework started. Does the device’s clock run?`,
  setAside: (file: string) =>
    `The file with the history was damaged. Nothing was deleted: it was set aside as ${file}, and recording went on in a new one.`,

  keeping: "How long it is kept",
  keepFor: "Keep for",
  atMost: "At most",
  keepHelp: "What is older goes by itself. When the space is used up, the oldest samples go first.",
  forever: "For ever",
  days: (days: number) => {
    if (days === 365) return "1 year";
    if (days % 365 === 0) return `${days / 365} years`;
    return days === 1 ? "1 day" : `${days} days`;
  },
  megabytes: (mb: number) => (mb < 1000 || mb % 100 !== 0 ? `${mb} MB` : `${mb / 1000} GB`),
  shrinkTitle: "Keep less history?",
  shrinkDays: (days: string, series: string) =>
    `Samples older than ${days} are deleted now, from ${series}. This cannot be undone.`,
  shrinkSize: (used: string, limit: string) =>
    `The history takes ${used}. The oldest samples are deleted until it fits into ${limit}. This cannot be undone.`,
  shrinkConfirm: "Delete and keep less",

  compactTitle: "Space on the disk",
  compactFree: (size: string) => `About ${size} are no longer used and can be given back to the disk.`,
  compactNone: "There is next to nothing to give back right now.",
  compact: "Compact",
  compacting: (percent: string) => `Compacting… ${percent}`,
  compacted: (size: string) => `Done: ${size} given back.`,
  compactedNone: "Done. There was nothing to give back.",
  compactCancelled: "Cancelled. Nothing was lost.",

  list: "Recorded series",
  seriesTitle: "Series",
  filter: "Filter",
  filterPlaceholder: "Title, topic or broker",
  filterNone: "No series has these words.",
  showAll: (n: string) => `Show all ${n}`,
  emptyTitle: "Nothing recorded yet",
  emptyBody: "As soon as a tile reads a topic, its values are kept here, ready for charts.",
  noTile: "Not on any dashboard",
  goneBroker: "Deleted broker",
  slotOf: (title: string, label: string) => `${title} (${label})`,
  names: (names: string[]) => names.join(", "),
  kinds,
  details: (name: string) => `Details of ${name}`,

  broker: "Broker",
  topic: "Topic",
  template: "Value template",
  kind: "Kind",
  tiles: "Shown by",
  count: "Samples",
  space: "Space",
  period: "From – to",
  keep: "Keep",
  keepDefault: (rest: string) => `Like the rest (${rest})`,
  keepNothing: "Record nothing",
  keepNothingHelp: "Nothing new is recorded. What is there stays as long as the rest.",
  keepLess: (name: string) => `Keep less of ${name}?`,
  keepLessBody: (name: string, days: string) =>
    `Samples of “${name}” older than ${days} are deleted now. This cannot be undone.`,
  remove: "Delete history…",
  removeTitle: (name: string) => `Delete the history of ${name}?`,
  removeBody: (name: string, samples: string, read: boolean) => {
    const gone = `${samples} of “${name}” are deleted for good.`;
    return read ? `${gone} Its tiles stay, and what comes from now on is recorded anew.` : gone;
  },
  removeConfirm: "Delete history",

  importOpen: "Import from CSV",
  importNeeds: "No dashboard shows this series. To import into it, put a tile on its topic.",
  importTitle: (name: string) => `Import into ${name}`,
  importLead:
    "A table with the columns time and value, as Tilework exports it. Samples that are there already are not taken twice.",
  choose: "Choose a file",
  chooseOther: "Choose another file",
  whichSeries: "Which series of the file",
  whichSeriesHelp: "The file is long, and only its beginning was looked at: more series may follow.",
  allSeries: "All of them",
  import: "Import",
  importing: "Importing",
  percent: (percent: string) => `${percent} read`,
  emptyFile: "This file is empty.",
  unreadable: { title: "The file could not be read", body: "It may have been moved or changed. Choose it again." },
  imported: "Imported",
  importCancelled: "Import cancelled. Taken until then:",
  taken: "New samples",
  tooOld: "Older than what is kept",
  known: "Known already",
  others: "Of other series",
  wrong: "Could not be read",
  wrongLine: (line: string, fault: string) => `Line ${line}: ${fault}`,
  wrongMore: (n: string) => `and ${n} more`,
  faults,
  done: "Done",
};
