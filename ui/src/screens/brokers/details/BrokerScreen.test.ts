import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectionDetails, ConnectionState, Trouble } from "../../../lib/bindings/api";
import { certificate, details as detailsOf, encrypted } from "../../../host/fake/samples";
import { broker, online, start } from "../../../test/app";
import { inGroups } from "../certificate-words";

const panel = (name = "Farm") => within(screen.getByRole("dialog", { name }));
/** Its first group, as it is shown. */
const [fingerprint = ""] = inGroups(certificate().fingerprint);
const press = (name: string) => fireEvent.click(panel().getByRole("button", { name }));

async function opened(connection: ConnectionState = online(), more: Partial<ConnectionDetails> = {}, own: object = {}) {
  const farm = broker(connection, own);
  const host = await start([], { brokers: [farm] });
  host.answers.connection_details = ({ broker: id }) =>
    detailsOf(host.session.brokers.find((it) => it.id === id) ?? farm, more);
  location.hash = "#/settings";
  await fireEvent.click(await screen.findByRole("button", { name: "Details of Farm" }));
  await panel().findByText("Last changes");
  return host;
}

const stopped = (reason: Trouble): ConnectionState => ({ state: "stopped", reason });
const untrusted = (problem: "unknownIssuer" | "revoked" | "invalid") =>
  stopped({ kind: "certificate", problem, certificate: certificate() });

