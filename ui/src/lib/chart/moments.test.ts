import { expect, test, vi } from "vitest";
import { call } from "../call";
import { askMoments, momentRequest } from "./moments";

vi.mock("../call", () => ({ call: vi.fn() }));

test("a moment is asked for in whole milliseconds, and for no less than one around it", () => {
  expect(momentRequest(["t/a"], 100.4, 0.2)).toEqual({ bindings: ["t/a"], at: 100, around: 1, bars: null });
  expect(momentRequest(["t/a"], 100.5, 20.6)).toEqual({ bindings: ["t/a"], at: 101, around: 21, bars: null });
});

test("what was said comes by binding, with the moment it was asked for", async () => {
  const said = {
    binding: "t/a",
    value: { type: "number", value: 3 },
    at: 90,
    until: null,
    lowest: null,
    highest: null,
  };
  vi.mocked(call).mockResolvedValueOnce([said] as never);
  const moments = askMoments();
  moments.ask(momentRequest(["t/a"], 100, 10));
  await vi.waitFor(() => expect(moments.answer?.at).toBe(100));
  expect(moments.answer?.moments.get("t/a")).toEqual(said);
});

test("the last answer stays when the next does not come", async () => {
  vi.mocked(call)
    .mockResolvedValueOnce([] as never)
    .mockRejectedValueOnce(new Error("gone"));
  const moments = askMoments();
  moments.ask(momentRequest([], 100, 10));
  await vi.waitFor(() => expect(moments.answer?.at).toBe(100));
  moments.ask(momentRequest([], 200, 10));
  await vi.waitFor(() => expect(moments.failure).toBeInstanceOf(Error));
  expect(moments.answer?.at).toBe(100);
});
