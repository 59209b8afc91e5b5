import { expect, test } from "vitest";
import { formatTime } from "../../lib/format";
import { commandWords, dataState, usable } from "./state";
import { aBinding, aCommand, aProblem, aReading, aReport, aTile, fakeContext, NOW, type Seen } from "../testing";

const tile = aTile("value", { bindings: { value: aBinding() }, commands: { set: aCommand() } });
const stateOf = (seen: Partial<Seen>, slots = ["value"]) => dataState(fakeContext({ tile, ...seen }), slots);
const fresh = aReading("value", 1);

test("a tile without a message says that there is no value yet", () => {
  expect(stateOf({})).toMatchObject({ sign: "unknown", words: "No value yet" });
});

test("a value that its source does not know is told as unknown; among others that are known it is passed over", () => {
  const lost = aReading("value", undefined);
  expect(stateOf({ readings: [lost] })).toMatchObject({ sign: "unknown", words: "Unknown" });
  const old = aReading("other", 1, { at: NOW - 60_000 });
  const two = { ...tile, bindings: { ...tile.bindings, other: aBinding() } };
  expect(stateOf({ tile: two, readings: [lost, old] }, ["value", "other"]).sign).toBe("live");
});

test("a tile with a message is live and says nothing more", () => {
  expect(stateOf({ readings: [fresh] })).toMatchObject({ sign: "live", words: undefined });
});

test("a tile is stale only when its option says after how long, and tells since when", () => {
  const old = aReading("value", 1, { at: NOW - 840_000 });
  expect(stateOf({ readings: [old] }).sign).toBe("live");
  const strict = { ...tile, options: { staleAfterSeconds: 60 } };
  const state = stateOf({ tile: strict, readings: [old] });
  expect(state.sign).toBe("stale");
  expect(state.words).toMatch(/^No update since \d?\d:52/);
});

test("a broker that is away comes before all that was heard", () => {
  expect(stateOf({ online: false, readings: [fresh] })).toMatchObject({ sign: "offline", words: "Not connected" });
});

test("a device that reported itself away is offline", () => {
  expect(stateOf({ readings: [fresh, aReading("availability", false)] })).toMatchObject({
    sign: "offline",
    words: "Device is offline",
  });
  expect(stateOf({ readings: [fresh, aReading("availability", true)] }).sign).toBe("live");
});

test("an availability that was never understood is told, and one that was before stays as it was", () => {
  const never = aProblem("availability", { kind: "notOnOff", excerpt: "sleeping" });
  const state = stateOf({ readings: [fresh, never] });
  expect(state).toMatchObject({ sign: "problem", editor: true, words: expect.stringContaining("“sleeping”") });
  const before = aProblem("availability", { kind: "notOnOff", excerpt: "sleeping" }, true);
  expect(stateOf({ readings: [fresh, before] }).sign).toBe("live");
});

test("an unreadable message is told in words, and ends with the next good one", () => {
  const bad = aProblem("value", { kind: "notANumber", excerpt: "unavailable" }, 24);
  expect(stateOf({ readings: [bad] })).toMatchObject({ sign: "problem", editor: false });
  expect(stateOf({ readings: [bad] }).words).toContain("unavailable");
});

test("a broken template and a refused subscription lead to the editor", () => {
  expect(stateOf({ readings: [aProblem("value", { kind: "template", line: 1, message: "x" })] }).editor).toBe(true);
  const refusal = { code: 135, reason: "notAuthorized", text: "no rights on farm" } as const;
  const refused = stateOf({ readings: [aProblem("value", { kind: "subscriptionRefused", refusal })] });
  expect(refused.editor).toBe(true);
  expect(refused.words).toBe("Not authorised to read this topic");
});

test("a tile whose template made too much work says so, leads to the editor and can be tried again", () => {
  const off = stateOf({ readings: [aProblem("value", { kind: "switchedOff", line: 3 }, 24)] });
  expect(off).toMatchObject({ sign: "problem", editor: true, switchedOff: true });
  expect(off.words).toMatch(/Switched off.*line 3 of the template/);
  expect(stateOf({ readings: [aProblem("value", { kind: "notATime", excerpt: "" })] }).switchedOff).toBe(false);
});

test("a message over the limit is told with its size, and the last value stays", () => {
  const left = aProblem("value", { kind: "messageTooLarge", bytes: 20 * 1024 * 1024, limit: 16 * 1024 * 1024 }, 24);
  expect(stateOf({ readings: [left] })).toMatchObject({
    sign: "problem",
    words: expect.stringMatching(/20 MiB.*16 MiB/),
  });
});

test("a value whose time is over is stale, and says when it ended", () => {
  const ends = NOW + 60_000;
  const reading = aReading("value", 24, { expires: ends });
  expect(stateOf({ readings: [reading] }).sign).toBe("live");
  const over = stateOf({ readings: [reading], now: ends });
  expect(over).toMatchObject({ sign: "stale", words: `Expired at ${formatTime(ends, ends)}` });
});

test("a broker that was switched off is told as that, not as trouble", () => {
  expect(stateOf({ online: false, off: true })).toMatchObject({ sign: "offline", words: "Broker is off" });
});

test("a tile without what it needs is broken", () => {
  expect(stateOf({ tile: aTile("value") })).toMatchObject({ sign: "error", editor: true });
  expect(dataState(fakeContext({ tile: aTile("button") }), [], "press")).toMatchObject({ sign: "error", editor: true });
});

test("controls do nothing while the broker or the device is away, or the dashboard is edited", () => {
  expect(usable(fakeContext({ tile }), "set")).toBe(true);
  expect(usable(fakeContext({ tile, online: false }), "set")).toBe(false);
  expect(usable(fakeContext({ tile, editing: true }), "set")).toBe(false);
  expect(usable(fakeContext({ tile, readings: [aReading("availability", false)] }), "set")).toBe(false);
  expect(usable(fakeContext({ tile }), "press")).toBe(false);
});

test("every end of a command has words of its own", () => {
  const words = (["sending", "sent", "confirmed", "unconfirmed"] as const).map((state) =>
    commandWords(aReport("set", state)),
  );
  words.push(commandWords(aReport("set", { kind: "offline" })), commandWords(aReport("set", { kind: "busy" })));
  expect(new Set(words).size).toBe(6);
  expect(commandWords(undefined)).toBeUndefined();
});
