// The history of a tile: ranges, legend, table, what can be taken away.

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const YEAR = 365 * DAY;

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

/** "Last hour", "Last 7 days". */
function last(seconds: number): string {
  const told = (count: number, one: string) => (count === 1 ? `Last ${one}` : `Last ${count} ${one}s`);
  if (seconds >= YEAR && seconds % YEAR === 0) return told(seconds / YEAR, "year");
  if (seconds > DAY && seconds % DAY === 0) return told(seconds / DAY, "day");
  if (seconds % HOUR === 0) return told(seconds / HOUR, "hour");
  if (seconds % MINUTE === 0) return told(seconds / MINUTE, "minute");
  return told(seconds, "second");
}

/** "15 m", "7 d": on a chip. */
function short(seconds: number): string {
  if (seconds >= YEAR && seconds % YEAR === 0) return `${seconds / YEAR} y`;
  if (seconds > DAY && seconds % DAY === 0) return `${seconds / DAY} d`;
  if (seconds % HOUR === 0) return `${seconds / HOUR} h`;
  if (seconds % MINUTE === 0) return `${seconds / MINUTE} m`;
  return `${seconds} s`;
}

/** "3 d 4 h", "12 min", "40 s": two parts at most. */
function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  const parts: [number, string][] = [
    [Math.floor(seconds / DAY), "d"],
    [Math.floor((seconds % DAY) / HOUR), "h"],
    [Math.floor((seconds % HOUR) / MINUTE), "min"],
    [seconds % MINUTE, "s"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return "0 s";
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

export const history = {
  open: (title: string) => `${title} history`,
  title: (title: string) => `${title} history`,
  button: "History",
  key: "H",
  back: "Close history",
  live: "Live",
  ranges: "Time range",
  last,
  short,
  duration,
  custom: "Custom…",
  customTitle: "Choose a time range",
  from: "From",
  to: "To",
  show: "Show",
  wrongTime: "Choose a date and a time.",
  emptyRange: "The end must be after the beginning.",
  longRange: "Ten years at most.",
  compare: "Compare",
  compareWith: { none: "Off", day: "Day before", week: "Week before", year: "Year before" },
  compareShort: { none: "Off", day: "Day", week: "Week", year: "Year" },
  dashed: (compare: "day" | "week" | "year") => `Dashed: the ${compare} before`,
  /** Of a picture that was taken away: what its dashed lines are. */
  subtitle: (range: string, compare: "day" | "week" | "year" | null) =>
    compare === null ? range : `${range} · dashed: the ${compare} before`,
  table: "Table",
  tableCaption: (title: string, range: string) => `${title}, ${range}`,
  tableTime: "Time",
  tableWhole: (length: string) => `Each row is ${length} long: the mean, and from the lowest to the highest.`,
  tableBars: {
    hour: "A row for each hour: its bar.",
    day: "A row for each day: its bar.",
    week: "A row for each week: its bar.",
    month: "A row for each month: its bar.",
  },
  tableExact: "Each row is what came at that time.",
  tableEmpty: "No values in this range.",
  range: (lowest: string, highest: string) => `${lowest} to ${highest}`,
  around: (value: string, lowest: string, highest: string) => `${value} (${lowest} to ${highest})`,
  columns: {
    minimum: "Lowest",
    mean: "Mean",
    maximum: "Highest",
    last: "Last",
    change: "Change",
    total: "Total",
    samples: "Values",
  },
  meanHint: "Each value counts for as long as it held.",
  barsHint: "Of the bars that are over.",
  changes: (count: number) => many(count, "change", "changes"),
  states: (label: string) => `${label}, time in each state`,
  stateTime: (state: string, time: string, share: string) => `${state} ${time} · ${share}`,
  noStatistics: "No values in this range",
  chart: (title: string, range: string) => `${title}. ${range}`,
  moment: (title: string) => `${title}, values at a moment`,
  noMoment: "Arrow keys choose a moment",
  atMoment: (moment: string, values: string[]) => `${moment}: ${values.length === 0 ? "no values" : values.join(", ")}`,
  labelled: (label: string, value: string) => `${label} ${value}`,
  keys: "Arrow keys choose a moment. Shift and arrow keys move the range, plus and minus zoom, 0 goes back to live, Escape closes.",
  hint: "Drag to move, scroll or pinch to zoom, tap twice to go back to live.",
  emptyTitle: "No history yet",
  emptyBody: "Every value that comes from now on is kept and drawn here.",
  allHidden: "All series are hidden.",
  nothingHere: "Nothing was recorded in this time.",
  failed: "The chart could not be drawn.",
  tryAgain: "Try again",
  export: "Export",
  png: { light: "Save as PNG, light", dark: "Save as PNG, dark" },
  svg: { light: "Save as SVG, light", dark: "Save as SVG, dark" },
  csv: "Save samples as CSV",
  jsonLines: "Save samples as JSON Lines",
  savingPicture: "Saving the picture…",
  savingSamples: "Saving the samples…",
  progress: (done: string) => `${done} values`,
  progressOf: (done: string, total: string) => `${done} of ${total} values`,
  cancelExport: "Cancel",
  saved: (place: string) => `Saved: ${place}`,
  savedSamples: (count: string, place: string) => `${count} values saved: ${place}`,
  slots: { state: "State", value: "Value" } as Record<string, string>,
};
