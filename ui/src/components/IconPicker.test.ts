import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import IconPicker from "./IconPicker.svelte";

async function opened() {
  const onchange = vi.fn();
  render(IconPicker, { id: "icon", value: "pump", onchange });
  const field = screen.getByRole("textbox");
  field.focus();
  expect(screen.queryByRole("group")).toBeNull();
  await fireEvent.keyDown(field, { key: "ArrowDown" });
  const grid = await screen.findByRole("group", { name: "Choose an icon" });
  const icons = [...grid.querySelectorAll("button")];
  return { field, icons, onchange };
}

const gone = () => waitFor(() => expect(screen.queryByRole("group")).toBeNull());

it("its icons are one stop for Tab, and arrows go through them", async () => {
  const { field, icons, onchange } = await opened();
  expect(icons.length).toBeGreaterThan(2);
  expect(icons.filter((it) => it.tabIndex === 0)).toHaveLength(1);
  await fireEvent.keyDown(field, { key: "ArrowDown" });
  const before = icons.findIndex((it) => it === document.activeElement);
  await fireEvent.keyDown(icons[before]!, { key: "ArrowRight" });
  expect(icons[before + 1]).toHaveFocus();
  expect(icons[before + 1]!.tabIndex).toBe(0);
  await fireEvent.click(icons[before + 1]!);
  expect(onchange).toHaveBeenCalledWith(icons[before + 1]!.getAttribute("aria-label"));
  await gone();
  expect(field).toHaveFocus();
});

it("Escape closes the list alone, and comes back to the field", async () => {
  const { field } = await opened();
  expect(await fireEvent.keyDown(field, { key: "Escape" })).toBe(false);
  await gone();
  expect(field).toHaveFocus();
  expect(await fireEvent.keyDown(field, { key: "Escape" })).toBe(true);
});

it("closes when the focus goes elsewhere", async () => {
  const { field } = await opened();
  field.blur();
  await gone();
});
