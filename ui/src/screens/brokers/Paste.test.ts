import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { FakeHost } from "../../host/fake";
import { understood as said } from "../../host/fake/samples";
import type { Understood } from "../../lib/bindings/api";
import { addForm as addFormOn, press, saved, type } from "./testing";

const LABEL = "Paste an address, a details page, a configuration";
const LINK = "mqtt://farmer:hunter2@10.0.0.2";
const PAGE = "Server: m21.cloudmqtt.com\nUser: farmer\nPassword: hunter2\nSSL Port: 21234\nColour";

/** What the engine says of these texts; the passwords stay there. */
const SAID: Record<string, Understood> = {
  [LINK]: said({ host: "10.0.0.2", port: 1883, transport: "tcp", username: "farmer" }, { password: 0 }),
  [PAGE]: said(
    {
      preset: "cloudMqtt",
      host: "m21.cloudmqtt.com",
      port: 21_234,
      transport: "tls",
      username: "farmer",
      ports: [{ transport: "tls", port: 21_234 }],
    },
    { password: 0, ignored: 1 },
  ),
  "mqtts://10.0.0.2": said({ host: "10.0.0.2", port: 8883, transport: "tls" }),
  "mqtt://10.0.0.7": said({ host: "10.0.0.7", port: 1883, transport: "tcp" }),
};

function addForm(host = new FakeHost()) {
  host.answers.understand ??= ({ text }) => SAID[text] ?? said({}, { ignored: 1 });
  return addFormOn(host);
}

const field = (label: string) => screen.getByLabelText(label);

async function paste(text: string) {
  await press("Paste");
  await fireEvent.paste(field(LABEL));
  await type(LABEL, text);
}

const understood = () => screen.findByRole("region", { name: "Understood" });

describe("a pasted text", () => {
  it("fills the form at once and says what it understood, and what not", async () => {
    const host = await addForm();
    await paste(PAGE);
    const list = await understood();
    expect(list).toHaveTextContent("m21.cloudmqtt.com");
    expect(list).toHaveTextContent("1 line was not understood");
    expect(list).not.toHaveTextContent("hunter2");
    expect(field("Host")).toHaveValue("m21.cloudmqtt.com");
    expect(field("Port")).toHaveValue("21234");
    expect(field("Transport")).toHaveValue("tls");
    expect(field("Username")).toHaveValue("farmer");
    expect(field("Broker type")).toHaveValue("cloudMqtt");
    expect(host.askedFor("save_broker")).toEqual([]);
  });

  it("takes its password over by number, and shows only that there is one", async () => {
    const host = await addForm();
    await paste(LINK);
    await understood();
    expect(field("Password")).toHaveValue("");
    expect(field("Password")).toHaveAttribute("placeholder", "from the pasted text");
    expect(document.body.innerHTML).not.toContain("hunter2");
    await press("Save");
    expect((await saved(host)).secrets.password).toEqual({ action: "offered", number: 0 });
  });

  it("gives way to a password that is typed", async () => {
    const host = await addForm();
    await paste(LINK);
    await understood();
    await type("Password", "better");
    await press("Save");
    expect((await saved(host)).secrets.password).toEqual({ action: "set", secret: "better" });
  });

  it("is not used any more once the person says so", async () => {
    const host = await addForm();
    await paste(LINK);
    await understood();
    await press("Do not use it");
    await press("Save");
    expect((await saved(host)).secrets.password).toEqual({ action: "keep" });
  });

  it("keeps what it says nothing of, and can be undone", async () => {
    await addForm();
    await type("Name", "Barn");
    await type("Host", "old.example");
    await paste("mqtts://10.0.0.2");
    await understood();
    expect(field("Name")).toHaveValue("Barn");
    expect(field("Host")).toHaveValue("10.0.0.2");
    await press("Undo");
    expect(field("Host")).toHaveValue("old.example");
    expect(field("Transport")).toHaveValue("tcp");
    expect(screen.queryByRole("region", { name: "Understood" })).toBeNull();
  });

  it("takes the other port that it named when the transport is changed", async () => {
    const host = new FakeHost();
    const ports: Understood["patch"]["ports"] = [
      { transport: "tls", port: 5555 },
      { transport: "tcp", port: 4444 },
    ];
    host.answers.understand = () => said({ host: "farm", port: 5555, transport: "tls", ports });
    await addForm(host);
    await paste("anything");
    await understood();
    await type("Transport", "tcp");
    expect(field("Port")).toHaveValue("4444");
  });

  it("that says nothing of a broker is told so, and stays where it is", async () => {
    await addForm();
    await paste("lorem ipsum");
    expect(await screen.findByText(/Nothing in this text/)).toBeInTheDocument();
    expect(field(LABEL)).toHaveValue("lorem ipsum");
  });

  it("may come from a code where there is a camera, and only there", async () => {
    await addForm();
    await press("Paste");
    expect(screen.queryByRole("button", { name: "Scan QR code" })).toBeNull();
    await press("Paste");
  });

  it("comes from a scanned code", async () => {
    const scanCode = vi.fn(() => Promise.resolve("mqtt://10.0.0.7"));
    await addForm(Object.assign(new FakeHost(), { scanCode }));
    await press("Paste");
    await press("Scan QR code");
    await understood();
    expect(field("Host")).toHaveValue("10.0.0.7");
  });
});

describe("an opened link", () => {
  it("fills a form that says that nothing is connected before it is saved", async () => {
    const host = await addForm();
    await press("Cancel");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    host.push({ offered: [{ kind: "broker", understood: SAID[LINK] as Understood }] });
    const sheet = await screen.findByRole("dialog", { name: "From a link: check it and save" });
    expect(sheet).toHaveTextContent("Nothing is connected or kept before you save.");
    await waitFor(() => expect(within(sheet).getByLabelText("Host")).toHaveValue("10.0.0.2"));
    expect(host.asked.map(({ name }) => name)).not.toContain("test_connection");
    expect(host.askedFor("save_broker")).toEqual([]);
    await press("Save");
    expect((await saved(host)).secrets.password).toEqual({ action: "offered", number: 0 });
  });
});
