import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { addForm, editForm, press, saved, type } from "./testing";

const toggle = (label: string) => fireEvent.click(screen.getByLabelText(label));

async function opened(title = "Advanced") {
  const host = await addForm();
  await type("Host", "farm");
  await press(title);
  return host;
}

describe("more addresses", () => {
  it("are saved in the order that a person gave them", async () => {
    const host = await opened("More addresses");
    await press("Add address");
    await type("Host 2", "second");
    await press("Add address");
    await type("Host 3", "third");
    await press("Move address 3 up");
    await press("Move address 2 up");
    expect(screen.getByLabelText("Host")).toHaveValue("third");
    await press("Save");
    const { endpoints } = (await saved(host)).draft;
    expect(endpoints.map(({ host }) => host)).toEqual(["third", "farm", "second"]);
  });

  it("each say their own problem, and open for it", async () => {
    const host = await addForm();
    await type("Host", "farm");
    await press("More addresses");
    await press("Add address");
    await press("More addresses");
    expect(screen.queryByLabelText("Host 2")).toBeNull();
    await press("Save");
    expect(screen.getByLabelText("Host 2")).toHaveAccessibleDescription("This is needed.");
    expect(screen.getByLabelText("Host")).toBeValid();
    expect(host.askedFor("save_broker")).toEqual([]);
    await press("Remove address 2");
    await press("Save");
    expect((await saved(host)).draft.endpoints).toHaveLength(1);
  });
});

describe("the advanced part", () => {
  it("takes a session, limits, birth and last will", async () => {
    const host = await opened();
    await type("Protocol", "5");
    await toggle("Keep the session while away");
    await type("Session is kept for (seconds)", "3600");
    await type("Keep-alive (seconds)", "45");
    await type("Largest message (MiB)", "256");
    await toggle("Birth message");
    await type("Birth message: topic", "ada/status");
    await toggle("Last will");
    await type("Last will: payload", "gone");
    await type("Last will: QoS", "atMostOnce");
    await toggle("Last will: retain");
    await press("Save");
    expect((await saved(host)).draft).toMatchObject({
      sessionExpirySeconds: 3600,
      keepAliveSeconds: 45,
      packetLimit: 268_435_455,
      birth: { topic: "ada/status", payload: "online", qos: "atLeastOnce", retain: true },
      lastWill: { topic: "tilework/status", payload: "gone", qos: "atMostOnce", retain: false },
    });
  });

  it("knows only kept and not kept sessions in MQTT 3.1.1", async () => {
    const host = await opened();
    await toggle("Keep the session while away");
    expect(screen.queryByLabelText("Session is kept for (seconds)")).toBeNull();
    await press("Save");
    expect((await saved(host)).draft.sessionExpirySeconds).toBeGreaterThan(0);
  });

  it.each([
    ["Largest message (MiB)", "257", /from 0.001 to 256 MiB/],
    ["Largest message (MiB)", "", /from 0.001 to 256 MiB/],
    ["Keep-alive (seconds)", "often", /whole number of seconds/],
  ])("says at the field that %s cannot be “%s”", async (label, value, words) => {
    const host = await opened();
    await type(label, value);
    await press("Save");
    expect(screen.getByLabelText(label)).toHaveAccessibleDescription(words);
    expect(host.askedFor("save_broker")).toEqual([]);
  });

  it("takes user properties where MQTT 5 carries them", async () => {
    const host = await opened();
    expect(screen.queryByRole("button", { name: "Add property" })).toBeNull();
    await type("Protocol", "5");
    await press("Add property");
    await type("Property name 1", "site");
    await type("Property value 1", "barn");
    await press("Save");
    expect((await saved(host)).draft.userProperties).toEqual([{ name: "site", value: "barn" }]);
  });

  it("takes headers where there is a WebSocket, their values hidden", async () => {
    const host = await opened();
    expect(screen.queryByRole("button", { name: "Add header" })).toBeNull();
    await type("Transport", "webSocket");
    await press("Add header");
    await type("Header name 1", "Authorization");
    await type("Header value 1", "Bearer abc");
    expect(screen.getByLabelText("Header value 1")).toHaveAttribute("type", "password");
    await press("Save");
    const headers = [{ name: "Authorization", value: "Bearer abc" }];
    expect((await saved(host)).secrets.headers).toEqual({ action: "set", headers });
  });

  const kept = {
    endpoints: [{ host: "farm", port: 80, transport: "webSocket", path: "/mqtt", inClear: false, network: null }],
    headerNames: ["Authorization"],
    secrets: { headers: "keyring" },
  };

  it("shows kept headers by their names and keeps them", async () => {
    const host = await editForm(kept);
    await press("Advanced");
    expect(screen.getByText("Kept: Authorization")).toBeInTheDocument();
    await press("Save");
    expect((await saved(host)).secrets.headers).toEqual({ action: "keep" });
  });

  it("removes kept headers only when told to", async () => {
    const host = await editForm(kept);
    await press("Advanced");
    await press("Remove headers");
    await press("Save");
    expect((await saved(host)).secrets.headers).toEqual({ action: "clear" });
  });
});
