// Whether a device is there, by all that is said of it. As core::availability::is_away.
import type { AvailabilityMode, Reading } from "./bindings/api";

/** Before any of it was understood it is not away. */
export function isAway(said: readonly Reading[], mode: AvailabilityMode): boolean {
  const known = said.filter((it) => it.value?.type === "boolean");
  const isOff = ({ value }: Reading) => value?.type === "boolean" && !value.value;
  switch (mode) {
    case "any":
      return known.length > 0 && known.every(isOff);
    case "latest": {
      const newest = known.reduce<Reading | undefined>(
        (best, it) => ((it.at ?? -1) >= (best?.at ?? -1) ? it : best),
        undefined,
      );
      return newest !== undefined && isOff(newest);
    }
    default:
      return known.some(isOff);
  }
}
