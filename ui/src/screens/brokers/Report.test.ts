import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { certificate, encrypted, granted } from "../../host/fake/samples";
import type { ConnectionReport, ConnectionStep } from "../../lib/bindings/api";
import { refusalWords } from "../../lib/errors";
import { addForm, press, step, type } from "./testing";

const region = () => screen.findByRole("region", { name: "Connection test" });

async function report(steps: ConnectionStep[], ok = true) {
  const host = await addForm();
  host.streams.test_connection = () => ({ ok, steps });
  await type("Host", "farm");
  await press("Test connection");
  const found = await region();
  await waitFor(() => expect(found).not.toHaveAttribute("aria-busy"));
  return found;
}

it("tells each step when it ends, and what is under way", async () => {
  const host = await addForm();
  let tell: ((step: ConnectionStep) => void) | undefined;
  let end: ((report: ConnectionReport) => void) | undefined;
  host.streams.test_connection = (_, onitem) => {
    tell = onitem;
    return new Promise((done) => (end = done));
  };
  await type("Host", "farm");
  await press("Test connection");
  const found = await region();
  expect(found).toHaveTextContent("Looking for the host…");
  await waitFor(() => expect(tell).toBeDefined());
  tell?.(step("resolve", { found: { kind: "addresses", addresses: ["192.168.1.20"] } }));
  await waitFor(() => expect(found).toHaveTextContent("Found the host"));
  expect(found).toHaveTextContent("192.168.1.20");
  expect(found).toHaveTextContent("12 ms");
  expect(found).toHaveTextContent("Knocking at the port…");
  expect(found).toHaveAttribute("aria-busy", "true");
  end?.({ ok: true, steps: [step("resolve"), step("connect")] });
  await waitFor(() => expect(found).toHaveTextContent("It works. You can save."));
  expect(found).not.toHaveAttribute("aria-busy");
});

it("says how the connection is encrypted, and when the certificate is about to end", async () => {
  const soon = certificate({ notAfter: Date.now() + 3 * 86_400_000 });
  const tls = encrypted({ certificate: soon, pinned: true });
  const found = await report([step("encrypt", { found: { kind: "tls", tls } })]);
  expect(found).toHaveTextContent("TLS 1.3, TLS_AES_256_GCM_SHA384");
  expect(found).toHaveTextContent("Certificate of CN=broker.example.com, ends on");
  expect(found).toHaveTextContent("Trusted because you trusted this very certificate");
});

it("says what the broker granted", async () => {
  const limits = granted({ sessionPresent: true, keepAliveSeconds: 60, maximumPacketSize: 1024 * 1024, maximumQos: 1 });
  const found = await report([step("authenticate", { found: { kind: "granted", granted: limits } })]);
  expect(found).toHaveTextContent("MQTT 5 · session resumed · keep-alive 60 s · messages up to 1 MiB · QoS up to 1");
});

it("says no more of MQTT 3.1.1 than that tells", async () => {
  const old = granted({ protocol: "3.1.1" });
  const found = await report([step("authenticate", { found: { kind: "granted", granted: old } })]);
  expect(found).toHaveTextContent("MQTT 3.1.1 · new session");
  expect(found).not.toHaveTextContent("QoS");
});

it("tells a refused subscription with its reason, and that it fails nothing", async () => {
  const refusal = { code: 135, reason: "notAuthorized", text: "not yours" } as const;
  const found = await report([step("subscribe", { found: { kind: "subscription", filter: "farm/#", refusal } })]);
  expect(found).toHaveTextContent("The broker did not let Tilework read farm/#");
  expect(found).toHaveTextContent(refusalWords(refusal).what);
  expect(found).toHaveTextContent("not yours");
  expect(found).toHaveTextContent("It works. You can save.");
});

it("groups the steps by address, and says which one worked", async () => {
  const host = await addForm();
  const closed = step("connect", { trouble: { kind: "portClosed" } });
  const steps = [step("resolve"), closed, step("resolve", { endpoint: 1 }), step("connect", { endpoint: 1 })];
  host.streams.test_connection = () => ({ ok: true, steps });
  await type("Host", "10.0.0.2");
  await press("More addresses");
  await press("Add address");
  await type("Host 2", "farm.example.com");
  await type("Port 2", "8123");
  await press("Test connection");
  const found = within(await region());
  expect(await found.findByText("Address 1: 10.0.0.2:1883")).toBeInTheDocument();
  expect(found.getByText("Address 2: farm.example.com:8123")).toBeInTheDocument();
  expect(found.getByText("It works with address 2. You can save.")).toBeInTheDocument();
});
