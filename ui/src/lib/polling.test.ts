import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Polling } from "./polling.svelte";

const PAUSE = 3_000;
let ends: (() => void)[];
let answers: { done: (it: string) => void; fail: (cause: unknown) => void }[];
const ask = () => new Promise<string>((done, fail) => answers.push({ done, fail }));

/** Everything that hangs on an answer has run. */
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  [answers, ends] = [[], []];
  vi.useFakeTimers();
});
afterEach(() => {
  for (const end of ends) end();
  vi.useRealTimers();
});

function watched(about = "it", polling = new Polling(ask, PAUSE)) {
  const end = polling.watch(about);
  ends.push(end);
  return { polling, end };
}

test("asks at once, and again a pause after each answer", async () => {
  const { polling, end } = watched();
  expect(answers).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10 * PAUSE);
  expect(answers).toHaveLength(1);
  answers[0]?.done("first");
  await settled();
  expect(polling.answer).toBe("first");
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(answers).toHaveLength(2);
  end();
  answers[1]?.done("late");
  await vi.advanceTimersByTimeAsync(10 * PAUSE);
  expect(polling.answer).toBe("first");
  expect(answers).toHaveLength(2);
});

test("what was put is newer than the answer to a question from before", async () => {
  const { polling } = watched();
  polling.put("changed");
  answers[0]?.done("from before the change");
  await settled();
  expect(polling.answer).toBe("changed");
  await vi.advanceTimersByTimeAsync(PAUSE);
  answers[1]?.done("after the change");
  await settled();
  expect(polling.answer).toBe("after the change");
});

test("keeps what it heard while questions fail, and says why they do", async () => {
  const { polling } = watched();
  answers[0]?.done("first");
  await vi.advanceTimersByTimeAsync(PAUSE);
  answers[1]?.fail({ code: "notFound", detail: { what: "The broker" } });
  await settled();
  expect(polling.answer).toBe("first");
  expect(polling.failure?.title).toBe("The broker is not there any more");
});

test("asks nothing while the window is hidden, and at once when it is shown again", async () => {
  const seen = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  watched();
  expect(answers).toHaveLength(0);
  seen.mockReturnValue("visible");
  document.dispatchEvent(new Event("visibilitychange"));
  expect(answers).toHaveLength(1);
});

test("about another thing it has heard nothing yet", async () => {
  const { polling } = watched();
  answers[0]?.done("first");
  await settled();
  watched("other", polling);
  expect(polling.answer).toBeUndefined();
});

test("goes on for those who still look when one of several leaves", async () => {
  const { polling, end } = watched();
  const below = end;
  const top = watched("it", polling).end;
  expect(answers).toHaveLength(2);
  top();
  answers[1]?.done("for both");
  await settled();
  expect(polling.answer).toBe("for both");
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(answers).toHaveLength(3);
  below();
  answers[2]?.done("late");
  await vi.advanceTimersByTimeAsync(10 * PAUSE);
  expect(answers).toHaveLength(3);
  expect(polling.answer).toBe("for both");
});
