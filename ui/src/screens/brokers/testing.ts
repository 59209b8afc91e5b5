// The broker form as tests open and fill it.
import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { expect } from "vitest";
import type { Requests, ConnectionStep, StepName } from "../../lib/bindings/api";
import { broker, start, startWith } from "../../test/app";

type FakeHost = Awaited<ReturnType<typeof start>>;

export async function type(label: string, value: string) {
  const field = screen.getByLabelText(label);
  if (field instanceof HTMLSelectElement) await fireEvent.change(field, { target: { value } });
  else await fireEvent.input(field, { target: { value } });
}

export async function leave(label: string) {
  await fireEvent.blur(screen.getByLabelText(label));
}

export const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

/** The form for a new broker, with all that the engine knows of services. */
export async function addForm(made?: FakeHost): Promise<FakeHost> {
  const host = made ? await startWith(made) : await start([], { brokers: [], dashboards: [] });
  await press("Add broker");
  await waitFor(() => expect(screen.getByLabelText("Broker type").children.length).toBeGreaterThan(1));
  return host;
}

export async function editForm(more: object = {}): Promise<FakeHost> {
  const host = await start([], { brokers: [broker(undefined, more)] });
  location.hash = "#/settings";
  await fireEvent.click(await screen.findByRole("button", { name: "Edit Farm" }));
  await waitFor(() => expect(screen.getByLabelText("Broker type").children.length).toBeGreaterThan(1));
  return host;
}

/** What the form saved. */
export async function saved(host: FakeHost): Promise<Requests["save_broker"]["args"]> {
  await waitFor(() => expect(host.askedFor("save_broker")).toHaveLength(1));
  return host.askedFor("save_broker")[0]!;
}

export function step(name: StepName, more: Partial<ConnectionStep> = {}): ConnectionStep {
  return { endpoint: 0, name, durationMs: 12, found: { kind: "nothing" }, trouble: null, ...more };
}
