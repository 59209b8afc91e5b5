import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { effectRoot } from "../test/effects.svelte";
import { Ask } from "./ask.svelte";

/** Answers come when the test gives them. */
function asking() {
  const put: { question: string; answer: (it: string) => void; fail: (cause: unknown) => void }[] = [];
  const ask = new Ask(
    (question: string) => new Promise<string>((answer, fail) => put.push({ question, answer, fail })),
  );
  return { ask, put, questions: () => put.map(({ question }) => question) };
}

test("the newest question wins, and the old answer stays until it is answered", async () => {
  const { ask, put, questions } = asking();
  for (const question of ["a", "b", "c"]) ask.ask(question);
  expect(questions()).toEqual(["a"]);
  put[0]?.answer("A");
  await vi.waitFor(() => expect(questions()).toEqual(["a", "c"]));
  expect([ask.answer, ask.busy]).toEqual(["A", true]);
  put[1]?.answer("C");
  await vi.waitFor(() => expect([ask.answer, ask.busy]).toEqual(["C", false]));
});

test("a failure is told until the next answer, and what was answered before stays", async () => {
  const { ask, put } = asking();
  ask.ask("a");
  put[0]?.answer("A");
  await vi.waitFor(() => expect(ask.answer).toBe("A"));
  ask.ask("b");
  put[1]?.fail("no");
  await vi.waitFor(() => expect([ask.answer, ask.failure]).toEqual(["A", "no"]));
  ask.ask("c");
  put[2]?.answer("C");
  await vi.waitFor(() => expect([ask.answer, ask.failure]).toEqual(["C", undefined]));
});

test("what could not be put at all is a failure too, and the next question is asked", async () => {
  const put = vi.fn<(question: string) => Promise<string>>();
  put.mockImplementationOnce(() => {
    throw new RangeError("too far");
  });
  put.mockResolvedValueOnce("B");
  const ask = new Ask(put);
  ask.ask("a");
  await vi.waitFor(() => expect(ask.failure).toBeInstanceOf(RangeError));
  ask.ask("b");
  await vi.waitFor(() => expect([ask.answer, ask.busy]).toEqual(["B", false]));
});

test("trying again asks the newest question, also when it waited for another", async () => {
  const { ask, put, questions } = asking();
  ask.retry();
  expect(questions()).toEqual([]);
  ask.ask("a");
  ask.ask("b");
  ask.retry();
  put[0]?.fail("no");
  await vi.waitFor(() => expect(questions()).toEqual(["a", "b"]));
  put[1]?.fail("no");
  await vi.waitFor(() => expect(ask.busy).toBe(false));
  ask.retry();
  expect(questions()).toEqual(["a", "b", "b"]);
});

test("what is forgotten is not shown, not even when its answer comes later", async () => {
  const { ask, put, questions } = asking();
  ask.ask("a");
  ask.ask("b");
  ask.forget();
  put[0]?.answer("A");
  await vi.waitFor(() => expect(ask.busy).toBe(false));
  expect([ask.answer, questions()]).toEqual([undefined, ["a"]]);
  ask.ask("c");
  put[1]?.fail("no");
  await vi.waitFor(() => expect(ask.failure).toBe("no"));
  ask.forget();
  expect(ask.failure).toBeUndefined();
});

test("a question after what was forgotten is answered, although the one before it is still under way", async () => {
  const { ask, put } = asking();
  ask.ask("a");
  ask.forget();
  ask.ask("b");
  put[0]?.answer("A");
  await vi.waitFor(() => expect(put).toHaveLength(2));
  expect(ask.answer).toBeUndefined();
  put[1]?.answer("B");
  await vi.waitFor(() => expect(ask.answer).toBe("B"));
});

test("an effect that asks is not run again by what becomes of the question", async () => {
  const { ask, put, questions } = asking();
  const end = effectRoot(() => ask.ask("a"));
  await vi.waitFor(() => expect(put).toHaveLength(1));
  put[0]?.answer("A");
  await vi.waitFor(() => expect(ask.busy).toBe(false));
  flushSync();
  expect(questions()).toEqual(["a"]);
  end();
});

test("nothing is asked for, or shown, after the end", async () => {
  const { ask, put, questions } = asking();
  ask.ask("a");
  ask.ask("b");
  ask.end();
  ask.ask("c");
  put[0]?.answer("A");
  await vi.waitFor(() => expect(ask.busy).toBe(false));
  expect([ask.answer, questions()]).toEqual([undefined, ["a"]]);
});
