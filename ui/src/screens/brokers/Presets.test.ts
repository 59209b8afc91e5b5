import { screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { addForm, editForm, leave, press, saved, type } from "./testing";

const field = (label: string) => screen.getByLabelText(label);

describe("the type of broker", () => {
  it("offers every service by its name", async () => {
    await addForm();
    const names = [...field("Broker type").children].map((it) => it.textContent);
    expect(names).toContain("CloudMQTT");
    expect(names).toContain("AWS IoT Core");
    expect(names).toHaveLength(12);
  });

  it("sets ports, transport and protocol, and offers no transport that the service has not", async () => {
    await addForm();
    await type("Broker type", "hiveMqCloud");
    expect(field("Transport")).toHaveValue("tls");
    expect(field("Port")).toHaveValue("8883");
    expect(field("Protocol")).toHaveValue("5");
    expect(field("Transport").children).toHaveLength(2);
    await type("Transport", "secureWebSocket");
    expect(field("Port")).toHaveValue("8884");
  });

  it("keeps a port typed by hand when the transport changes", async () => {
    await addForm();
    await type("Port", "1883");
    await type("Transport", "tls");
    expect(field("Port")).toHaveValue("1883");
  });

  it("derives the ports of an account from one of them", async () => {
    await addForm();
    await type("Broker type", "cloudMqtt");
    expect(field("Port")).toHaveValue("");
    await type("Port", "21234");
    await type("Transport", "tcp");
    expect(field("Port")).toHaveValue("11234");
    await type("Transport", "secureWebSocket");
    expect(field("Port")).toHaveValue("31234");
  });

  it("takes the transport from a port that says it, once the port is left", async () => {
    await addForm();
    await type("Broker type", "cloudMqtt");
    await type("Port", "11234");
    await leave("Port");
    expect(field("Transport")).toHaveValue("tcp");
    expect(field("Port")).toHaveValue("11234");
  });

  it("asks for an account's own port instead of guessing one", async () => {
    const host = await addForm();
    await type("Broker type", "cloudMqtt");
    await type("Host", "m21.cloudmqtt.com");
    await press("Save");
    expect(field("Port")).toHaveAccessibleDescription(/five digits that begin with 2/);
    expect(field("Username")).toHaveAccessibleDescription("This is needed.");
    expect(field("Password")).toHaveAccessibleDescription("This is needed.");
    expect(host.askedFor("save_broker")).toEqual([]);
  });

  it("loses nothing that was typed on the way through other types", async () => {
    await addForm();
    await type("Host", "10.0.0.2");
    await type("Port", "4711");
    await type("Username", "ada");
    await type("Broker type", "dioty");
    expect(field("Host")).toHaveValue("mqtt.dioty.co");
    expect(field("Port")).toHaveValue("1883");
    await type("Broker type", "custom");
    expect(field("Host")).toHaveValue("10.0.0.2");
    expect(field("Port")).toHaveValue("4711");
    expect(field("Username")).toHaveValue("ada");
  });

  it("puts the user name before every topic where the service wants it, until a person says otherwise", async () => {
    const host = await addForm();
    await type("Broker type", "dioty");
    await type("Username", "ada@example.com");
    await press("Advanced");
    expect(field("Topic prefix")).toHaveValue("/ada@example.com/");
    await type("Topic prefix", "/mine/");
    await type("Username", "eve@example.com");
    expect(field("Topic prefix")).toHaveValue("/mine/");
    await type("Password", "hunter2");
    await press("Save");
    expect((await saved(host)).draft.topicPrefix).toBe("/mine/");
  });

  it("follows the user name of a kept broker whose prefix is the service's own", async () => {
    const host = await editForm({ preset: "dioty", username: "a@b.de", topicPrefix: "/a@b.de/" });
    await type("Username", "c@d.de");
    await press("Save");
    expect((await saved(host)).draft.topicPrefix).toBe("/c@d.de/");
  });

  it("asks for a certificate and no password where that is how the service knows people", async () => {
    const host = await addForm();
    await type("Broker type", "awsIotCore");
    expect(screen.queryByLabelText("Username")).toBeNull();
    expect(screen.queryByLabelText("Password")).toBeNull();
    await type("Host", "a1-ats.iot.eu-central-1.amazonaws.com");
    await press("Save");
    expect((await screen.findByText("This broker needs one.")).closest("[data-problem]")).toHaveFocus();
    expect(screen.getByRole("button", { name: "Paste certificate" })).toBeInTheDocument();
    expect(host.askedFor("save_broker")).toEqual([]);
  });

  it("offers the application protocol that a port wants", async () => {
    await addForm();
    await type("Broker type", "awsIotCore");
    await press("Encryption and certificates");
    expect(field("ALPN")).toHaveValue("");
    await type("Port", "443");
    expect(field("ALPN")).toHaveValue("x-amzn-mqtt-ca");
  });
});
