// How a picture lies in its tile.
import type { JsonValue } from "../../../lib/bindings/api";

export const FITS = ["whole", "filled"] as const;
export type Fit = (typeof FITS)[number];

/** One of a newer version cuts nothing off. */
export const fitOf = (saved: JsonValue | undefined): Fit => FITS.find((it) => it === saved) ?? FITS[0];
