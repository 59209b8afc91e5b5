// The words for on and off: what the device takes, and what it reports where that differs. Of the slots `state` and `set`.
import type { FormValues } from "../../components/form";
import type { Decode, PayloadRule } from "../../lib/bindings/api";
import { t } from "../../lib/text/index";
import { command } from "./fields";
import { typed, type Part } from "./parts";

export function onOffPayload(values: FormValues): PayloadRule {
  return { as: "onOff", on: typed(values, "payloadOn"), off: typed(values, "payloadOff") };
}

/** Of a tile with more to set, whose answers' time is said once for all (`delivery` of property.ts), in seconds. */
export const onOffCommand = (within: number): Part =>
  command(
    "set",
    { role: "set", answer: "state", required: true },
    ({ values, old, hasState }) => ({
      payload: onOffPayload(values),
      answer: hasState ? (old?.answer ?? { slot: "state", timeoutMs: within * 1_000, tolerance: 0 }) : null,
    }),
    { payload: "payloadOn", "payload.off": "payloadOff", answer: "answerWithin" },
  );

export const onOffWords: Part = {
  fields: [
    { name: "payloadOn", kind: "text", label: t.tiles.fields.payloadOn, width: "half" },
    { name: "payloadOff", kind: "text", label: t.tiles.fields.payloadOff, width: "half" },
    {
      name: "stateOn",
      kind: "text",
      label: t.tiles.fields.stateOn,
      help: t.tiles.fields.stateHelp,
      width: "half",
      advanced: true,
    },
    { name: "stateOff", kind: "text", label: t.tiles.fields.stateOff, width: "half", advanced: true },
  ],
  blank: { payloadOn: "ON", payloadOff: "OFF", stateOn: "", stateOff: "" },
  read(tile) {
    const sends = tile.commands["set"]?.payload;
    const [on, off] = sends?.as === "onOff" ? [sends.on, sends.off] : ["ON", "OFF"];
    const reads = tile.bindings["state"]?.decode;
    const [stateOn, stateOff] = reads?.as === "onOff" ? [reads.on, reads.off] : [on, off];
    return {
      payloadOn: on,
      payloadOff: off,
      stateOn: stateOn === on ? "" : stateOn,
      stateOff: stateOff === off ? "" : stateOff,
    };
  },
  write({ values, draft }) {
    const state = draft.bindings["state"];
    if (!state) return;
    const on = typed(values, "stateOn") || typed(values, "payloadOn");
    const off = typed(values, "stateOff") || typed(values, "payloadOff");
    state.decode = { as: "onOff", on, off } satisfies Decode;
  },
  paths: { "bindings.state.decode": "stateOn" },
};
