import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { dashboardOf, FakeHost } from "../../host/fake";
import type { DeviceCode, PlatformView, Tile } from "../../lib/bindings/api";
import { broker, startWith, valueTile } from "../../test/app";

const platforms: PlatformView[] = [
  {
    id: "python",
    name: "Python",
    library: "paho-mqtt 2",
    comment: "#",
    install: [{ words: "The library:", command: "pip install paho-mqtt" }],
  },
  { id: "arduino", name: "Arduino", library: "ArduinoMqttClient", comment: "//", install: [] },
];

const code: Record<string, DeviceCode> = {
  python: {
    files: [
      { name: "device.py", text: '# SENSOR: read it here.\nPORT = 1883\nprint("<b>farm</b>")\n' },
      { name: "ca.pem", text: "-----BEGIN CERTIFICATE-----\n" },
    ],
    notes: [{ kind: "thisComputer", host: "localhost" }],
  },
  arduino: { files: [{ name: "device.ino", text: "void setup() {}\n" }], notes: [] },
};

const dialog = (name = "Device code: Air") => within(screen.getByRole("dialog", { name }));
const shown = () => dialog().getByRole("region", { name: "Code" }).textContent;

async function opened(address = "#/home/d1/tile/air/code", tiles: Tile[] = [valueTile("air", "Air")], more = {}) {
  const host = new FakeHost({
    brokers: [broker(), broker(undefined, { id: "barn", name: "Barn" })],
    dashboards: [dashboardOf("d1", "Greenhouse", tiles)],
    ...more,
  });
  host.answers.device_platforms = () => platforms;
  host.answers.device_code = ({ target, platform }) => ({
    brokers: ["farm", "barn"],
    broker: target.broker ?? "farm",
    code: code[platform] ?? { files: [], notes: [] },
  });
  await startWith(host);
  location.hash = address;
  return host;
}

beforeEach(() => {
  vi.restoreAllMocks();
});

describe("device code", () => {
  it("is opened from the dashboard's menu", async () => {
    const host = await opened("#/");
    await fireEvent.click(await screen.findByRole("button", { name: "Dashboard menu" }));
    await fireEvent.click(screen.getByRole("menuitem", { name: "Device code" }));
    await screen.findByRole("dialog", { name: "Device code: Greenhouse" });
    await waitFor(() =>
      expect(host.askedFor("device_code").at(-1)?.target.whole).toEqual({ of: "dashboard", id: "d1" }),
    );
  });

  it("is opened from a tile's editor, and closes to it", async () => {
    await opened("#/home/d1/tile/air/edit");
    await fireEvent.click(await screen.findByRole("button", { name: "Device code" }));
    await waitFor(() => expect(shown()).toContain("SENSOR"));
    await fireEvent.click(dialog().getByRole("button", { name: "Close" }));
    await screen.findByRole("dialog", { name: "Air" });
  });

  it("shows the program as text, file by file, and what is to be known of it", async () => {
    await opened();
    await waitFor(() => expect(shown()).toBe(code["python"]?.files[0]?.text));
    expect(dialog().getByText(/“localhost” means this computer/)).toBeTruthy();
    await fireEvent.click(dialog().getByRole("radio", { name: "ca.pem" }));
    expect(shown()).toContain("BEGIN CERTIFICATE");
  });

  it("follows the platform, and remembers it", async () => {
    const host = await opened();
    await waitFor(() => expect(shown()).toContain("SENSOR"));
    await fireEvent.change(dialog().getByRole("combobox", { name: "Platform" }), { target: { value: "arduino" } });
    await waitFor(() => expect(shown()).toContain("void setup"));
    expect(host.askedFor("save_preferences").at(-1)?.preferences.lastPlatform).toBe("arduino");
  });

  it("begins with the platform that was chosen last", async () => {
    await opened("#/home/d1/tile/air/code", undefined, {
      preferences: { theme: "system", lastDashboard: null, lastPlatform: "arduino" },
    });
    await waitFor(() => expect(shown()).toContain("void setup"));
  });

  it("asks for which broker where there are several", async () => {
    const host = await opened();
    await waitFor(() => expect(shown()).toContain("SENSOR"));
    await fireEvent.change(dialog().getByRole("combobox", { name: "Broker" }), { target: { value: "barn" } });
    await waitFor(() => expect(host.askedFor("device_code").at(-1)?.target.broker).toBe("barn"));
  });

  it("copies the file that is shown", async () => {
    const copied = vi.fn(async (_: string) => {});
    Object.defineProperty(navigator, "clipboard", { value: { writeText: copied }, configurable: true });
    await opened();
    await waitFor(() => expect(shown()).toContain("SENSOR"));
    await fireEvent.click(dialog().getByRole("button", { name: "Copy" }));
    await screen.findByText("Copied");
    expect(copied).toHaveBeenCalledWith(code["python"]?.files[0]?.text);
  });

  it("says so where the window may not copy", async () => {
    const refuse = async () => Promise.reject(new Error("refused"));
    Object.defineProperty(navigator, "clipboard", { value: { writeText: refuse }, configurable: true });
    await opened();
    await waitFor(() => expect(shown()).toContain("SENSOR"));
    await fireEvent.click(dialog().getByRole("button", { name: "Copy" }));
    await dialog().findByText(/may not copy/);
  });

  it("saves the file that is shown, and says where", async () => {
    const host = await opened();
    host.answers.save_device_code = () => ({ kind: "saved", place: "/home/ann/device.py", samples: 0 });
    await waitFor(() => expect(shown()).toContain("SENSOR"));
    await fireEvent.click(dialog().getByRole("button", { name: "Save" }));
    await screen.findByText("Saved: /home/ann/device.py");
    expect(host.askedFor("save_device_code").at(-1)?.file).toBe("device.py");
  });

  it("says what to install", async () => {
    await opened();
    await waitFor(() => expect(shown()).toContain("SENSOR"));
    await fireEvent.click(dialog().getByRole("button", { name: "What to install" }));
    const install = within(dialog().getByRole("region", { name: "What to install" }));
    expect(install.getByText("pip install paho-mqtt")).toBeTruthy();
    expect(install.getByText(/paho-mqtt 2/)).toBeTruthy();
  });

  it("says why there is none", async () => {
    const host = await opened("#/");
    host.answers.device_code = () => ({ brokers: [], broker: null, code: { files: [], notes: [{ kind: "nothing" }] } });
    location.hash = "#/home/d1/tile/air/code";
    await screen.findByText(/nothing here for a device to do/);
    expect((dialog().getByRole("button", { name: "Copy" }) as HTMLButtonElement).disabled).toBe(true);
  });
});
