import { expect, test, vi } from "vitest";
import { Latest } from "./latest.svelte";

test("the newest question wins, and the old answer stays until it is answered", async () => {
  const waiting: ((answer: string) => void)[] = [];
  const put = vi.fn((_question: string) => new Promise<string>((done) => waiting.push(done)));
  const latest = new Latest(put);
  for (const question of ["a", "b", "c"]) latest.ask(question);
  waiting[0]?.("A");
  await vi.waitFor(() => expect(put.mock.calls.map(([question]) => question)).toEqual(["a", "c"]));
  expect([latest.answer, latest.busy]).toEqual(["A", true]);
  waiting[1]?.("C");
  await vi.waitFor(() => expect([latest.answer, latest.busy]).toEqual(["C", false]));
});

test("a failure is told until the next answer", async () => {
  const put = vi.fn<(question: number) => Promise<number>>();
  put.mockRejectedValueOnce("no").mockResolvedValueOnce(2);
  const latest = new Latest(put);
  latest.ask(1);
  await vi.waitFor(() => expect(latest.failure).toBe("no"));
  latest.ask(2);
  await vi.waitFor(() => expect([latest.answer, latest.failure]).toEqual([2, undefined]));
});

test("nothing is asked for after the end", () => {
  const put = vi.fn(() => Promise.resolve(1));
  const latest = new Latest(put);
  latest.end();
  latest.ask(1);
  expect(put).not.toHaveBeenCalled();
});
