import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import Field from "./Field.svelte";

test("a saved choice that is not offered is shown as it is, until another is chosen", async () => {
  const choices = [
    { value: "", label: "This device's" },
    { value: "UTC", label: "UTC" },
  ];
  const field = { name: "zone", kind: "select", label: "Time zone", choices } as const;
  const { rerender } = render(Field, { field, value: "Asia/Calcutta", onchange: () => {} });
  const select = screen.getByRole("combobox", { name: "Time zone" });
  expect(select).toHaveDisplayValue("Asia/Calcutta");
  await rerender({ value: "UTC" });
  expect(select).toHaveDisplayValue("UTC");
  expect(select).toHaveTextContent(/^This device's\s*UTC$/);
});
