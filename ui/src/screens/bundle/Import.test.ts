import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { dashboardOf, FakeHost } from "../../host/fake";
import { ownBroker } from "../../host/fake/samples";
import type { BundleLook, TakenBundle } from "../../lib/bindings/api";
import { broker, startWith, valueTile } from "../../test/app";

const LINK = "tilework://add#abc";
const panel = (name = "Import") => within(screen.getByRole("dialog", { name }));

const look = (more: Partial<BundleLook> = {}): BundleLook => ({
  kind: "dashboard",
  dashboards: [{ name: "Barn <b>", tiles: 3, unknown: 1, left: false }],
  brokers: [{ reference: "broker-1", name: "", preset: "dioty", address: null, secrets: ["password"], like: null }],
  ...more,
});

const barn = dashboardOf("d9", "Barn", [valueTile("rain", "Rain")]);
const taken = (more: Partial<TakenBundle> = {}): TakenBundle => ({
  brokers: [],
  dashboards: [barn],
  before: null,
  left: 0,
  ...more,
});

async function opened(found: BundleLook = look()) {
  const host = new FakeHost({
    brokers: [broker()],
    dashboards: [dashboardOf("d1", "Greenhouse", [valueTile("air", "Air")])],
  });
  host.answers.look_into_bundle = () => found;
  host.answers.take_bundle = () => taken();
  await startWith(host);
  return host;
}

async function pasted() {
  location.hash = "#/home/bundle";
  await screen.findByRole("dialog", { name: "Import" });
  await fireEvent.input(panel().getByLabelText("Or paste a link"), { target: { value: LINK } });
  await fireEvent.click(panel().getByRole("button", { name: "Look at it" }));
}

describe("an import", () => {
  it("shows what it would add before anything is done", async () => {
    const host = await opened();
    await pasted();
    expect(await panel().findByText("Barn <b>")).toBeInTheDocument();
    expect(panel().getByText("3 tiles")).toBeInTheDocument();
    expect(panel().getByText(/Would be added\. One is of a kind/)).toBeInTheDocument();
    expect(host.askedFor("take_bundle")).toEqual([]);
  });

  it("asks which broker the tiles use, and says what a new one lacks", async () => {
    const host = await opened();
    await pasted();
    const choice = await panel().findByLabelText("For “DIoTY broker”");
    expect(choice).toHaveAccessibleDescription(/You type its password afterwards.*address was not sent/);
    await fireEvent.change(choice, { target: { value: "farm" } });
    await fireEvent.click(panel().getByRole("button", { name: "Import" }));
    await waitFor(() =>
      expect(host.askedFor("take_bundle")).toEqual([
        { bundle: LINK, choices: [{ reference: "broker-1", instead: "farm" }], onto: null },
      ]),
    );
    expect(await screen.findByText("1 dashboard added")).toBeInTheDocument();
  });

  it("offers the one that is here already first", async () => {
    await opened(look({ brokers: [{ ...look().brokers[0]!, like: "farm" }] }));
    await pasted();
    expect(await panel().findByLabelText("For “DIoTY broker”")).toHaveValue("farm");
  });

  it("has nothing to do where all is here already", async () => {
    const here = { name: "Barn", tiles: 3, unknown: 0, left: true };
    await opened(look({ kind: "backup", dashboards: [here], brokers: [] }));
    await pasted();
    expect(await panel().findByText(/There is nothing to add/)).toBeInTheDocument();
    expect(panel().getByRole("button", { name: "Restore" })).toBeDisabled();
  });

  it("puts a tile on the dashboard that is open, or on another", async () => {
    const host = await opened(look({ kind: "tile", brokers: [] }));
    await pasted();
    expect(await panel().findByLabelText("Put it on")).toHaveValue("d1");
    await fireEvent.click(panel().getByRole("button", { name: "Import" }));
    await waitFor(() => expect(host.askedFor("take_bundle")[0]?.onto).toBe("d1"));
  });

  it("says why a bundle is not taken, and asks for another", async () => {
    const host = await opened();
    host.failOnce("look_into_bundle", { code: "bundleRefused", detail: { fault: { kind: "newer" } } });
    await pasted();
    expect(await panel().findByText(/made by a newer Tilework/)).toBeInTheDocument();
    expect(panel().getByText("Choose a file")).toBeInTheDocument();
  });

  it("takes a file, and none that is larger than any bundle", async () => {
    const host = await opened();
    location.hash = "#/home/bundle";
    await screen.findByRole("dialog", { name: "Import" });
    const choose = (file: File) =>
      fireEvent.change(panel().getByLabelText("Choose a file"), { target: { files: [file] } });
    const large = new File(["{}"], "large.tilework");
    Object.defineProperty(large, "size", { value: 1e9 });
    await choose(large);
    expect(await panel().findByText(/larger than 8 MB/)).toBeInTheDocument();
    expect(host.askedFor("look_into_bundle")).toEqual([]);
    await choose(new File(['{"format":"tilework"}'], "Farm.tilework"));
    await waitFor(() => expect(host.askedFor("look_into_bundle")).toEqual([{ bundle: '{"format":"tilework"}' }]));
  });

  it("lists what each new broker lacks when it is done", async () => {
    const host = await opened();
    const added = ownBroker("new", "Barn broker", { enabled: false, connection: { state: "idle" } });
    host.answers.take_bundle = () => taken({ brokers: [added] });
    host.answers.missing_secrets = () => [{ broker: "new", secrets: ["password"] }];
    await pasted();
    await fireEvent.click(await panel().findByRole("button", { name: "Import" }));
    await screen.findByRole("dialog", { name: "Imported" });
    expect(panel("Imported").getByText("Barn broker")).toBeInTheDocument();
    expect(panel("Imported").getByText("password")).toBeInTheDocument();
    expect(panel("Imported").getByRole("button", { name: "Open Barn broker" })).toBeInTheDocument();
  });

  it("is taken back whole", async () => {
    const host = await opened(look({ brokers: [] }));
    host.answers.take_bundle = () => {
      host.session.dashboards = [...host.session.dashboards, barn];
      return taken();
    };
    await pasted();
    await fireEvent.click(await panel().findByRole("button", { name: "Import" }));
    expect(await screen.findByRole("tab", { name: "Barn" })).toBeInTheDocument();
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(screen.queryByRole("tab", { name: "Barn" })).toBeNull());
    expect(host.askedFor("delete_dashboard")).toEqual([{ dashboard: "d9" }]);
  });

  it("opens by a link from outside, and the next one after it", async () => {
    const host = await opened();
    host.push({
      offered: [
        { kind: "bundle", link: LINK },
        { kind: "bundle", link: "tilework://add#next" },
      ],
    });
    await screen.findByRole("dialog", { name: "Import" });
    await panel().findByText("Barn <b>");
    await fireEvent.click(panel().getByRole("button", { name: "Cancel" }));
    await waitFor(() =>
      expect(host.askedFor("look_into_bundle")).toEqual([{ bundle: LINK }, { bundle: "tilework://add#next" }]),
    );
  });
});
