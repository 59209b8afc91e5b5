import { describe, expect, it } from "vitest";
import type { FormValues } from "../../../components/form";
import type { Decode, JsonValue, Tile } from "../../../lib/bindings/api";
import { aBinding, aTile } from "../../testing";
import kind from "./kind";

const draftOf = (values: FormValues) => kind.toDraft({ ...kind.blank(), topic: "farm/air", ...values }, "farm");
const again = (options: Record<string, JsonValue>, values: FormValues, bindings: Tile["bindings"] = {}) => {
  const tile = aTile("chart", { bindings: { series1: aBinding(), ...bindings }, options });
  return kind.toDraft({ ...kind.fromTile(tile), ...values }, "farm");
};
const shown = (values: FormValues, folded = true) => {
  const all = { ...kind.blank(), topic: "farm/air", ...values };
  return kind.fields.filter((it) => (it.when?.(all) ?? true) && (folded || !it.advanced)).map((it) => it.label);
};
const problems = (values: FormValues) => kind.check?.({ ...kind.blank(), topic: "farm/air", ...values });

describe("the form of a chart", () => {
  it("asks a beginner for topics, labels, units, the kind and the span, and folds the rest", () => {
    expect(shown({}, false)).toEqual([
      "Topic",
      "Value template",
      "Unit",
      "Label",
      "Second topic",
      "Second unit",
      "Second label",
      "Kind of chart",
      "Time span",
    ]);
  });

  it("saves a chart that was only given a topic without any option", () => {
    expect(draftOf({}).options).toEqual({});
  });

  it("asks bars what each stands for, and nothing else does", () => {
    expect(shown({ plot: "bars" })).toEqual(expect.arrayContaining(["A bar for each", "As high as"]));
    expect(shown({})).not.toContain("A bar for each");
    expect(draftOf({ plot: "bars", every: "month", measure: "delta" }).options).toEqual({
      plot: "bars",
      every: "month",
      measure: "delta",
    });
  });

  it("asks for the right scale where units differ, unless both are to be on the left", () => {
    const two = { topic: "farm/air", unit: "°C", topic2: "farm/soil", unit2: "%" };
    expect(shown(two)).toContain("Right minimum");
    expect(shown({ ...two, axis2: "left" })).not.toContain("Right minimum");
    expect(shown({ ...two, unit2: "°C" })).not.toContain("Right minimum");
  });

  it("offers only times that have a few bars", () => {
    const span = kind.fields.find(({ name }) => name === "spanSeconds");
    const offered = (values: FormValues) =>
      span?.choices
        ?.filter(({ value }) => span.offers?.(value, { ...kind.blank(), ...values }) ?? true)
        .map((it) => it.label);
    expect(offered({ plot: "bars", every: "day" })).toEqual(["7 d", "30 d", "1 y"]);
    expect(offered({ plot: "bars", every: "hour" })).toContain("6 h");
    expect(offered({ plot: "lines" })).toContain("15 m");
  });

  it("asks for the right scale only where a series is drawn against it", () => {
    expect(shown({})).not.toContain("Right minimum");
    expect(shown({ axis2: "right" })).not.toContain("Right minimum");
    expect(shown({ axis2: "right", topic2: "farm/rain" })).toContain("Right minimum");
    expect(shown({ axis2: "right", topic2: "farm/rain", plot: "scatter" })).not.toContain("Right minimum");
  });

  it.each<[string, Decode]>([
    ["lines", { as: "number" }],
    ["bars", { as: "number" }],
    ["scatter", { as: "number" }],
    ["histogram", { as: "number" }],
    ["timeline", { as: "auto" }],
  ])("reads the series of a new chart of %s as %o", (plot, decode) => {
    expect(draftOf({ plot }).bindings["series1"]?.decode).toEqual(decode);
  });

  it("reads states once lines become a timeline, and leaves a rule that it did not make", () => {
    const series = (decode: Decode) =>
      again({}, { plot: "timeline" }, { series1: aBinding({ decode }) }).bindings["series1"]?.decode;
    expect(series({ as: "number" })).toEqual({ as: "auto" });
    expect(series({ as: "onOff", on: "1", off: "0" })).toEqual({ as: "onOff", on: "1", off: "0" });
  });

  it("takes the time of each series from its own template", () => {
    const { bindings } = draftOf({ timeTemplate: "{{ value_json.ts }}", topic2: "b" });
    expect(bindings["series1"]?.timeTemplate).toBe("{{ value_json.ts }}");
    expect(bindings["series2"]?.timeTemplate).toBeNull();
  });

  it("draws a threshold, or a band, with what is said of it", () => {
    const values = { threshold1: "30,5", threshold1To: "40", threshold1Label: "Too hot", threshold1Accent: "amber" };
    expect(draftOf(values).options["thresholds"]).toEqual([
      { value: 30.5, to: 40, accent: "amber", label: "Too hot", axis: "left" },
    ]);
  });

  it("changes one threshold and keeps what it does not show of the others", () => {
    const saved: JsonValue = [{ value: 1, sound: "horn" }, { value: 2 }, "odd", { value: 4 }];
    expect(again({ thresholds: saved }, { threshold1: "5", threshold2: "" }).options["thresholds"]).toEqual([
      { value: 5, to: null, accent: "rose", label: "", axis: "left", sound: "horn" },
      "odd",
      { value: 4 },
    ]);
  });

  it.each<[string, FormValues, string[]]>([
    ["a minimum above the maximum", { minimum: "5", maximum: "5" }, ["maximum"]],
    ["a bound that is no number", { minimum: "low" }, ["minimum"]],
    ["a logarithmic scale that begins at 0", { minimum: "0", maximum: "9", logarithmic: true }, ["minimum"]],
    ["the right scale too", { topic2: "b", axis2: "right", rightMinimum: "2", rightMaximum: "1" }, ["rightMaximum"]],
    ["a threshold that is no number", { threshold1: "hot" }, ["threshold1"]],
    ["a band without its first value", { threshold1: "", threshold1To: "40" }, ["threshold1"]],
    ["nothing wrong", { minimum: "-5", maximum: "5", threshold1: "3", threshold1To: "4" }, []],
    ["what is not asked for", { rightMinimum: "x", plot: "timeline", minimum: "x", threshold1: "y" }, []],
  ])("finds %s", (_, values, fields) => {
    expect(Object.keys(problems(values) ?? {})).toEqual(fields);
  });
});
