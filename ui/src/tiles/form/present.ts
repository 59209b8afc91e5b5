// What the tile being edited reads right now, for fields that show what comes of it.
import { getContext, setContext } from "svelte";
import type { Reading } from "../../lib/bindings/api";

const KEY = Symbol("present");

/** Before the form is drawn. A getter, so that only the fields that look at it are drawn again. */
export function providePresent(reading: () => Reading | undefined): void {
  setContext(KEY, reading);
}

/** Nothing where no editor stands around the form. */
export function usePresent(): () => Reading | undefined {
  return getContext<(() => Reading | undefined) | undefined>(KEY) ?? (() => undefined);
}
