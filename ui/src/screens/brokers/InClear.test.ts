import { screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { t } from "../../lib/text";
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
});
