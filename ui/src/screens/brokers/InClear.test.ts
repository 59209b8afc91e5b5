import { screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { t } from "../../lib/text";
import { broker, startWith } from "../../test/app";
import { FakeHost } from "../../host/fake";
import { addForm, editForm, press, saved, type } from "./testing";

const warning = () => screen.queryByText(t.brokers.inClear.title);
const permission = (place: number) => screen.queryByLabelText(t.brokers.inClear.allow(place));

describe("a password and an address that is not encrypted", () => {
  it("is warned of beside the password, with what to do, once there is something to read", async () => {
    await addForm();
    await type("Host", "192.168.1.20");
    expect(warning()).toBeNull();
    await type("Password", "hunter2");
    expect(warning()).toBeInTheDocument();
    expect(screen.getByText(/The connection to 192\.168\.1\.20 is not encrypted.*8883/)).toBeInTheDocument();
    await type("Transport", "tls");
    expect(warning()).toBeNull();
  });

  it("is scrolled into view when it comes below the edge, not when the form opens with it", async () => {
    const scroll = vi.fn();
    Element.prototype.scrollIntoView = scroll;
    onTestFinished(() => {
      Reflect.deleteProperty(Element.prototype, "scrollIntoView");
    });
    const shown = () => scroll.mock.contexts.filter((it) => (it as Element).contains(warning()));
    await editForm({ secrets: { password: "keyring" } });
    expect(warning()).toBeInTheDocument();
    expect(shown()).toEqual([]);
    await type("Transport", "tls");
    await type("Transport", "tcp");
    await type("Name", "Barn");
    await type("Transport", "tls");
    await type("Transport", "tcp");
    await waitFor(() => expect(shown()).not.toEqual([]));
  });

  it.each(["localhost", "127.0.0.1", "::1"])("is no matter on this device: %s", async (host) => {
    await addForm();
    await type("Host", host);
    await type("Username", "ada");
    expect(warning()).toBeNull();
  });

  it("asks for permission beside an encrypted address, and saves what was said", async () => {
    const host = await addForm();
    await type("Host", "farm.example.com");
    await type("Transport", "tls");
    await type("Username", "ada");
    await press("More addresses");
    await press("Add address");
    await type("Host 2", "192.168.1.20");
    await type("Transport 2", "tcp");
    expect(permission(1)).toBeNull();
    expect(permission(2)).not.toBeChecked();
    expect(warning()).toBeNull();
    permission(2)?.click();
    expect(await screen.findByText(t.brokers.inClear.title)).toBeInTheDocument();
    await press("Save");
    expect((await saved(host)).draft.endpoints.map(({ inClear }) => inClear)).toEqual([false, true]);
  });

  const HOME = "0123456789abcdef0123456789abcdef";
  const CAFE = "fedcba9876543210fedcba9876543210";
  const here = (place: number) => screen.queryByLabelText(t.brokers.inClear.here(place));

  /** The form with an encrypted address and an open one beside it, in this network. */
  async function beside(network: string | null) {
    const host = new FakeHost({ brokers: [], dashboards: [] });
    host.answers.this_network = () => network;
    await addForm(host);
    await type("Host", "farm.example.com");
    await type("Transport", "tls");
    await type("Username", "ada");
    await press("More addresses");
    await press("Add address");
    await type("Host 2", "192.168.1.20");
    await type("Transport 2", "tcp");
    permission(2)?.click();
    await screen.findByText(t.brokers.inClear.title);
    return host;
  }

  it("is allowed in this network alone where networks are told apart, and in any when that is wanted", async () => {
    const host = await beside(HOME);
    expect(here(2)).toBeChecked();
    await press("Save");
    expect((await saved(host)).draft.endpoints.map(({ network }) => network)).toEqual([null, HOME]);
  });

  it("may be allowed in any network", async () => {
    const host = await beside(HOME);
    here(2)?.click();
    await waitFor(() => expect(here(2)).not.toBeChecked());
    await press("Save");
    expect((await saved(host)).draft.endpoints.map(({ network }) => network)).toEqual([null, null]);
  });

  it("says what it means where networks are not told apart", async () => {
    await beside(null);
    expect(here(2)).toBeNull();
    expect(screen.getByText(t.brokers.inClear.untold)).toBeInTheDocument();
  });

  it("stays bound to the network it was allowed in when the form is opened elsewhere", async () => {
    const endpoints = [
      { host: "pi.local", port: 1883, transport: "tcp", path: "", inClear: true, network: HOME },
      { host: "farm.example.com", port: 8883, transport: "tls", path: "", inClear: false, network: null },
    ];
    const host = new FakeHost({
      brokers: [broker(undefined, { endpoints, secrets: { password: "keyring" } } as object)],
    });
    host.answers.this_network = () => CAFE;
    await startWith(host);
    location.hash = "#/settings";
    (await screen.findByRole("button", { name: "Edit Farm" })).click();
    expect(await screen.findByText(t.brokers.inClear.thereHelp)).toBeInTheDocument();
    await type("Name", "Farm 2");
    await press("Save");
    expect((await saved(host)).draft.endpoints.map(({ network }) => network)).toEqual([HOME, null]);
  });
});
