import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { dashboardOf, FakeHost } from "../../host/fake";
import type { BrokerDevices, DeviceView, EntityView } from "../../lib/bindings/api";
import { aReading } from "../../tiles/testing";
import { broker, startWith } from "../../test/app";

const entity = (key: string, more: Partial<EntityView> = {}): EntityView => ({
  key,
  name: "Temperature",
  component: "sensor",
  class: "temperature",
  icon: "thermometer",
  category: "main",
  reads: true,
  sends: false,
  notes: [],
  topic: `homeassistant/sensor/${key}/config`,
  ...more,
});

const device = (key: string, name: string, more: Partial<DeviceView> = {}): DeviceView => ({
  key,
  name,
  maker: "Maker",
  model: "M1",
  area: "Barn",
  version: null,
  link: null,
  conventions: ["homeAssistant"],
  entities: [entity(`${key}-t`)],
  notes: [],
  ...more,
});

const found = (devices: DeviceView[], more: Partial<BrokerDevices> = {}): BrokerDevices => ({
  broker: "farm",
  finds: true,
  refuses: false,
  setting: { find: null, prefixes: [] },
  devices,
  unread: [],
  leftOut: 0,
  forgotten: [],
  ...more,
});

/** Opens the place; what is found can be changed later. */
async function opened(first: BrokerDevices[], brokers = [broker()]) {
  const host = new FakeHost({ brokers, dashboards: [dashboardOf("d1", "Greenhouse", [])] });
  let now = first;
  host.answers.devices = () => now;
  host.answers.watch_entities = ({ entities }) =>
    entities.map((it) => ({
      ...it,
      value: `devices-1/value-${it.entity}`,
      availability: [`devices-1/there-${it.entity}`],
      mode: "all" as const,
    }));
  host.answers.add_entities = () => dashboardOf("d1", "Greenhouse", []);
  host.answers.forget_device = () => null;
  host.answers.set_discovery = () => null;
  host.answers.find_again = () => null;
  await startWith(host);
  await fireEvent.click(await screen.findByRole("link", { name: "Devices" }));
  await screen.findByRole("heading", { level: 1, name: "Devices" });
  return {
    host,
    becomes: (next: BrokerDevices[]) => {
      now = next;
      host.push({ devices: [{ broker: "farm" }] });
    },
  };
}

const card = (name: string) => screen.findByRole("group", { name });

