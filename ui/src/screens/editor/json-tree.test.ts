import { expect, it } from "vitest";
import { lines, parsed } from "./json-tree";

const templates = (payload: string) => {
  const value = parsed(payload);
  return value === undefined ? undefined : lines(value).flatMap((line) => line.path?.template ?? []);
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
  expect(lines(parsed(wide) ?? {}).length).toBeLessThanOrEqual(60);
  expect(lines(parsed(deep) ?? {}).length).toBeLessThanOrEqual(60);
});