describe("the broker screen", () => {
  it("says how the connection is, where it goes and how", async () => {
    const endpoints = [{ host: "farm.example", port: 8883, transport: "tls", path: "" }];
    await opened(online(), {}, { endpoints, protocol: "5" });
    expect(panel().getByRole("status")).toHaveTextContent("Connected");
    for (const text of ["farm.example:8883 · TLS", "12 ms", "MQTT 5", "TLS 1.3 · TLS_AES_256_GCM_SHA384"]) {
      expect(panel().getByText(text)).toBeInTheDocument();
    }
    expect(panel().getByText(fingerprint)).toBeInTheDocument();
  });

  it("tells of topics that are refused and of messages that are too large", async () => {
    const refusal = { code: 135, reason: "notAuthorized", text: "<i>no</i>" } as const;
    await opened(online(), {
      refused: [{ filter: "barn/#", refusal }],
      tooLarge: { at: 1, topic: "cam/picture", bytes: 20 * 1024 * 1024, limit: 16 * 1024 * 1024 },
    });
    expect(panel().getByText("barn/#")).toBeInTheDocument();
    expect(panel().getByText("The broker says: “<i>no</i>”")).toBeInTheDocument();
    expect(panel().getByText(/20 MiB on cam\/picture/)).toBeInTheDocument();
  });

  it("warns of a certificate that ends", async () => {
    const notAfter = Date.now() + 11.5 * 86_400_000;
    await opened(online(), { tls: encrypted(), ending: [{ owner: "client", notAfter }] });
    expect(panel().getByText(/Your client certificate for Farm ends on .*, in 11 days/)).toBeInTheDocument();
  });

  it("trusts a certificate only after it was shown and confirmed", async () => {
    const host = await opened(untrusted("unknownIssuer"));
    expect(panel().getByText(fingerprint)).toBeInTheDocument();
    await press("Trust this certificate");
    const asking = panel("Trust this certificate for Farm?");
    expect(asking.getByText(fingerprint)).toBeInTheDocument();
    expect(host.askedFor("trust_certificate")).toEqual([]);
    await fireEvent.click(asking.getByRole("button", { name: "Trust it and connect" }));
    await waitFor(() =>
      expect(host.askedFor("trust_certificate")).toEqual([{ broker: "farm", fingerprint: certificate().fingerprint }]),
    );
  });

  it.each(["revoked", "invalid"] as const)("offers no trust in a certificate that is %s", async (problem) => {
    await opened(untrusted(problem));
    expect(panel().queryByRole("button", { name: "Trust this certificate" })).not.toBeInTheDocument();
  });

  it.each<Trouble>([
    { kind: "keepsClosing" },
    { kind: "dismissed", refusal: { code: 142, reason: "sessionTakenOver", text: null } },
    { kind: "refused", refusal: { code: 2, reason: "clientIdNotValid", text: null } },
  ])("offers a new client ID for $kind", async (reason) => {
    const host = await opened(stopped(reason));
    await press("Use a new client ID");
    await waitFor(() => expect(host.askedFor("renew_client_id")).toEqual([{ broker: "farm" }]));
  });

  it("tries again when asked", async () => {
    const host = await opened({ state: "waiting", attempt: 2, until: 9e15, reason: { kind: "timedOut" } });
    await press("Try now");
    await waitFor(() => expect(host.askedFor("reconnect")).toEqual([{ broker: "farm" }]));
  });

  it("switches a broker off and on again", async () => {
    const host = await opened();
    await press("Disable");
    await waitFor(() => expect(panel().getByRole("status")).toHaveTextContent("Off"));
    await press("Enable");
    await waitFor(() => expect(host.askedFor("enable_broker").map((it) => it.enabled)).toEqual([false, true]));
  });

  it("says on the spot why something did not work", async () => {
    const host = await opened();
    host.failOnce("enable_broker", { code: "notSaved", detail: { message: "disk full" } });
    await press("Disable");
    expect(await panel().findByText("The change was not saved")).toBeInTheDocument();
    await press("Disable");
    await waitFor(() => expect(panel().queryByText("The change was not saved")).not.toBeInTheDocument());
  });

  it("makes a copy that is off, opens its form, and then shows the copy", async () => {
    const host = await opened();
    await press("Duplicate");
    expect(await screen.findByRole("dialog", { name: "Edit Farm copy" })).toBeInTheDocument();
    expect(host.askedFor("duplicate_broker")).toEqual([{ broker: "farm", name: "Farm copy" }]);
    expect(host.session.brokers.at(-1)).toMatchObject({ enabled: false });
    await fireEvent.click(panel("Edit Farm copy").getByRole("button", { name: "Cancel" }));
    expect(panel("Farm copy").getByRole("status")).toHaveTextContent("Off");
  });

  it("deletes only after its name was confirmed, and closes", async () => {
    const host = await opened();
    await press("Delete");
    expect(host.askedFor("delete_broker")).toEqual([]);
    await fireEvent.click(panel("Delete Farm?").getByRole("button", { name: "Delete broker" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(host.askedFor("delete_broker")).toEqual([{ broker: "farm" }]);
  });

  it("shows what the feed says before it is asked again", async () => {
    const host = await opened();
    host.push({ connections: [{ broker: "farm", connection: { state: "connecting", attempt: 1 } }] });
    await waitFor(() => expect(panel().getByRole("status")).toHaveTextContent("Connecting…"));
  });
});

describe("asking for details", () => {
  const asked = (host: Awaited<ReturnType<typeof opened>>) => host.askedFor("connection_details").length;
  let visibility: DocumentVisibilityState = "visible";

  beforeEach(() => {
    visibility = "visible";
    vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
  });
  afterEach(() => void vi.useRealTimers());

  /** Offline, so that only the screen asks, and not the line in the list. */
  async function watched() {
    const host = await opened(stopped({ kind: "portClosed" }));
    vi.useFakeTimers();
    // The pause under way was measured by the real clock: a change of the window begins a new one.
    document.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(0);
    return host;
  }

  it("goes on about once a second while it is seen", async () => {
    const host = await watched();
    const before = asked(host);
    await vi.advanceTimersByTimeAsync(3000);
    expect(asked(host)).toBe(before + 3);
  });

  it("stops when the screen is closed", async () => {
    const host = await watched();
    await press("Close");
    const before = asked(host);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked(host)).toBe(before);
  });

  it("rests while the window is hidden, and asks at once when it comes back", async () => {
    const host = await watched();
    visibility = "hidden";
    await vi.advanceTimersByTimeAsync(1000);
    const before = asked(host);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked(host)).toBe(before);
    visibility = "visible";
    document.dispatchEvent(new Event("visibilitychange"));
    expect(asked(host)).toBe(before + 1);
  });

  it("keeps what was heard while an answer fails", async () => {
    const host = await watched();
    host.failOnce("connection_details", { code: "internal", detail: { message: "x" } });
    await vi.advanceTimersByTimeAsync(1000);
    expect(panel().getByText("Last changes")).toBeInTheDocument();
  });
});
