import { afterEach, expect, test, vi } from "vitest";
import { t } from "../lib/text";
import { beginAnew } from "./lost";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

test("a page tries until its engine is back, and begins anew then", async () => {
  vi.useFakeTimers();
  const answers = [
    () => Promise.reject(new TypeError("nobody")),
    () => Promise.reject(new TypeError("nobody")),
    () => Promise.resolve({ ok: true }),
  ];
  vi.stubGlobal("fetch", () => answers.shift()?.());
  const [forgotten, reload] = [vi.fn(), vi.fn()];
  const done = beginAnew(forgotten, reload);
  expect(document.body.textContent).toBe(t.app.engineLost);
  await vi.runAllTimersAsync();
  await done;
  expect(answers).toEqual([]);
  expect(reload).toHaveBeenCalledOnce();
  expect(forgotten).not.toHaveBeenCalled();
});
