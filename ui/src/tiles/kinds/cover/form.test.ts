import { expect, test } from "vitest";
import type { FormValues } from "../../../components/form";
import { aTile } from "../../testing";
import kind from "./kind";

const draftOf = (values: FormValues) => kind.toDraft({ ...kind.blank(), ...values }, "farm");
const again = (values: FormValues) => {
  const draft = draftOf(values);
  return kind.fromTile(aTile("cover", { ...(draft as object) }));
};

test("three payloads go to one topic, and the state answers open and close", () => {
  const { commands } = draftOf({ topic: "cover/state", commandTopic: "cover/set" });
  expect(Object.keys(commands)).toEqual(["open", "close", "stop"]);
  expect(commands["close"]).toMatchObject({
    topic: "cover/set",
    payload: { as: "template", text: "CLOSE" },
    answer: { slot: "state", timeoutMs: 60_000 },
  });
  expect(commands["stop"]?.answer).toBeNull();
});

test("without a state the position answers, and without both nothing does", () => {
  const only = draftOf({ positionTopic: "p", positionCommandTopic: "p/set", commandTopic: "c" });
  expect(only.commands["open"]?.answer).toEqual({ slot: "position", timeoutMs: 60_000, tolerance: 1 });
  expect(only.commands["setPosition"]?.answer).toEqual({ slot: "position", timeoutMs: 60_000, tolerance: 1 });
  expect(draftOf({ commandTopic: "c" }).commands["open"]?.answer).toBeNull();
});

test("what has no payload for stop cannot be stopped", () => {
  expect(Object.keys(draftOf({ commandTopic: "c", stopPayload: "" }).commands)).toEqual(["open", "close"]);
});

test("each press may have a topic of its own, with nothing sent there", () => {
  const values = { openTopic: "cmnd/x/ShutterOpen1", openPayload: "", closeTopic: "cmnd/x/ShutterClose1" };
  const { commands } = draftOf({ ...values, stopPayload: "" });
  expect(Object.keys(commands)).toEqual(["open", "close"]);
  expect(commands["open"]).toMatchObject({ topic: "cmnd/x/ShutterOpen1", payload: { text: "" } });
  expect(again(values)).toMatchObject({ ...values, commandTopic: "" });
});

test("how long an answer may take is said once, for all", () => {
  const { commands } = draftOf({ topic: "s", commandTopic: "c", answerWithin: "20", retain: true });
  expect([commands["open"], commands["close"]].map((it) => it?.answer?.timeoutMs)).toEqual([20_000, 20_000]);
  expect(Object.values(commands).every((it) => it.retain)).toBe(true);
});

test("a new one waits for its topic and is not broken", () => {
  expect(Object.values(draftOf({}).commands).map((it) => it.topic)).toEqual(["", "", ""]);
  expect(Object.keys(draftOf({ positionTopic: "p", positionCommandTopic: "p/set" }).commands)).toEqual(["setPosition"]);
});

test("it needs something that it can send", () => {
  expect(kind.check?.(kind.blank())).toHaveProperty("commandTopic");
  expect(kind.check?.({ ...kind.blank(), positionCommandTopic: "p/set" })).toEqual({});
});
