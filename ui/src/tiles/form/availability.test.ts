import { expect, test } from "vitest";
import type { Tile } from "../../lib/bindings/api";
import { aBinding, aTile } from "../testing";
import { kindOf } from "../registry";

const contract = () => {
  const value = kindOf("value");
  if (!value) throw new Error("no kind value");
  return value;
};

function saved(over: Partial<Tile>, changed: Record<string, string>) {
  const tile = aTile("value", { ...over, bindings: { value: aBinding(), ...over.bindings } });
  return contract().toDraft({ ...contract().fromTile(tile), ...changed }, "farm");
}

test("a device may have several topics that say whether it is there, each with a template of its own", () => {
  const { bindings, options } = saved(
    {},
    {
      availabilityTopic: "zigbee/bridge/state",
      availabilityTemplate: "{{ value_json.state }}",
      availabilityTopic2: "zigbee/lamp/availability",
      payloadAvailable2: "up",
      payloadNotAvailable2: "down",
      availabilityMode: "any",
    },
  );
  expect(bindings["availability"]).toMatchObject({
    topic: "zigbee/bridge/state",
    template: "{{ value_json.state }}",
    decode: { as: "onOff", on: "online", off: "offline" },
  });
  expect(bindings["availability2"]).toMatchObject({
    topic: "zigbee/lamp/availability",
    template: null,
    decode: { as: "onOff", on: "up", off: "down" },
  });
  expect(options["availabilityMode"]).toBe("any");
});

test("a topic that is taken away takes its binding with it, and the others stay", () => {
  const both = {
    availability: aBinding({ topic: "a" }),
    availability2: aBinding({ topic: "b", template: "{{ value }}" }),
  };
  const { bindings } = saved({ bindings: both }, { availabilityTopic: "" });
  expect(bindings["availability"]).toBeUndefined();
  expect(bindings["availability2"]).toEqual(both.availability2);
});

test("a further topic is asked for once there is one before it, and the mode once there are two", () => {
  const shown = (values: Record<string, string>) =>
    contract()
      .fields.filter((field) => /vailab/.test(field.name) && (field.when?.(values) ?? true))
      .map((field) => field.name);
  expect(shown({})).toEqual(["availabilityTopic"]);
  const one = shown({ availabilityTopic: "a" });
  expect(one).toContain("availabilityTemplate");
  expect(one).toContain("availabilityTopic2");
  expect(one).not.toContain("availabilityMode");
  expect(shown({ availabilityTopic: "a", availabilityTopic2: "b" })).toContain("availabilityMode");
});
