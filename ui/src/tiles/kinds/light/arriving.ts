// Whether a light shows the colour that was wanted of it, after it was asked. It may say it in other numbers.
import type { CommandReport, Reading } from "../../../lib/bindings/api";
import { isSame, type Colour } from "./colour";

/** One for each tile; it is told of each report and reading. What the broker had kept answers nothing. */
export function arriving() {
  let id: number | undefined;
  let begun = -Infinity;
  let there = false;
  return (
    report: CommandReport | undefined,
    reading: Reading | undefined,
    shown: Colour | undefined,
    wanted: Colour | undefined,
  ): boolean => {
    const at = reading?.at ?? -Infinity;
    if (report?.id !== id) {
      id = report?.id;
      begun = at;
      there = false;
    }
    if (!report || !shown || !wanted) return false;
    const fresh = at > begun && reading?.retained === false && !reading.problem;
    there ||= fresh && isSame(shown, wanted);
    return there;
  };
}
