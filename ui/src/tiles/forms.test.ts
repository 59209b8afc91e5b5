// What holds for the form of every kind.
import { expect, test } from "vitest";
import type { Tile } from "../lib/bindings/api";
import { full } from "../test/full-tiles";
import { kindOf, kinds } from "./registry";
import { aTile } from "./testing";

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "the form of a %s loses nothing of a full tile",
  (_, kind) => {
    const tile = aTile(kind.kind, full[kind.kind]);
    const draft = kind.toDraft(kind.fromTile(tile), "farm");
    expect(draft).toEqual({ bindings: tile.bindings, commands: tile.commands, options: tile.options });
  },
);

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "a %s from an empty form can be opened and saved unchanged",
  (_, kind) => {
    const draft = kind.toDraft(kind.blank(), "farm");
    const again = kind.toDraft(kind.fromTile({ ...aTile(kind.kind), ...draft } as Tile), "farm");
    expect(again).toEqual(draft);
  },
);

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "every value of a %s has a field and every field a value",
  (_, kind) => {
    const names = kind.fields.map((field) => field.name);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(kind.blank()).sort()).toEqual([...names].sort());
    const labels = kind.fields.map((field) => field.label);
    expect(new Set(labels).size).toBe(labels.length);
  },
);

const brokersOf = (name: string, broker: string) => {
  const kind = kindOf(name);
  const values = kind?.fromTile(aTile(name, full[name]));
  return Object.values((values && kind?.toDraft(values, broker).bindings) ?? {}).map((binding) => binding.broker);
};

test("another broker is chosen for all of a tile, an unchanged one for none of it", () => {
  expect(brokersOf("switch", "farm")).toEqual(["farm", "farm", "house"]);
  expect(brokersOf("switch", "cloud")).toEqual(["cloud", "cloud", "cloud"]);
});

test("a chart's series that has a broker of its own keeps it when the tile gets another", () => {
  expect(brokersOf("chart", "farm")).toEqual(["farm", "farm", "house", "farm"]);
  expect(brokersOf("chart", "cloud")).toEqual(["cloud", "cloud", "house", "cloud"]);
});

test.each([
  ["switch", ["Topic", "Command topic", "Payload on", "Payload off", "Value template"]],
  ["button", ["Command topic", "Payload"]],
  ["slider", ["Topic", "Command topic", "Minimum", "Maximum", "Step", "Unit", "Value template"]],
  ["value", ["Topic", "Value template", "Unit", "Decimals", "Sparkline"]],
  ["gauge", ["Topic", "Value template", "Unit", "Minimum", "Maximum"]],
  ["progress", ["Topic", "Value template", "Unit", "Minimum", "Maximum", "Rules"]],
  ["buttons", ["Topic", "Command topic", "Buttons"]],
  ["stepper", ["Topic", "Command topic", "Minimum", "Maximum", "Step", "Unit"]],
  ["numberInput", ["Topic", "Command topic", "Minimum", "Maximum", "Unit"]],
  ["select", ["Topic", "Command topic", "Options", "Show as"]],
  ["textInput", ["Topic", "Command topic", "Longest text", "Pattern"]],
  ["light", ["Topic", "Command topic", "Payload on", "Brightness: command topic", "Colour: format", "Effects"]],
  ["cover", ["Topic", "Command topic", "Payload open", "Position: topic", "Position: command topic", "0 % is open"]],
  ["fan", ["Topic", "Command topic", "Payload on", "Speed: topic", "Speed: command topic", "Presets"]],
  ["humidifier", ["Topic", "Command topic", "Humidity: topic", "Target: command topic", "Minimum", "Modes"]],
  ["lock", ["Topic", "Command topic", "Payload lock", "Payload unlock", "Payload open", "Ask before unlocking"]],
  ["thermostat", ["Topic", "Unit", "Target: topic", "Target: command topic", "Step", "Mode: command topic", "Modes"]],
  ["indicator", ["Topic", "Value template", "Unit", "Rules"]],
  ["presence", ["Topic", "Payload online", "Payload offline", "Rules"]],
  ["event", ["Topic", "Value template", "Rules"]],
  ["table", ["Topic", "Value template", "Columns", "Sorted by"]],
  ["image", ["Topic", "Value template", "Picture fills"]],
  ["link", ["Leads to", "Address", "Dashboard"]],
  ["timeline", ["Topic", "Value template", "Second topic", "Fourth topic", "Label", "Time span"]],
  ["weather", ["Topic", "Unit", "Condition topic", "Humidity topic", "Wind topic", "Wind unit", "Rules"]],
  ["countdown", ["Topic", "Counts down to", "A number means", "At the end"]],
  ["clock", ["Time zone", "Hours", "Seconds", "Date"]],
  [
    "chart",
    ["Topic", "Value template", "Second topic", "Second value template", "Fourth topic", "Unit", "Minimum", "Maximum"],
  ],
])("a %s has the fields that people and tests know by name", (kind, labels) => {
  expect(kindOf(kind)?.fields.map((field) => field.label)).toEqual(expect.arrayContaining(labels));
});

test.each([
  ["switch", "bindings.state.topic", "topic"],
  ["switch", "bindings.state.template", "template"],
  ["switch", "commands.set.topic", "commandTopic"],
  ["switch", "commands.set.payload.on", "payloadOn"],
  ["switch", "commands.set.payload.off", "payloadOff"],
  ["switch", "commands.set.answer.timeoutMs", "answerWithin"],
  ["switch", "bindings.availability.topic", "availabilityTopic"],
  ["button", "commands.press.payload.text", "payload"],
  ["slider", "commands.set.answer.tolerance", "tolerance"],
  ["gauge", "bindings.value.unit", "unit"],
  ["gauge", "options.rules.3.text", "rules"],
  ["select", "options.choices", "choices"],
  ["select", "commands.set.answer.timeoutMs", "answerWithin"],
  ["stepper", "commands.set.answer.tolerance", "tolerance"],
  ["stepper", "bindings.state.unit", "unit"],
  ["light", "bindings.state.decode", "stateOn"],
  ["light", "commands.setColour.payload.text", "colourPayload"],
  ["cover", "bindings.position.template", "positionTemplate"],
  ["cover", "commands.setTilt.payload.text", "tiltPayload"],
  ["cover", "commands.close.topic", "commandTopic"],
  ["fan", "commands.setSpeed.topic", "speedCommandTopic"],
  ["lock", "commands.open.payload.text", "openPayload"],
  ["thermostat", "bindings.value.unit", "unit"],
  ["thermostat", "commands.set.topic", "stateCommandTopic"],
  ["chart", "bindings.series3.topic", "topic3"],
  ["chart", "bindings.series2.template", "template2"],
  ["chart", "bindings.series2.unit", "unit2"],
  ["chart", "bindings.series1.timeTemplate", "timeTemplate"],
  ["chart", "bindings.series3.broker", "broker3"],
  ["weather", "bindings.humidity.template", "humidityTemplate"],
  ["timeline", "bindings.series3.topic", "topic3"],
  ["timeline", "options.label2", "label2"],
  ["switch", "bindings.state.timeTemplate", "timeTemplate"],
  ["chart", "title", undefined],
])("a problem of a %s at %s is shown at the field %s", (kind, path, field) => {
  expect(kindOf(kind)?.fieldOf(path)).toBe(field);
});
