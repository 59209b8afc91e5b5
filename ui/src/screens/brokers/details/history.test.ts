import { expect, test } from "vitest";
import type { LogEntry, LogEvent } from "../../../lib/bindings/api";
import { formatTime } from "../../../lib/format";
import { episodes } from "./history";

const NOW = new Date(2026, 10, 22, 14, 6).getTime();
const at = (minute: number, event: LogEvent): LogEntry => ({ at: clock(minute), event });
const clock = (minute: number) => new Date(2026, 10, 22, 13, minute).getTime();
const time = (minute: number) => formatTime(clock(minute), NOW);
const told = (...log: LogEntry[]) => episodes(log, NOW).map(({ text }) => text);

const lost: LogEvent = { kind: "lost", reason: { kind: "lost" } };
const online: LogEvent = { kind: "online", endpoint: 0 };

test("an outage is one sentence, from its beginning to its end", () => {
  expect(told(at(52, lost), at(53, online))).toEqual([
    `Lost at ${time(52)}: the connection was closed or reset · back at ${time(53)}`,
  ]);
});

test("attempts that failed in the same way are told once, with their number", () => {
  const failed: LogEvent = { kind: "failed", reason: { kind: "portClosed" }, attempts: 12 };
  expect(told(at(52, lost), at(52, failed), at(58, online))).toEqual([
    `Lost at ${time(52)}: the connection was closed or reset · then nothing listens on this port (12 attempts) · back at ${time(58)}`,
  ]);
});

test("outages of one kind in a row are one line", () => {
  const log = [1, 2, 3, 4].flatMap((minute) => [at(minute, lost), at(minute, online)]);
  expect(told(...log)).toEqual([
    `Lost 4 times from ${time(1)} to ${time(4)} and back each time: the connection was closed or reset`,
  ]);
});

test("an outage that lasts stands out, and the newest comes first", () => {
  const log = [at(1, online), at(9, { kind: "lost", reason: { kind: "silent" } })];
  expect(episodes(log, NOW)).toMatchObject([
    { text: `Lost at ${time(9)}: the broker fell silent`, tone: "bad" },
    { text: `Connected at ${time(1)}`, tone: "ok" },
  ]);
});

test("the address is said where it is not the first", () => {
  expect(told(at(1, lost), at(2, { kind: "online", endpoint: 1 }))[0]).toContain(
    `back at ${time(2)}, over the remote address`,
  );
});

test("what a person has to mend and what a person wanted are told as such", () => {
  const reason = { kind: "refused", refusal: { code: 134, reason: "badUserNameOrPassword", text: null } } as const;
  expect(told(at(1, { kind: "left" }), at(2, { kind: "stopped", reason }))).toEqual([
    `Stopped at ${time(2)}: the broker refused this user name or password`,
    `Disconnected at ${time(1)}, as asked`,
  ]);
});

test("what ended the connection and stopped it is told once", () => {
  const reason = { kind: "dismissed", refusal: { code: 142, reason: "sessionTakenOver", text: null } } as const;
  expect(told(at(1, { kind: "lost", reason }), at(1, { kind: "stopped", reason }))).toEqual([
    `Lost at ${time(1)}: another app connected with the same client ID · not tried again`,
  ]);
});
