import { expect, test } from "vitest";
import kind from "./kind";

const draftOf = (values: Record<string, string | boolean>) => kind.toDraft({ ...kind.blank(), ...values }, "farm");

test("a switch sends its payloads and waits five seconds for the state", () => {
  const { bindings, commands } = draftOf({ topic: "pump/state", commandTopic: " pump/set " });
  expect(bindings["state"]).toMatchObject({
    broker: "farm",
    topic: "pump/state",
    decode: { as: "onOff", on: "ON", off: "OFF" },
  });
  expect(commands["set"]).toMatchObject({
    topic: "pump/set",
    payload: { as: "onOff", on: "ON", off: "OFF" },
    answer: { slot: "state", timeoutMs: 5_000, tolerance: 0 },
  });
});

test("without a state topic nothing answers", () => {
  const { bindings, commands } = draftOf({ commandTopic: "pump/set" });
  expect(bindings).toEqual({});
  expect(commands["set"]?.answer).toBeNull();
});

test("a device may report other words than it takes", () => {
  const { bindings } = draftOf({ topic: "t", payloadOn: "1", payloadOff: "0", stateOn: "running" });
  expect(bindings["state"]?.decode).toEqual({ as: "onOff", on: "running", off: "0" });
});

test.each([
  ["0.05", true],
  ["abc", true],
  ["601", true],
  ["2,5", false],
  ["", false],
])("an answer within %s seconds is a problem: %s", (answerWithin, problem) => {
  expect("answerWithin" in (kind.check?.({ ...kind.blank(), answerWithin }) ?? {})).toBe(problem);
});
