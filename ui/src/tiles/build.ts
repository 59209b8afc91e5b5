// Bindings and commands with what most have, for samples and tests.
import type { Answer, Binding, Command } from "../lib/bindings/api";

export const aBinding = (over: Partial<Binding> = {}): Binding => ({
  broker: "farm",
  topic: "farm/state",
  qos: "atMostOnce",
  template: null,
  decode: { as: "auto" },
  unit: null,
  timeTemplate: null,
  ...over,
});

export const aCommand = (over: Partial<Command> = {}): Command => ({
  broker: "farm",
  topic: "farm/set",
  payload: { as: "onOff", on: "ON", off: "OFF" },
  qos: "atLeastOnce",
  retain: false,
  answer: { slot: "state", timeoutMs: 5_000, tolerance: 0 },
  ...over,
});

/** Sends a value as it is, which `slot` answers. */
export const aSetting = (slot: string, answer: Partial<Pick<Answer, "timeoutMs" | "tolerance">> = {}): Command =>
  aCommand({
    payload: { as: "template", text: "{{ value }}" },
    answer: { slot, timeoutMs: 5_000, tolerance: 0, ...answer },
  });
