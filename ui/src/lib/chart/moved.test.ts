import { expect, test } from "vitest";
import { moved, tells, type Span } from "./moved";

const span = (from: number, to: number): Span => ({ from, to });

test.each([
  ["the same", span(0, 100), span(0, 100), { scale: 1, offset: 0 }],
  ["a part moved to the right", span(0, 100), span(-50, 50), { scale: 1, offset: 0.5 }],
  ["twice as large", span(0, 100), span(0, 50), { scale: 2, offset: 0 }],
  ["half as large, in the middle", span(0, 100), span(-50, 150), { scale: 0.5, offset: 0.25 }],
])("an old picture lies %s", (_, drawn, shown, expected) => {
  expect(moved(drawn, shown)).toEqual(expected);
});

test.each([
  [{ scale: 1, offset: 0.5 }, true],
  [{ scale: 1, offset: 1 }, false],
  [{ scale: 1, offset: -1 }, false],
  [{ scale: 0.001, offset: 0.5 }, false],
  [{ scale: 100, offset: -3 }, false],
])("a picture that lies at %o tells something: %s", (it, expected) => {
  expect(tells(it)).toBe(expected);
});
