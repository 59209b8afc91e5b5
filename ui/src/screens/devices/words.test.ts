import { expect, test } from "vitest";
import type { BrokerDevices, DeviceView } from "../../lib/bindings/api";
import { roomsOf } from "./words";

function device(key: string, name: string, area: string | null, read: () => void): DeviceView {
  return {
    key,
    get name() {
      read();
      return name;
    },
    maker: null,
    model: null,
    area,
    version: null,
    link: null,
    conventions: [],
    entities: [],
    notes: [],
  };
}

test("what devices are called is gone through once, however much is typed", () => {
  let reads = 0;
  const read = () => void reads++;
  const devices = [
    device("a", "Pump 10", "Barn", read),
    device("b", "Pump 9", "Barn", read),
    device("c", "Lamp", null, read),
    device("d", "Pump", "Attic", read),
  ];
  const broker: BrokerDevices = {
    broker: "farm",
    finds: true,
    refuses: false,
    setting: { find: null, prefixes: [] },
    devices,
    unread: [],
    leftOut: 0,
    forgotten: [],
  };
  const keys = (search: string) =>
    roomsOf(broker, search).map(({ name, devices }) => [name, ...devices.map(({ key }) => key)]);
  expect(keys("")).toEqual([
    ["Attic", "d"],
    ["Barn", "b", "a"],
    [null, "c"],
  ]);
  const once = reads;
  expect(keys("p")).toHaveLength(3);
  expect(keys("PUMP 1")).toEqual([["Barn", "a"]]);
  expect(keys("pump attic")).toEqual([["Attic", "d"]]);
  expect(reads).toBe(once);
});
