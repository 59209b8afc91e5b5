// How a gauge is drawn. A tile that says nothing is an arc, as all were before there was a choice.
import type { Accent, JsonValue } from "../../../lib/bindings/api";
import type { Place, Scale } from "../../frame/scale";
import type { Shown } from "../../frame/show";
import type { Band } from "../../rules";

export const LOOKS = ["arc", "ring", "linear", "tank", "battery", "thermometer"] as const;
export type Look = (typeof LOOKS)[number];

/** A look of a newer version is drawn as the first one. */
export const lookOf = (saved: JsonValue | undefined): Look => LOOKS.find((it) => it === saved) ?? LOOKS[0];

/** What all looks draw. */
export interface Drawn {
  /** Undefined: there is no number. */
  place: Place | undefined;
  scale: Scale;
  bands: readonly Band[];
  /** By a rule, instead of the tile's own. */
  accent: Accent | undefined;
  shown: Shown;
  /** The value cannot be trusted. */
  dim: boolean;
}