describe("devices", () => {
  it("stand there with what they say now, room by room", async () => {
    const { host } = await opened([found([device("a", "Weather"), device("b", "Pump", { area: null })])]);
    const row = within(await card("Weather")).getByRole("listitem", { name: "Temperature" });
    expect(row).toHaveTextContent("No value yet");
    await waitFor(() => expect(host.askedFor("watch_entities").at(-1)?.entities).toHaveLength(2));
    await waitFor(() => expect(host.askedFor("watch").at(-1)?.bindings).toContain("devices-1/value-a-t"));
    host.push({
      readings: [{ ...aReading("value", 21.5, { unit: "°C", decimals: 1 }), binding: "devices-1/value-a-t" }],
    });
    await waitFor(() => expect(row).toHaveTextContent("21.5 °C"));
    expect(screen.getAllByRole("heading", { level: 3 }).map((it) => it.textContent)).toEqual([
      "Barn",
      "Without a room",
    ]);
  });

  it("say that they are away, and what on means for them", async () => {
    const door = entity("d", { name: "Door", class: "door", component: "binary_sensor" });
    const { host } = await opened([found([device("a", "Gate", { entities: [door] })])]);
    const gate = await card("Gate");
    await waitFor(() => expect(host.askedFor("watch").at(-1)?.bindings).toContain("devices-1/value-d"));
    host.push({
      readings: [
        { ...aReading("value", true), binding: "devices-1/value-d" },
        { ...aReading("value", false), binding: "devices-1/there-d" },
      ],
    });
    await waitFor(() => expect(gate).toHaveTextContent("Away"));
    expect(within(gate).getByRole("listitem", { name: "Door" })).toHaveTextContent("Open");
  });

  it("are found by any word of theirs, and come by themselves", async () => {
    const { becomes } = await opened([found([device("a", "Weather"), device("b", "Pump")])]);
    await card("Pump");
    await fireEvent.input(screen.getByRole("textbox", { name: "Search devices" }), { target: { value: "barn wea" } });
    expect(screen.queryByRole("group", { name: "Pump" })).toBeNull();
    becomes([found([device("c", "Weather vane")])]);
    await card("Weather vane");
    expect(screen.queryByRole("group", { name: "Weather" })).toBeNull();
  });

  it("go to a dashboard with one tap, and a single thing goes alone", async () => {
    const set = entity("s", { name: "Interval", category: "settings" });
    const { host } = await opened([found([device("a", "Weather", { entities: [entity("t"), set] })])]);
    const weather = await card("Weather");
    await fireEvent.click(within(weather).getByRole("button", { name: "Add tile: Temperature" }));
    await waitFor(() =>
      expect(host.askedFor("add_entities")).toEqual([{ dashboard: "d1", entities: [{ broker: "farm", entity: "t" }] }]),
    );
    await fireEvent.click(within(weather).getByRole("button", { name: "Add to dashboard" }));
    const sheet = within(await screen.findByRole("dialog", { name: "Add Weather" }));
    expect(sheet.getByRole("checkbox", { name: "Temperature" })).toBeChecked();
    await fireEvent.click(sheet.getByRole("checkbox", { name: "Interval" }));
    await fireEvent.click(sheet.getByRole("button", { name: "Add 2" }));
    await waitFor(() =>
      expect(
        host
          .askedFor("add_entities")
          .at(-1)
          ?.entities.map((it) => it.entity),
      ).toEqual(["t", "s"]),
    );
  });

  it("are dimmed while their broker is away, and say what they do not know and what cannot be read", async () => {
    const { host } = await opened([found([device("a", "Weather")])], [broker({ state: "idle" }, { enabled: false })]);
    const row = within(await card("Weather")).getByRole("listitem", { name: "Temperature" });
    within(screen.getByRole("region", { name: "Farm" })).getByText("Off");
    await waitFor(() => expect(host.askedFor("watch").at(-1)?.bindings).toContain("devices-1/value-a-t"));
    const says = (more: object) =>
      host.push({ readings: [{ ...aReading("value", 21.5, more), binding: "devices-1/value-a-t" }] });
    says({});
    await waitFor(() => expect(row).toHaveTextContent("21.5"));
    expect(within(row).getByText("21.5")).toHaveClass("dim");
    says({ value: null });
    await waitFor(() => expect(row).toHaveTextContent("Unknown"));
    says({ problem: { kind: "notJson", excerpt: "{oops" } });
    await waitFor(() => expect(row).toHaveTextContent("“{oops” is not JSON"));
    expect(row).toHaveTextContent("21.5");
  });

  it("are added once by a slip of the finger", async () => {
    const { host } = await opened([found([device("a", "Weather")])]);
    const add = within(await card("Weather")).getByRole("button", { name: "Add tile: Temperature" });
    await Promise.all([fireEvent.click(add), fireEvent.click(add)]);
    await screen.findByText(/on Greenhouse/);
    expect(host.askedFor("add_entities")).toHaveLength(1);
  });

  it("come onto the one dashboard that was made for them, also when that took two attempts", async () => {
    const { host } = await opened([found([device("a", "Weather")])]);
    const weather = within(await card("Weather"));
    host.failOnce("add_entities", { code: "internal", detail: { message: "full" } });
    await fireEvent.click(weather.getByRole("button", { name: "Make a dashboard" }));
    await waitFor(() => expect(host.askedFor("add_entities")).toHaveLength(1));
    await fireEvent.click(weather.getByRole("button", { name: "Make a dashboard" }));
    await waitFor(() => expect(host.askedFor("add_entities")).toHaveLength(2));
    expect(host.askedFor("create_dashboard")).toHaveLength(1);

    await fireEvent.click(weather.getByRole("button", { name: "Add to dashboard" }));
    const sheet = within(await screen.findByRole("dialog", { name: "Add Weather" }));
    await fireEvent.change(sheet.getByRole("combobox", { name: "Dashboard" }), { target: { value: "" } });
    host.failOnce("add_entities", { code: "internal", detail: { message: "full" } });
    await fireEvent.click(sheet.getByRole("button", { name: "Add 1" }));
    await sheet.findByRole("alert");
    await fireEvent.click(sheet.getByRole("button", { name: "Add 1" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(host.askedFor("create_dashboard")).toHaveLength(2);
  });

  it("that are gone are said to be, and a list that cannot be read is not an empty one", async () => {
    const { host, becomes } = await opened([found([device("a", "Weather")])]);
    await card("Weather");
    location.hash = "#/devices/device/farm/b";
    expect(await screen.findByText("This device is not there any more")).toBeInTheDocument();
    expect(screen.queryByRole("dialog")).toBeNull();
    await fireEvent.input(screen.getByRole("textbox", { name: "Search devices" }), { target: { value: "wea" } });
    becomes([found([])]);
    await screen.findByText(/No device has this/);
    expect(screen.getByRole("textbox", { name: "Search devices" })).toHaveValue("wea");
    expect(host.askedFor("add_entities")).toEqual([]);
  });

  it.each(["#/devices/device/farm/a", "#/devices/finding/farm"])(
    "that cannot be asked for say so at %s",
    async (address) => {
      const host = new FakeHost({ brokers: [broker()] });
      host.answers.devices = () => {
        return Promise.reject({ code: "internal", detail: { message: "no disk" } });
      };
      await startWith(host);
      location.hash = address;
      const sheet = within(await screen.findByRole("dialog"));
      expect(await sheet.findByRole("alert")).toBeInTheDocument();
    },
  );

  it("show more of their things when asked, and are hidden and had back", async () => {
    const set = entity("s", { name: "Interval", category: "settings" });
    const { host } = await opened([found([device("a", "Weather", { entities: [entity("t"), set] })])]);
    const weather = await card("Weather");
    expect(within(weather).queryByRole("listitem", { name: "Interval" })).toBeNull();
    await fireEvent.click(within(weather).getByRole("button", { name: "More (1)" }));
    within(weather).getByRole("listitem", { name: "Interval" });
    await fireEvent.click(within(weather).getByRole("button", { name: "Hide Weather" }));
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() =>
      expect(host.askedFor("forget_device").map(({ forgotten }) => forgotten)).toEqual([true, false]),
    );
  });

  it("that could not be read are told with their topic and the reason", async () => {
    const unread = [{ topic: "homeassistant/sensor/x/config", why: { kind: "notJson", message: "EOF" } as const }];
    await opened([found([device("a", "Weather", { notes: [{ kind: "interviewing" }] })], { unread })]);
    expect(await card("Weather")).toHaveTextContent("Its bridge is still asking what it is.");
    await fireEvent.click(screen.getByRole("button", { name: "Problems: 1" }));
    const sheet = await screen.findByRole("dialog", { name: "Problems" });
    expect(sheet).toHaveTextContent("homeassistant/sensor/x/config");
    expect(sheet).toHaveTextContent("It is no JSON: EOF");
  });

  it("are not looked for on a shared broker until a person says so", async () => {
    const { host, becomes } = await opened([found([], { finds: false })]);
    await screen.findByText("Tilework is not looking for devices");
    await fireEvent.click(screen.getByRole("button", { name: "Look for devices on Farm" }));
    await waitFor(() =>
      expect(host.askedFor("set_discovery")).toEqual([{ broker: "farm", setting: { find: true, prefixes: [] } }]),
    );
    becomes([found([])]);
    await screen.findByText("No devices yet");
  });

  it("are not looked for where the broker ended the connection over it, and that is said", async () => {
    await opened([found([], { finds: false, refuses: true })]);
    await screen.findByText(/ended the connection when it was asked for devices/);
    expect(screen.getByRole("button", { name: "Look for devices on Farm" })).toBeInTheDocument();
  });

  it("are found below another prefix, which is checked", async () => {
    const { host } = await opened([found([], { forgotten: [{ key: "a", name: "Weather" }] })]);
    await fireEvent.click(await screen.findByRole("button", { name: "How devices are found on Farm" }));
    const sheet = within(await screen.findByRole("dialog", { name: "Finding devices" }));
    const prefix = sheet.getByRole("textbox", { name: "Discovery prefix" });
    await fireEvent.input(prefix, { target: { value: "ha2, b/#" } });
    host.failOnce("set_discovery", {
      code: "invalidInput",
      detail: { problems: [{ field: "prefixes", fault: { kind: "topicWildcard" } }] },
    });
    await fireEvent.click(sheet.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(prefix).toHaveAttribute("aria-invalid", "true"));
    await fireEvent.click(sheet.getByRole("button", { name: "Show again: Weather" }));
    await waitFor(() =>
      expect(host.askedFor("forget_device")).toEqual([{ broker: "farm", device: "a", forgotten: false }]),
    );
  });
});
