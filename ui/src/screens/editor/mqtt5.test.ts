import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it, test } from "vitest";
import type { CommandDraft, TileDraft } from "../../lib/bindings/api";
import { broker, start, valueTile } from "../../test/app";
import { mqtt5FieldOf, mqtt5Problems, withMqtt5 } from "./mqtt5";

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
const empty = { expirySeconds: "", responseTopic: "", contentType: "" };

const command: CommandDraft = {
  broker: "farm",
  topic: "gate/set",
  payload: { as: "template", text: "open" },
  qos: "atLeastOnce",
  retain: false,
  answer: null,
};
const draft = (more: Partial<CommandDraft> = {}) =>
  ({ ...valueTile("gate", "Gate"), commands: { press: { ...command, ...more } } }) as TileDraft;

test("an untouched form adds nothing to a command", () => {
  expect(withMqtt5(draft(), empty)).toEqual(draft());
});

test("properties that no field shows stay", () => {
  const userProperties = [{ name: "from", value: "barn" }];
  const kept = { expirySeconds: 5, contentType: "", responseTopic: "", userProperties };
  expect(withMqtt5(draft({ mqtt5: kept }), empty).commands["press"]?.mqtt5).toEqual({ ...kept, expirySeconds: null });
});

test.each(["0", "1.5", "-3", "soon", "4294967296"])("%s is no number of seconds", (expirySeconds) => {
  expect(mqtt5Problems({ ...empty, expirySeconds })).toHaveProperty("expirySeconds");
});

test("the engine's problems find their fields", () => {
  expect(mqtt5FieldOf("commands.set.mqtt5.responseTopic")).toBe("responseTopic");
  expect(mqtt5FieldOf("commands.set.topic")).toBeUndefined();
});

describe("the editor of a command", () => {
  async function newButton(protocol: "3.1.1" | "5") {
    const host = await start([valueTile("air", "Air")], { brokers: [broker(undefined, { protocol })] });
    await press("Edit dashboard");
    await press("Add tile");
    await press("Button");
    return host;
  }

  it("has no MQTT 5 part for a broker of the old version", async () => {
    await newButton("3.1.1");
    expect(screen.queryByRole("button", { name: "MQTT 5" })).not.toBeInTheDocument();
  });

  it("saves what MQTT 5 carries along", async () => {
    const host = await newButton("5");
    await type("Command topic", "gate/set");
    await press("MQTT 5");
    await type("Expires after", "60");
    await type("Response topic", "gate/reply");
    await type("Content type", "text/plain");
    await press("Save tile");
    await waitFor(() => expect(host.askedFor("edit_dashboard")).toHaveLength(1));
    const mqtt5 = { expirySeconds: 60, responseTopic: "gate/reply", contentType: "text/plain", userProperties: [] };
    expect(host.askedFor("edit_dashboard")[0]).toMatchObject({ edit: { draft: { commands: { press: { mqtt5 } } } } });
  });

  it("unfolds and says what is wrong instead of saving it", async () => {
    const host = await newButton("5");
    await press("MQTT 5");
    await type("Expires after", "0.5");
    await press("MQTT 5");
    await press("Save tile");
    expect(await screen.findByText(/A whole number from 1/)).toBeInTheDocument();
    expect(host.askedFor("edit_dashboard")).toEqual([]);
  });
});
