import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { FakeHost } from "../../host/fake";
import type { AppError, ConnectionReport, Trouble } from "../../lib/bindings/api";
import { troubleWords } from "../../lib/errors";
import { broker, start, startWith } from "../../test/app";

async function type(label: string, value: string) {
  await fireEvent.input(screen.getByLabelText(label), { target: { value } });
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

async function addForm(host = new FakeHost()) {
  await startWith(host);
  await press("Add broker");
  return host;
}

async function editForm(more: object = {}) {
  const host = await start([], { brokers: [broker(undefined, more)] });
  await fireEvent.click(screen.getByRole("link", { name: "Settings" }));
  location.hash = "#/settings";
  await fireEvent.click(await screen.findByRole("button", { name: "Edit Farm" }));
  return host;
}

describe("the broker form", () => {
  it("has every field by its name, without unfolding anything", async () => {
    await addForm();
    for (const label of ["Name", "Host", "Port", "Username", "Password", "Client ID", "Protocol", "Transport"]) {
      expect(screen.getByLabelText(label)).toBeInTheDocument();
    }
    expect(screen.getByLabelText("Protocol")).toHaveTextContent("3.1.1");
    expect(screen.getByLabelText("Transport")).toHaveTextContent("TCP");
    for (const name of ["Test connection", "Save", "Cancel"])
      expect(screen.getByRole("button", { name })).toBeEnabled();
  });

  it("shows each problem at its field, in words, and forgets nothing that was typed", async () => {
    const host = await addForm();
    host.failOnce("save_broker", {
      code: "invalidInput",
      detail: {
        problems: [
          { field: "host", fault: { kind: "host" } },
          { field: "port", fault: { kind: "outOfRange", min: 1, max: 65535 } },
        ],
      },
    });
    await type("Host", "http://farm");
    await type("Port", "70000");
    await type("Password", "hunter2");
    await press("Save");
    const field = await screen.findByLabelText("Host");
    await waitFor(() => expect(field).toHaveAccessibleDescription(/No spaces, no http/));
    expect(field).toBeInvalid();
    expect(field).toHaveFocus();
    expect(screen.getByLabelText("Port")).toHaveAccessibleDescription("Choose a number from 1 to 65535.");
    expect(field).toHaveValue("http://farm");
    expect(screen.getByLabelText("Password")).toHaveValue("hunter2");
  });

  it("does not send a port that is no number", async () => {
    const host = await addForm();
    await type("Host", "farm");
    await type("Port", "18x3");
    await press("Save");
    expect(screen.getByLabelText("Port")).toHaveAccessibleDescription(/whole number/);
    expect(host.askedFor("save_broker")).toEqual([]);
  });

  it("saves what was typed and opens the new broker's dashboard", async () => {
    const host = await addForm();
    await type("Name", "Farm");
    await type("Host", " 10.0.0.2 ");
    await type("Username", "farmer");
    await type("Password", " spaces count ");
    await press("Save");
    expect(await screen.findByRole("tab", { name: "Farm" })).toBeInTheDocument();
    expect(host.askedFor("save_broker")).toEqual([
      {
        draft: {
          id: null,
          name: "Farm",
          host: "10.0.0.2",
          port: 1883,
          username: "farmer",
          clientId: "",
          protocol: "3.1.1",
          transport: "tcp",
        },
        password: { action: "set", password: " spaces count ", remember: true },
      },
    ]);
  });

  it.each<Trouble["kind"]>(["hostNotFound", "portClosed", "badCredentials", "clientIdRefused", "notMqtt"])(
    "says in words why a tried connection failed: %s",
    async (kind) => {
      const host = await addForm();
      const trouble = { kind } as Trouble;
      host.answers.test_connection = () => ({
        ok: false,
        steps: [
          { name: "resolve", durationMs: 12, trouble: null },
          { name: "connect", durationMs: 3, trouble },
        ],
      });
      await type("Host", "farm");
      await press("Test connection");
      const report = within(await screen.findByRole("region", { name: "Connection test" }));
      expect(await report.findByText("Found the host")).toBeInTheDocument();
      expect(report.getByText(troubleWords(trouble).what)).toBeInTheDocument();
      expect(report.getByText(troubleWords(trouble).todo)).toBeInTheDocument();
    },
  );

  it("offers to go on without the keyring when there is none, and then says so to the engine", async () => {
    const host = await addForm();
    host.failOnce("save_broker", { code: "secretStoreUnavailable", detail: { message: "no bus" } });
    await type("Host", "farm");
    await type("Password", "hunter2");
    await press("Save");
    expect(await screen.findByText("This device's keyring is not available")).toBeInTheDocument();
    await fireEvent.click(screen.getByLabelText("Do not remember the password"));
    await press("Save");
    await waitFor(() => expect(host.askedFor("save_broker")).toHaveLength(2));
    expect(host.askedFor("save_broker")[1]?.password).toEqual({ action: "set", password: "hunter2", remember: false });
  });

  it("keeps the password of an edited broker unless another is typed", async () => {
    const host = await editForm();
    expect(screen.getByLabelText("Password")).toHaveValue("");
    await type("Name", "Barn");
    await press("Save");
    await waitFor(() => expect(host.askedFor("save_broker")).toHaveLength(1));
    expect(host.askedFor("save_broker")[0]).toMatchObject({ draft: { id: "farm" }, password: { action: "keep" } });
  });

  it("removes the kept password only when told to", async () => {
    const host = await editForm();
    await press("Remove the kept password");
    await press("Save");
    await waitFor(() => expect(host.askedFor("save_broker")[0]?.password).toEqual({ action: "clear" }));
  });

  it("hides the password until asked to show it", async () => {
    await addForm();
    expect(screen.getByLabelText("Password")).toHaveAttribute("type", "password");
    await press("Show password");
    expect(screen.getByLabelText("Password")).toHaveAttribute("type", "text");
  });

  it("asks for the password when a kept-for-now one is to go into the keyring", async () => {
    const host = await editForm({ passwordPlace: "session" });
    await fireEvent.click(screen.getByLabelText("Do not remember the password"));
    await press("Save");
    expect(screen.getByLabelText("Password")).toHaveAccessibleDescription(/once more/);
    expect(host.askedFor("save_broker")).toEqual([]);
    await type("Password", "hunter2");
    await press("Save");
    await waitFor(() => expect(host.askedFor("save_broker")[0]?.password).toMatchObject({ remember: true }));
  });

  it("drops the verdict of a test whose values have changed since", async () => {
    const host = await addForm();
    let answer = (_: ConnectionReport) => {};
    host.answers.test_connection = () => new Promise((done) => (answer = done));
    await type("Host", "farm");
    await press("Test connection");
    await waitFor(() => expect(host.askedFor("test_connection")).toHaveLength(1));
    await type("Host", "barn");
    answer({ ok: true, steps: [{ name: "resolve", durationMs: 1, trouble: null }] });
    // Everything that hangs on the answer has run.
    for (let turn = 0; turn < 20; turn++) await tick();
    expect(screen.queryByRole("region", { name: "Connection test" })).toBeNull();
    expect(screen.getByRole("button", { name: "Test connection" })).not.toHaveAttribute("aria-busy");
  });

  it("saves while a test is still under way", async () => {
    const host = await addForm();
    host.answers.test_connection = () => new Promise(() => {});
    await type("Host", "farm");
    await press("Test connection");
    await press("Save");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(host.askedFor("save_broker")).toHaveLength(1);
  });

  it("stays open while it saves, so that a failure still finds what was typed", async () => {
    const host = await addForm();
    let refuse = (_: AppError) => {};
    host.answers.save_broker = () => new Promise((_, no) => (refuse = no));
    await type("Host", "farm");
    await press("Save");
    const dialog = screen.getByRole("dialog", { name: "Add broker" });
    await press("Cancel");
    await press("Close");
    await fireEvent.keyDown(dialog, { key: "Escape" });
    dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
    await waitFor(() => expect(host.askedFor("save_broker")).toHaveLength(1));
    refuse({ code: "notSaved", detail: { message: "disk full" } });
    expect(await screen.findByText("The change was not saved")).toBeInTheDocument();
    expect(screen.getByLabelText("Host")).toHaveValue("farm");
  });

  it.each([
    ["Escape", () => fireEvent.keyDown(screen.getByLabelText("Host"), { key: "Escape" })],
    ["Close", () => press("Close")],
    ["Cancel", () => press("Cancel")],
  ])("asks before %s loses what was typed", async (_, leave) => {
    const host = await addForm();
    await type("Host", "farm");
    await leave();
    await fireEvent.click(await screen.findByRole("button", { name: "Keep editing" }));
    expect(screen.queryByText("Discard changes?")).toBeNull();
    expect(screen.getByLabelText("Host")).toHaveValue("farm");
    await leave();
    await fireEvent.click(await screen.findByRole("button", { name: "Discard" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(host.askedFor("save_broker")).toEqual([]);
  });

  it("closes without a question once what was typed is as before", async () => {
    await addForm();
    await type("Host", "farm");
    await type("Host", "");
    await press("Cancel");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("closes with Escape and saves nothing", async () => {
    const host = await addForm();
    const dialog = screen.getByRole("dialog", { name: "Add broker" });
    dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(host.askedFor("save_broker")).toEqual([]);
  });

  it("shows a network's hostile words as text", async () => {
    const host = await addForm();
    const message = "<img src=x onerror=alert(1)>";
    host.answers.test_connection = () => ({
      ok: false,
      steps: [{ name: "resolve", durationMs: 1, trouble: { kind: "other", message } }],
    });
    await type("Host", "farm");
    await press("Test connection");
    expect(await screen.findByText(`The connection failed: ${message}`)).toBeInTheDocument();
    expect(document.querySelector("img")).toBeNull();
    vi.restoreAllMocks();
  });
});
