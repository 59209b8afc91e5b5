import * as mdi from "@mdi/js";
import { expect, test } from "vitest";
import { exportName, iconName, loadIcon, searchIcons } from "./icons";

test("finds the path of a name as Home Assistant writes it", async () => {
  expect(await loadIcon("mdi:water-pump")).toBe(mdi.mdiWaterPump);
  expect(await loadIcon("water-pump")).toBe(mdi.mdiWaterPump);
});

test("takes the kind's own icon when the tile's is unknown", async () => {
  expect(await loadIcon("no-such-icon", "gauge")).toBe(mdi.mdiGauge);
  expect(await loadIcon(null, "gauge")).toBe(mdi.mdiGauge);
});

test("does not take a property of every object for an icon", async () => {
  expect(await loadIcon("constructor", "__proto__")).toBeUndefined();
});

test("every icon's name leads back to it", () => {
  const lost = Object.keys(mdi).filter((key) => key.startsWith("mdi") && exportName(iconName(key)) !== key);
  expect(lost).toEqual([]);
});

test("search finds by several words and puts names that begin with them first", async () => {
  const names = (await searchIcons("water pump")).map((icon) => icon.name);
  expect(names[0]).toBe("water-pump");
  expect(names).toContain("water-pump-off");
  expect((await searchIcons("", 10)).length).toBe(10);
});
