// What the engine does with brokers: saving, copying, resting, trusting.
import type {
  BrokerDraft,
  BrokerView,
  CertificateSummary,
  Endpoint,
  HeadersInput,
  Problem,
  SecretInputs,
  SecretKind,
  SecretPlace,
  Transport,
} from "../../lib/bindings/api";
import { certificate, ownBroker } from "./samples";

const PORTS: Record<Transport, number> = { tcp: 1883, tls: 8883, webSocket: 8083, secureWebSocket: 8084 };

export function problemsOf(draft: BrokerDraft): Problem[] {
  const problems: Problem[] = [];
  if (draft.endpoints.length === 0) problems.push({ field: "endpoints", fault: { kind: "required" } });
  for (const [at, { host, port }] of draft.endpoints.entries()) {
    if (host.trim() === "") problems.push({ field: `endpoints.${at}.host`, fault: { kind: "required" } });
    else if (/[\s/]/.test(host)) problems.push({ field: `endpoints.${at}.host`, fault: { kind: "host" } });
    if (port !== null && (port < 1 || port > 65_535)) {
      problems.push({ field: `endpoints.${at}.port`, fault: { kind: "outOfRange", min: 1, max: 65_535 } });
    }
  }
  return problems;
}

function endpointsOf(draft: BrokerDraft): Endpoint[] {
  return draft.endpoints.map((it) => ({
    host: it.host.trim(),
    port: it.port ?? PORTS[it.transport],
    transport: it.transport,
    path: it.transport === "tcp" || it.transport === "tls" ? "" : it.path || "/mqtt",
    inClear: it.inClear,
  }));
}

export function savedBroker(
  id: string,
  draft: BrokerDraft,
  inputs: SecretInputs,
  known: BrokerView | undefined,
): BrokerView {
  const { birth, lastWill, ...rest } = draft;
  const name = draft.name || (draft.endpoints[0]?.host ?? "");
  return ownBroker(id, name, {
    ...rest,
    id,
    name,
    endpoints: endpointsOf(draft),
    clientId: draft.clientId || known?.clientId || "tilework-7f3a",
    birth,
    lastWill,
    secrets: secretsOf(inputs, known?.secrets ?? {}),
    headerNames: namesOf(inputs.headers, known?.headerNames ?? []),
    certificate:
      inputs.identity.action === "clear"
        ? null
        : inputs.identity.action === "keep"
          ? (known?.certificate ?? null)
          : "PEM",
  } as Partial<BrokerView>);
}

type Secrets = BrokerView["secrets"];

function secretsOf(inputs: SecretInputs, known: Secrets): Secrets {
  const place: SecretPlace = inputs.remember ? "keyring" : "session";
  const actions: [SecretKind, string][] = [
    ["username", inputs.username.action],
    ["password", inputs.password.action],
    ["privateKey", inputs.identity.action],
    ["headers", inputs.headers.action],
  ];
  const secrets: Secrets = {};
  for (const [kind, action] of actions) {
    const kept = known[kind];
    if (action === "keep" && kept) secrets[kind] = kept;
    else if (action !== "keep" && action !== "clear") secrets[kind] = place;
  }
  return secrets;
}

function namesOf(headers: HeadersInput, known: string[]): string[] {
  if (headers.action === "set") return headers.headers.map(({ name }) => name);
  return headers.action === "keep" ? known : [];
}

/** The certificates in a text, by their headings. */
export function certificatesIn(text: string): CertificateSummary[] {
  const count = text.split("-----BEGIN CERTIFICATE-----").length - 1;
  return Array.from({ length: count }, (_, at) => certificate(at === 0 ? {} : { subject: `CN=Authority ${at}` }));
}
