// One of a thermostat's targets: what the device says of it, and steps to another.
import type { Reading } from "../../../lib/bindings/api";
import type { TileContext } from "../../contract";
import { setting, type Slots } from "../../frame/setting.svelte";
import { numberText, unitOf, withUnit } from "../../frame/show";
import { stepping } from "../../frame/stepping.svelte";
import { digitsOf, scaleOf } from "../../frame/steps";
import { STEP, USUAL } from "./options";

export type Degrees = ReturnType<typeof degrees>;

interface Bounds {
  /** None may be set below it, or above: the other of two targets. */
  least?: () => number | undefined;
  most?: () => number | undefined;
}

/** Call it while the component is made. */
export function degrees(context: () => TileContext, slots: Slots, bounds: Bounds = {}) {
  const scale = $derived(scaleOf({ ...USUAL, step: STEP, ...context().tile.options }));
  const unit = $derived.by(() => {
    const { tile, reading } = context();
    return unitOf(tile, slots.reads, reading(slots.reads)) ?? unitOf(tile, "value", reading("value")) ?? "°";
  });
  const write = (value: unknown) =>
    typeof value === "number" ? withUnit(numberText(value, digitsOf(scale)), unit) : String(value ?? "");
  const figure = (value: number, said = it.reading) => numberText(value, said?.decimals ?? digitsOf(scale));
  const tell = (value: number, said?: Reading) => withUnit(figure(value, said), unit);
  const it = setting(context, write, slots);
  const steps = stepping(it, {
    get scale() {
      return scale;
    },
    get least() {
      return bounds.least?.();
    },
    get most() {
      return bounds.most?.();
    },
    write,
    tell,
  });

  return {
    steps,
    get there() {
      return it.there;
    },
    get told() {
      return steps.told;
    },
    get wanted() {
      return steps.wanted;
    },
    get base() {
      return steps.base;
    },
    get report() {
      return it.report;
    },
    get retry() {
      return it.retry;
    },
    get note() {
      return steps.words;
    },
    get unit() {
      return unit;
    },
    /** The number alone, with the digits of the device. */
    figure,
    /** With its unit. */
    tell,
    /** The number alone, as it is set. */
    set: (value: number) => numberText(value, digitsOf(scale)),
  };
}
