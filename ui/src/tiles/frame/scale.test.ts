import { expect, test } from "vitest";
import { DEFAULTS, placeOf, scaleOf } from "./scale";

test.each([
  [50, { share: 0.5, outside: undefined }],
  [0, { share: 0, outside: undefined }],
  [100, { share: 1, outside: undefined }],
  [-1, { share: 0, outside: "below" }],
  [101, { share: 1, outside: "above" }],
])("%d has its place on the scale", (value, expected) => {
  expect(placeOf(value, DEFAULTS)).toEqual(expected);
});

test("a scale is what the options say, as far as they say numbers", () => {
  expect(scaleOf({})).toEqual({ minimum: 0, maximum: 100 });
  expect(scaleOf({ minimum: -4.5, maximum: "many" })).toEqual({ minimum: -4.5, maximum: 100 });
});
