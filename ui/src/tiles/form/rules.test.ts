import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { JsonValue, Reading } from "../../lib/bindings/api";
import { aReading } from "../testing";
import { form } from "./parts";
import { rules } from "./rules";
import Held from "./HeldRules.svelte";

const dry = { when: "below", high: 20, text: "Dry", accent: "coral" };
const open = { when: "on", text: "Open" };

const kind = (fallback: Parameters<typeof rules>[0] = []) => form(rules(fallback));
const content = (options: Record<string, JsonValue>) => ({ bindings: {}, commands: {}, options });
const saved = (value: string, options: Record<string, JsonValue> = {}) => {
  const values = { ...kind().fromTile(content(options) as never), rules: value };
  return kind().toDraft(values, "farm").options["rules"];
};

function shows(items: JsonValue[], present?: Reading) {
  const held = { value: items.length === 0 ? "" : JSON.stringify(items) };
  render(Held, { props: { held, present } });
  return { rules: () => JSON.parse(held.value || "[]") as JsonValue };
}
const line = (name: string) => screen.getByRole("button", { name });

test("an empty list is no option, and what was saved stays to the letter", () => {
  expect(saved("")).toBeUndefined();
  expect(saved(JSON.stringify([dry]))).toEqual([dry]);
  const odd = { rules: "all of them" };
  const values = kind().fromTile(content(odd) as never);
  expect(kind().toDraft(values, "farm").options).toEqual(odd);
});

test("a kind's own rules are shown, not saved, and can be taken away", () => {
  const own = kind([{ when: "on", text: "Open" }]);
  expect(own.blank()["rules"]).toBe(JSON.stringify([open]));
  expect(own.toDraft(own.blank(), "farm").options).toEqual({});
  expect(own.toDraft({ ...own.blank(), rules: "" }, "farm").options).toEqual({ rules: [] });
});

test.each<[JsonValue, string | undefined]>([
  [dry, undefined],
  [{ when: "below" }, "Rule 1: write a number."],
  [{ when: "between", low: 3 }, "Rule 1: write a number."],
  [{ when: "between", low: 3, high: 2 }, "Rule 1: the first number must not be above the second."],
  [{ when: "on", text: "x".repeat(201) }, "Rule 1: at most 200 characters."],
  [{ when: "sounds like", text: 3 }, undefined],
])("the problem of %j is: %s", (rule, problem) => {
  expect(kind().check?.({ rules: JSON.stringify([rule]) })["rules"]).toBe(problem);
});

test("a rule tells in its line what it does, and the one that fits says so", async () => {
  shows([dry, { when: "otherwise", accent: "green" }], aReading("value", 31, { unit: "%" }));
  expect(await screen.findByText("Now: 31%. Rule 2 decides.")).toBeVisible();
  expect(line("below 20 Dry")).toBeVisible();
  expect(line("anything else as it is now")).toBeVisible();
});

test("what is typed is a rule at once, and the field keeps the focus", async () => {
  const { rules } = shows([dry], aReading("value", 12));
  await fireEvent.click(await screen.findByRole("button", { name: /below 20/ }));
  const limit = screen.getByRole("textbox", { name: "This number" });
  limit.focus();
  await fireEvent.input(limit, { target: { value: "-" } });
  expect(screen.getByRole("textbox", { name: "This number" })).toBe(limit);
  expect(limit).toHaveValue("-");
  expect(rules()).toEqual([{ when: "below", text: "Dry", accent: "coral" }]);
  await fireEvent.input(limit, { target: { value: "10,5" } });
  expect(limit).toHaveFocus();
  expect(rules()).toEqual([{ ...dry, high: 10.5 }]);
  expect(screen.getByText("Now: 12. No rule fits.")).toBeVisible();
});

test("another condition keeps the number", async () => {
  const { rules } = shows([dry]);
  await fireEvent.click(await screen.findByRole("button", { name: /below 20/ }));
  await fireEvent.change(screen.getByRole("combobox", { name: "If the value" }), { target: { value: "above" } });
  expect(rules()).toEqual([{ when: "above", low: 20, text: "Dry", accent: "coral" }]);
});

test("a new rule begins where the value is", async () => {
  const { rules } = shows([], aReading("value", 24.5));
  await fireEvent.click(await screen.findByRole("button", { name: "Add rule" }));
  expect(rules()).toEqual([{ when: "above", low: 24.5, accent: "green" }]);
});

test("rules are moved and taken away; what a newer version made stays as it is", async () => {
  const newer = { when: "sounds like", of: { what: "rain" } };
  const { rules } = shows([newer, open]);
  await fireEvent.click(await screen.findByRole("button", { name: "on Open" }));
  await fireEvent.click(screen.getByRole("button", { name: "Move rule 2 up" }));
  expect(rules()).toEqual([open, newer]);
  await fireEvent.click(screen.getByRole("button", { name: "Remove rule 1" }));
  expect(rules()).toEqual([newer]);
  expect(line("Made by a newer version")).toBeVisible();
});

test("a key that moves or takes away goes on from there", async () => {
  const closed = { when: "off", text: "Shut" };
  shows([open, dry, closed]);
  await fireEvent.click(await screen.findByRole("button", { name: "off Shut" }));
  const press = async (name: string) => {
    const button = screen.getByRole("button", { name });
    button.focus();
    await fireEvent.click(button);
  };
  const focused = (name: string) => waitFor(() => expect(screen.getByRole("button", { name })).toHaveFocus());
  await press("Move rule 3 up");
  await focused("Move rule 2 up");
  await press("Move rule 2 up");
  // Its own tool is disabled there.
  await focused("off Shut");
  await press("Remove rule 1");
  await focused("on Open");
  await fireEvent.click(line("below 20 Dry"));
  await press("Remove rule 2");
  await focused("on Open");
  await fireEvent.click(line("on Open"));
  await press("Remove rule 1");
  await focused("Add rule");
});

test("there are 32 at most", async () => {
  shows(Array.from({ length: 32 }, () => open));
  expect(await screen.findByRole("button", { name: "Add rule" })).toBeDisabled();
});
