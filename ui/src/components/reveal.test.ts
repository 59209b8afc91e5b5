import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import Field from "./Field.svelte";
import Form from "./Form.svelte";
import FormError from "./FormError.svelte";
import type { FieldSchema } from "./form";

const seen = vi.fn<(element: Element) => void>();
beforeEach(() => {
  seen.mockReset();
  Element.prototype.scrollIntoView = function (this: Element) {
    seen(this);
  };
});
afterEach(() => Reflect.deleteProperty(Element.prototype, "scrollIntoView"));

const field = (more: Partial<FieldSchema> = {}): FieldSchema => ({ name: "a", kind: "text", label: "A", ...more });
const nothing = () => undefined;

it("what went wrong is scrolled into view", () => {
  render(FormError, { title: "The change was not saved" });
  expect(seen).toHaveBeenCalledWith(screen.getByRole("alert"));
});

it("a field that is wrong is seen with its words when the form leads to it", async () => {
  render(Field, { field: field(), value: "", problem: "This is needed.", onchange: nothing });
  await fireEvent.focusIn(screen.getByLabelText("A"));
  expect(seen.mock.calls[0]?.[0]).toContainElement(screen.getByText("This is needed."));
});

it("a field that is right stays where it is when it is touched", async () => {
  render(Field, { field: field(), value: "", onchange: nothing });
  await fireEvent.focusIn(screen.getByLabelText("A"));
  expect(seen).not.toHaveBeenCalled();
});

for (const [title, more] of [
  ["More options", { advanced: true }],
  ["Thresholds", { advanced: true, group: "Thresholds" }],
] as const) {
  it(`what is opened under ${title} is scrolled into view`, async () => {
    render(Form, { fields: [field(more)], values: {}, onchange: nothing });
    await fireEvent.click(screen.getByRole("button", { name: title }));
    expect(seen.mock.calls[0]?.[0]).toContainElement(screen.getByLabelText("A"));
  });
}
