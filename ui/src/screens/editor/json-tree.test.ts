import { expect, it } from "vitest";
import { isCut, lines, parsed } from "./json-tree";

const templates = (payload: string) => {
  const value = parsed(payload);
  return value === undefined ? undefined : lines(value).lines.flatMap((line) => line.path?.template ?? []);
};

it.each([
  ['{"temperature": 24.6}', ["{{ value_json.temperature }}"]],
  ['{"a": {"b": [1, null]}}', ["{{ value_json.a.b[0] }}", "{{ value_json.a.b[1] }}"]],
  ['[{"on": true}]', ["{{ value_json[0].on }}"]],
  [`{"it's": 1}`, ["{{ value_json['it\\'s'] }}"]],
  ['{"x-y": 1, "1st": 2}', ["{{ value_json['x-y'] }}", "{{ value_json['1st'] }}"]],
])("every value of %s can be tapped", (payload, wanted) => expect(templates(payload)).toEqual(wanted));

it.each(["24.6", '"text"', "null", "not json", ""])("%s is shown as it is", (payload) =>
  expect(parsed(payload)).toBeUndefined(),
);

it("a payload with thousands of keys, or nested without end, stays short", () => {
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, at])));
  const deep = `${"[".repeat(500)}${"]".repeat(500)}`;
  expect(lines(parsed(wide) ?? {}).lines.length).toBeLessThanOrEqual(60);
  expect(lines(parsed(deep) ?? {}).lines.length).toBeLessThanOrEqual(60);
});

it("says that there is more than what it shows", () => {
  expect(lines(parsed('{"a": 1}') ?? {}).cut).toBe(false);
  expect(lines(Array.from({ length: 58 }, () => 1)).cut).toBe(false);
  expect(lines(Array.from({ length: 59 }, () => 1)).cut).toBe(true);
});

it.each([
  ["a".repeat(4000), false],
  ["a".repeat(4096), true],
  ["°".repeat(2048), true],
  ["°".repeat(1500), false],
])("a payload of all that the engine keeps is taken for the beginning of a longer one", (payload, cut) =>
  expect(isCut(payload)).toBe(cut),
);
