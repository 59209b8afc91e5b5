// Whether a device is on its way to a number that is wanted of it. A valve takes longer than an answer may, and tells where it is meanwhile.
import type { CommandReport, Reading } from "../../lib/bindings/api";
import { numberIn } from "./show";

/** What has come no nearer for so long has stopped, in milliseconds. */
const STOPPED = 10_000;
/** What floating point rounds. */
const NOISE = 1e-9;

interface Way {
  id: number;
  wanted: number;
  /** How far it was at its nearest. */
  nearest: number;
  /** When it was heard last, and when it had come nearer. */
  heard: number;
  nearer: number | undefined;
}

/** One for each tile; it is told of each report and reading, and says when the device came nearer last. */
export function nearing(): (report: CommandReport | undefined, reading: Reading | undefined) => number | undefined {
  let way: Way | undefined;
  return (report, reading) => {
    const value = numberIn(reading);
    const at = reading?.at ?? -Infinity;
    if (typeof report?.value !== "number") return (way = undefined);
    const distance = value === undefined ? Infinity : Math.abs(value - report.value);
    if (way?.id !== report.id || way.wanted !== report.value) {
      way = { id: report.id, wanted: report.value, nearest: distance, heard: at, nearer: undefined };
    } else if (at > way.heard && reading?.retained === false && !reading.problem) {
      way.heard = at;
      // Where it was is not known before the first message: that one alone is no way.
      if (distance < way.nearest - NOISE && way.nearest !== Infinity) way.nearer = at;
      way.nearest = Math.min(way.nearest, distance);
    }
    return way.nearer;
  };
}

export const isUnderWay = (nearer: number | undefined, now: number): boolean =>
  nearer !== undefined && now - nearer < STOPPED;
