import { expect, test, vi } from "vitest";
import type { Moment, MomentRequest } from "../bindings/api";
import { call } from "../call";
import { Moments } from "./moments.svelte";

vi.mock("../call", () => ({ call: vi.fn() }));

const moment = (value: number): Moment[] => [
  { binding: "t/a", value: { type: "number", value }, at: 1, lowest: null, highest: null },
];
const asked = () => vi.mocked(call).mock.calls.map((args) => (args[1] as { request: MomentRequest }).request.at);

test("one question is under way at a time, and the newest of those that wait comes next", async () => {
  const answers: ((it: Moment[]) => void)[] = [];
  vi.mocked(call)
    .mockReset()
    .mockImplementation(() => new Promise((done) => answers.push(done as never)));
  const moments = new Moments();
  for (const at of [100, 200, 300]) moments.ask(["t/a"], at, 10);
  expect(asked()).toEqual([100]);
  answers[0]?.(moment(1));
  await vi.waitFor(() => expect(asked()).toEqual([100, 300]));
  expect(moments.answered?.at).toBe(100);
  answers[1]?.(moment(3));
  await vi.waitFor(() => expect(moments.answered?.at).toBe(300));
  expect(moments.answered?.moments.get("t/a")?.value).toEqual({ type: "number", value: 3 });
});

test("the last answer stays when the next does not come", async () => {
  vi.mocked(call)
    .mockReset()
    .mockResolvedValueOnce(moment(1) as never)
    .mockRejectedValueOnce(new Error("gone"));
  const moments = new Moments();
  moments.ask(["t/a"], 100, 10);
  await vi.waitFor(() => expect(moments.answered?.at).toBe(100));
  moments.ask(["t/a"], 200, 10);
  await vi.waitFor(() => expect(asked()).toHaveLength(2));
  expect(moments.answered?.at).toBe(100);
});

test("an answer that comes after the crosshair went is not shown", async () => {
  let answer: (it: Moment[]) => void = () => undefined;
  vi.mocked(call)
    .mockReset()
    .mockImplementation(() => new Promise((done) => (answer = done as never)));
  const moments = new Moments();
  moments.ask(["t/a"], 100, 10);
  moments.clear();
  answer(moment(1));
  await Promise.resolve();
  expect(moments.answered).toBeUndefined();
});
