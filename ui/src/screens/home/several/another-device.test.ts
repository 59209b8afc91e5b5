import { expect, it } from "vitest";
import { valueTile } from "../../../test/app";
import { deviceIn, deviceInTitles, forAnother, replaced, spoken } from "./another-device";

it.each([
  [["tele/pump1/SENSOR", "stat/pump1/POWER", "cmnd/pump1/POWER"], "pump1"],
  [["tele/pump1/SENSOR"], "pump1"],
  [["zigbee2mqtt/Wohnzimmer Lampe", "zigbee2mqtt/Wohnzimmer Lampe/set"], "Wohnzimmer Lampe"],
  [["zigbee2mqtt/Wohnzimmer Lampe", "zigbee2mqtt/Wohnzimmer Fenster"], "Wohnzimmer"],
  [["home/kitchen/temperature", "home/kitchen/humidity", "home/kitchen/light/set"], "kitchen"],
  [[], ""],
])("the device in %j is “%s”", (topics, device) => {
  expect(deviceIn(topics)).toBe(device);
});

it("a part is replaced where it stands alone, wherever that is, and nothing of a longer word is", () => {
  const swap = { from: "pump1", to: "pump2" };
  expect(replaced("stat/pump1/pump10/pump1_power/myPump1", swap)).toBe("stat/pump2/pump10/pump2_power/myPump1");
  expect(replaced("a.b", { from: ".", to: "$&" })).toBe("a$&b");
  expect(replaced("straße/öl", { from: "öl", to: "Öl" })).toBe("straße/Öl");
  expect(replaced("same", { from: "", to: "x" })).toBe("same");
});

it("titles name the device in their own writing", () => {
  expect(deviceInTitles(["Living room light", "Living room heat"], "living_room")).toBe("Living room");
  expect(deviceInTitles(["Küche Licht", "Küche Wärme"], "kitchen")).toBe("Küche");
  expect(deviceInTitles(["Light", "Heat"], "kitchen")).toBe("");
  expect(spoken("bath_room", "Living room")).toBe("Bath room");
  expect(spoken("pump2", "pump1")).toBe("pump2");
});

it("a tile for another device has its topics and title, keeps the rest, and says what still names the old one", () => {
  const tile = valueTile("pump1/flow", "Pump 1 flow", { options: { note: "beside pump1" } });
  const { draft, topics, keeps } = forAnother(tile, { from: "pump1", to: "pump2" }, { from: "Pump 1", to: "Pump 2" });
  expect(draft.title).toBe("Pump 2 flow");
  expect(draft.bindings.value?.topic).toBe("farm/pump2/flow");
  expect(draft.bindings.value?.broker).toBe("farm");
  expect(draft.options).toEqual(tile.options);
  expect("id" in draft).toBe(false);
  expect(topics).toEqual([{ topic: "farm/pump2/flow", changed: true }]);
  expect(keeps).toBe(true);
  expect(forAnother({ ...tile, options: {} }, { from: "pump1", to: "pump2" }, { from: "", to: "" }).keeps).toBe(false);
});
