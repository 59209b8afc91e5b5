import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import type { AppError, ConnectionReport, Trouble } from "../../lib/bindings/api";
import { troubleWords } from "../../lib/errors";
import { addForm, editForm, press, saved, step, type } from "./testing";

describe("the broker form", () => {
  it("has every field by its name, without unfolding anything", async () => {
    await addForm();
    for (const label of ["Name", "Host", "Port", "Username", "Password", "Client ID", "Protocol", "Transport"]) {
      expect(screen.getByLabelText(label)).toBeInTheDocument();
    }
    const choices = (label: string) => within(screen.getByLabelText(label)).getAllByRole("option");
    expect(choices("Protocol").map((it) => it.textContent)).toEqual(["3.1.1", "5"]);
    expect(choices("Transport").map((it) => it.textContent)).toEqual(["TCP", "TLS", "WebSocket", "Secure WebSocket"]);
    for (const name of ["Test connection", "Save", "Cancel"])
      expect(screen.getByRole("button", { name })).toBeEnabled();
  });

  it("asks for a path where the transport is a WebSocket, and only there", async () => {
    await addForm();
    expect(screen.queryByLabelText("Path")).toBeNull();
    await type("Transport", "webSocket");
    expect(screen.getByLabelText("Path")).toHaveValue("/mqtt");
  });

  it("shows each problem at its field, in words, and forgets nothing that was typed", async () => {
    const host = await addForm();
    host.failOnce("save_broker", {
      code: "invalidInput",
      detail: {
        problems: [
          { field: "endpoints.0.host", fault: { kind: "host" } },
          { field: "endpoints.0.port", fault: { kind: "outOfRange", min: 1, max: 65535 } },
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

  it.each([
    ["tls.serverName", "Server name"],
    ["tls.authorities", "Own certificate authority"],
    ["keepAliveSeconds", "Keep-alive (seconds)"],
    ["topicPrefix", "Topic prefix"],
  ])("opens the part that the problem of %s is in, and puts the focus there", async (path, label) => {
    const host = await addForm();
    const problems = [{ field: path, fault: { kind: "controlCharacter" } as const }];
    host.failOnce("save_broker", { code: "invalidInput", detail: { problems } });
    await type("Host", "farm");
    await type("Transport", "tls");
    await press("Save");
    await waitFor(() => expect(screen.getByLabelText(label)).toHaveFocus());
    await type(label, "x");
    expect(screen.getByLabelText(label)).toHaveValue("x");
    expect(screen.getByLabelText(label)).toBeValid();
  });

  it("says a problem that has no field above the buttons", async () => {
    const host = await addForm();
    const problems = [{ field: "certificate", fault: { kind: "tooLong", max: 9 } as const }];
    host.failOnce("save_broker", { code: "invalidInput", detail: { problems } });
    await type("Host", "farm");
    await press("Save");
    expect(await screen.findByRole("alert")).toHaveTextContent("This is too long");
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
          preset: "custom",
          endpoints: [{ host: "10.0.0.2", port: 1883, transport: "tcp", path: "/mqtt", inClear: false, network: null }],
          username: "farmer",
          clientId: "",
          protocol: "3.1.1",
          topicPrefix: "",
          keepAliveSeconds: 30,
          sessionExpirySeconds: 0,
          packetLimit: 16 * 1024 * 1024,
          birth: null,
          lastWill: null,
          userProperties: [],
          tls: { authorities: "", serverName: "", alpn: [], pinned: [], onlyThese: false },
        },
        secrets: {
          username: { action: "keep" },
          password: { action: "set", secret: " spaces count " },
          identity: { action: "keep" },
          headers: { action: "keep" },
          remember: true,
        },
      },
    ]);
  });

  it("changes nothing of a kept broker that was only looked at", async () => {
    const more = {
      preset: "dioty",
      username: "ada@example.com",
      topicPrefix: "/ada@example.com/",
      packetLimit: 1_000_000,
      sessionExpirySeconds: 60,
      lastWill: { topic: "ada/status", payload: "gone", qos: "atMostOnce", retain: false },
    };
    const host = await editForm(more);
    await press("Save");
    const { draft, secrets } = await saved(host);
    expect(draft).toMatchObject({ id: "farm", ...more });
    expect(draft.endpoints).toMatchObject([{ host: "192.168.1.20", port: 1883, transport: "tcp" }]);
    expect(secrets).toMatchObject({ password: { action: "keep" }, identity: { action: "keep" } });
  });

  it.each<Trouble["kind"]>(["hostNotFound", "portClosed", "tlsExpected", "closedEarly", "notMqtt"])(
    "says in words why a tried connection failed: %s",
    async (kind) => {
      const host = await addForm();
      const trouble = { kind } as Trouble;
      const steps = [step("resolve"), step("connect", { trouble })];
      host.streams.test_connection = () => ({ ok: false, steps });
      await type("Host", "farm");
      await press("Test connection");
      const report = within(await screen.findByRole("region", { name: "Connection test" }));
      expect(await report.findByText("Found the host")).toBeInTheDocument();
      expect(report.getByText(troubleWords(trouble).what)).toBeInTheDocument();
      expect(report.getByText(troubleWords(trouble).todo)).toBeInTheDocument();
    },
  );

  it("drops the verdict of a test whose values have changed since", async () => {
    const host = await addForm();
    let answer: ((report: ConnectionReport) => void) | undefined;
    host.streams.test_connection = () => new Promise((done) => (answer = done));
    await type("Host", "farm");
    await press("Test connection");
    await waitFor(() => expect(answer).toBeDefined());
    await type("Host", "barn");
    answer?.({ ok: true, steps: [step("resolve")] });
    // Everything that hangs on the answer has run.
    for (let turn = 0; turn < 20; turn++) await tick();
    expect(screen.queryByRole("region", { name: "Connection test" })).toBeNull();
    expect(screen.getByRole("button", { name: "Test connection" })).not.toHaveAttribute("aria-busy");
  });

  it("saves while a test is still under way", async () => {
    const host = await addForm();
    host.streams.test_connection = () => new Promise(() => {});
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
    const steps = [step("resolve", { trouble: { kind: "other", message } })];
    host.streams.test_connection = () => ({ ok: false, steps });
    await type("Host", "farm");
    await press("Test connection");
    const report = await screen.findByRole("region", { name: "Connection test" });
    await waitFor(() => expect(report).toHaveTextContent(message));
    expect(document.querySelector("img")).toBeNull();
  });
});
