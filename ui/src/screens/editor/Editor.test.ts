import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import type { Problem, Reading, Tile } from "../../lib/bindings/api";
import { broker, start, valueTile } from "../../test/app";

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });

async function newTile(kind: string, brokers = [broker()]) {
  const host = await start([valueTile("air", "Air")], { brokers });
  await press("Edit dashboard");
  await press("Add tile");
  await press(kind);
  return host;
}

async function editAir() {
  const host = await start([valueTile("air", "Air")]);
  await press("Edit dashboard");
  await press("Edit Air");
  return host;
}

const preview = (payload: string): Reading => ({
  binding: "preview/value",
  at: 1,
  value: { type: "text", value: "x" },
  unit: null,
  decimals: 0,
  retained: false,
  problem: null,
  payload,
  contentType: null,
  userProperties: [],
  since: null,
  expires: null,
});

describe("the tile editor", () => {
  it("offers the kinds by their names", async () => {
    await start([]);
    await press("Add tile");
    for (const name of ["Switch", "Button", "Slider", "Value", "Gauge", "Chart"]) {
      expect(screen.getByRole("button", { name })).toBeInTheDocument();
    }
  });

  it("hints at a title that fits the kind", async () => {
    await newTile("Gauge");
    expect(screen.getByLabelText("Title")).toHaveAttribute("placeholder", "Soil moisture");
  });

  it("saves a new switch with what was typed", async () => {
    const host = await newTile("Switch");
    await type("Title", "Pump");
    await type("Topic", "farm/pump/state");
    await type("Command topic", "farm/pump/set");
    await press("Save tile");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(host.askedFor("edit_dashboard")[0]).toMatchObject({
      dashboard: "d1",
      edit: {
        edit: "addTile",
        draft: {
          kind: "switch",
          title: "Pump",
          bindings: { state: { broker: "farm", topic: "farm/pump/state" } },
          commands: { set: { broker: "farm", topic: "farm/pump/set" } },
        },
      },
    });
  });

  it("shows the engine's problems at the fields of the kind, and keeps everything typed", async () => {
    const host = await newTile("Switch");
    await type("Title", "Pump");
    await type("Topic", "farm/#/state");
    host.failOnce("edit_dashboard", {
      code: "invalidInput",
      detail: {
        problems: [
          { field: "bindings.state.topic", fault: { kind: "filterHash" } },
          { field: "commands.set.topic", fault: { kind: "required" } },
        ],
      },
    });
    await press("Save tile");
    await waitFor(() => expect(screen.getByLabelText("Topic")).toHaveAccessibleDescription(/only at the end/));
    expect(screen.getByLabelText("Command topic")).toHaveAccessibleDescription("This is needed.");
    expect(screen.getByLabelText("Title")).toHaveValue("Pump");
    expect(screen.getByLabelText("Topic")).toHaveValue("farm/#/state");
  });

  it("leads to a list in which something is wrong, and says what", async () => {
    const host = await start([valueTile("air", "Air", { options: { rules: [{ when: "below" }] } })]);
    await press("Edit dashboard");
    await press("Edit Air");
    await press("Save tile");
    const rules = await screen.findByRole("group", { name: "Rules" });
    await waitFor(() => expect(rules).toHaveFocus());
    expect(rules).toHaveAccessibleDescription("Rule 1: write a number.");
    expect(host.askedFor("edit_dashboard")).toEqual([]);
  });

  it("feeds the preview with the form as it is typed, and ends it when it closes", async () => {
    const host = await editAir();
    await type("Topic", "farm/other");
    await waitFor(() => {
      const last = host.askedFor("set_preview").at(-1)?.draft;
      expect(last?.bindings["value"]?.topic).toBe("farm/other");
    });
    await press("Close");
    await press("Discard");
    await waitFor(() => expect(host.askedFor("set_preview").at(-1)?.draft).toBeNull());
  });

  it("fills the value template from a tapped value of the newest message", async () => {
    const host = await editAir();
    await waitFor(() => expect(host.askedFor("set_preview")).not.toHaveLength(0));
    host.push({ readings: [preview('{"climate": {"air temp": [24.6]}}')] });
    await fireEvent.click(await screen.findByRole("button", { name: /air temp/ }));
    expect(screen.getByLabelText("Value template")).toHaveValue("{{ value_json.climate['air temp'][0] }}");
  });

  it("keeps the newest message while its template is written, and forgets it with its topic", async () => {
    const host = await editAir();
    await waitFor(() => expect(host.askedFor("set_preview")).toHaveLength(1));
    host.push({ readings: [preview('{"temp": 24.6}')] });
    await fireEvent.click(await screen.findByRole("button", { name: /temp/ }));
    await waitFor(() => expect(host.askedFor("set_preview")).toHaveLength(2));
    expect(screen.getByRole("button", { name: /temp/ })).toBeInTheDocument();
    await type("Topic", "farm/other");
    await waitFor(() => expect(screen.queryByRole("button", { name: /temp/ })).toBeNull());
  });

  it("asks before it closes over what was typed, and only then", async () => {
    await editAir();
    await press("Close");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await press("Edit Air");
    await type("Title", "Outside");
    await press("Close");
    expect(screen.getByText("Discard changes?")).toBeInTheDocument();
    await press("Discard");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("does not show what the engine said about an older draft", async () => {
    const host = await editAir();
    await waitFor(() => expect(host.askedFor("set_preview")).toHaveLength(1));
    const answers: ((problems: Problem[]) => void)[] = [];
    host.answers.set_preview = () => new Promise((done) => answers.push(done));
    const field = screen.getByLabelText("Topic");
    await type("Topic", "farm/#/x");
    await fireEvent.blur(field);
    await waitFor(() => expect(answers).toHaveLength(1));
    await type("Topic", "farm/x");
    await waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.([]);
    answers[0]?.([{ field: "bindings.value.topic", fault: { kind: "filterHash" } }]);
    // Everything that hangs on the answer has run.
    for (let turn = 0; turn < 20; turn++) await tick();
    expect(field).toBeValid();
  });

  it.each<[string, Tile[], string]>([
    ["the other tiles of its dashboard", [valueTile("air", "Air")], "farm"],
    ["nothing yet, so from the broker added last", [], "barn"],
  ])("begins a new tile at the broker of %s", async (_, tiles, wanted) => {
    const demo = broker(undefined, { id: "demo", name: "Demo", origin: "demo" });
    const brokers = [demo, broker(), broker(undefined, { id: "barn", name: "Barn" })];
    await start(tiles, { brokers });
    if (tiles.length > 0) await press("Edit dashboard");
    await press("Add tile");
    await press("Value");
    expect(screen.getByLabelText("Broker")).toHaveValue(wanted);
  });

  it("says when only the beginning of a message is shown", async () => {
    const host = await editAir();
    await waitFor(() => expect(host.askedFor("set_preview")).not.toHaveLength(0));
    host.push({ readings: [preview("short")] });
    await screen.findByText("short");
    expect(screen.queryByText("Only the beginning is shown.")).toBeNull();
    host.push({ readings: [preview("a".repeat(4096))] });
    expect(await screen.findByText("Only the beginning is shown.")).toBeInTheDocument();
  });

  it("shows the content type that came with the message", async () => {
    const host = await editAir();
    await waitFor(() => expect(host.askedFor("set_preview")).not.toHaveLength(0));
    host.push({ readings: [{ ...preview("{}"), contentType: "application/json" }] });
    expect(await screen.findByText("Content type: application/json")).toBeInTheDocument();
  });

  it("shows the user properties that came with the message, as text", async () => {
    const host = await editAir();
    await waitFor(() => expect(host.askedFor("set_preview")).not.toHaveLength(0));
    const userProperties = [{ name: "site", value: "<b>north</b>" }];
    host.push({ readings: [{ ...preview("{}"), userProperties }] });
    expect(await screen.findByText("site: <b>north</b>")).toBeInTheDocument();
  });

  it("shows a hostile payload as text", async () => {
    const host = await editAir();
    await waitFor(() => expect(host.askedFor("set_preview")).not.toHaveLength(0));
    host.push({ readings: [preview("<img src=x onerror=alert(1)>")] });
    expect(await screen.findByText("<img src=x onerror=alert(1)>")).toBeInTheDocument();
    expect(document.querySelector("img")).toBeNull();
  });

  it("asks for the broker only when there is more than one", async () => {
    await newTile("Value");
    expect(screen.queryByLabelText("Broker")).toBeNull();
  });

  it("sends the chosen broker when there are two", async () => {
    const host = await newTile("Value", [broker(), broker(undefined, { id: "barn", name: "Barn" })]);
    await fireEvent.change(screen.getByLabelText("Broker"), { target: { value: "barn" } });
    await type("Topic", "barn/air");
    await press("Save tile");
    await waitFor(() => expect(host.askedFor("edit_dashboard")).toHaveLength(1));
    expect(host.askedFor("edit_dashboard")[0]).toMatchObject({
      edit: { draft: { bindings: { value: { broker: "barn" } } } },
    });
  });

  it("reads the series of a chart from brokers of their own", async () => {
    const host = await newTile("Chart", [broker(), broker(undefined, { id: "barn", name: "Barn" })]);
    await type("Topic", "farm/air");
    await type("Second topic", "barn/air");
    await press("Second series");
    await fireEvent.change(screen.getByLabelText("Second broker"), { target: { value: "barn" } });
    await press("Save tile");
    await waitFor(() => expect(host.askedFor("edit_dashboard")).toHaveLength(1));
    expect(host.askedFor("edit_dashboard")[0]).toMatchObject({
      edit: { draft: { bindings: { series1: { broker: "farm" }, series2: { broker: "barn" } } } },
    });
  });

  it("asks for the broker of a series only when there is more than one", async () => {
    await newTile("Chart");
    await type("Topic", "farm/air");
    expect(screen.queryByRole("button", { name: "Second series" })).toBeNull();
    await type("Second topic", "farm/rain");
    await press("Second series");
    expect(screen.getByLabelText("Second value template")).toBeInTheDocument();
    expect(screen.queryByLabelText("Second broker")).toBeNull();
  });

  it("unfolds the part of a form that has a problem", async () => {
    await newTile("Chart");
    await type("Topic", "farm/air");
    await press("Scale");
    await type("Minimum", "5");
    await type("Maximum", "1");
    await press("Scale");
    expect(screen.queryByLabelText("Maximum")).toBeNull();
    await press("Save tile");
    expect(screen.getByLabelText("Maximum")).toHaveAccessibleDescription("Must be above the minimum.");
  });

  it("deletes the tile, with an undo", async () => {
    await editAir();
    await press("Delete tile");
    expect(await screen.findByText("“Air” deleted")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Undo" })).toBeInTheDocument();
  });

  it("saves a copy of what stands in the form, and leaves the tile as it was", async () => {
    const host = await editAir();
    await type("Title", "Air outside");
    await press("Save as a copy");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(host.askedFor("edit_dashboard")).toMatchObject([
      { dashboard: "d1", edit: { edit: "addTile", draft: { title: "Air outside" } } },
    ]);
  });

  it("a new tile is no tile that could be copied", async () => {
    await newTile("Value");
    expect(screen.queryByRole("button", { name: "Save as a copy" })).toBeNull();
  });
});
