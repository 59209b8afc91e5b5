import { afterEach, expect, test, vi } from "vitest";
import { Throttle } from "./throttle";

afterEach(() => {
  vi.useRealTimers();
});

test("a job runs at once, then at most once per interval, and not after it was stopped", () => {
  vi.useFakeTimers();
  const job = vi.fn();
  const throttle = new Throttle(1_000, job);
  throttle.request();
  throttle.request();
  throttle.request();
  expect(job).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(job).toHaveBeenCalledTimes(2);
  throttle.request();
  throttle.stop();
  vi.advanceTimersByTime(5_000);
  expect(job).toHaveBeenCalledTimes(2);
});
