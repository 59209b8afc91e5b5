// A tried connection whose ending the host's name decides: `untrusted.example`, `closed.example`, `slow.example`…
import type { BrokerDraft, ConnectionReport, ConnectionStep, StepName, Trouble } from "../../lib/bindings/api";
import { certificate, encrypted, granted } from "./samples";

const DAY = 86_400_000;

/** Where a connection to such a host ends, and how. */
const BAD: Record<string, [StepName, () => Trouble]> = {
  unknown: ["resolve", () => ({ kind: "hostNotFound" })],
  closed: ["connect", () => ({ kind: "portClosed" })],
  slow: ["connect", () => ({ kind: "timedOut" })],
  untrusted: ["encrypt", () => untrusted()],
  expired: ["encrypt", () => expired()],
  revoked: ["encrypt", () => ({ kind: "certificate", problem: "revoked", certificate: certificate() })],
  plain: ["encrypt", () => ({ kind: "notTls" })],
  tls: ["authenticate", () => ({ kind: "tlsExpected" })],
  password: ["authenticate", () => refused(134, "badUserNameOrPassword")],
  taken: ["authenticate", () => refused(133, "clientIdNotValid")],
  denied: ["authenticate", () => refused(135, "notAuthorized")],
};

function untrusted(): Trouble {
  const found = certificate({ subject: "CN=raspberrypi.local", issuer: "CN=raspberrypi.local" });
  return { kind: "certificate", problem: "unknownIssuer", certificate: found };
}

function expired(): Trouble {
  return { kind: "certificate", problem: "expired", certificate: certificate({ notAfter: Date.now() - 3 * DAY }) };
}

function refused(code: number, reason: "badUserNameOrPassword" | "clientIdNotValid" | "notAuthorized"): Trouble {
  return { kind: "refused", refusal: { code, reason, text: null } };
}

/** `onstep` hears each step. */
export function tryOut(draft: BrokerDraft, onstep: (step: ConnectionStep) => void): ConnectionReport {
  const steps: ConnectionStep[] = [];
  for (const [endpoint, { host, transport }] of draft.endpoints.entries()) {
    const secure = transport === "tls" || transport === "secureWebSocket";
    const web = transport === "webSocket" || transport === "secureWebSocket";
    const names: StepName[] = [
      "resolve",
      "connect",
      ...(secure ? (["encrypt"] as const) : []),
      ...(web ? (["upgrade"] as const) : []),
      "authenticate",
      "subscribe",
    ];
    const bad = host.endsWith(".example") ? BAD[host.slice(0, -".example".length)] : undefined;
    let failed = false;
    for (const name of names) {
      const trouble = bad?.[0] === name ? bad[1]() : null;
      const step: ConnectionStep = { endpoint, name, durationMs: TIMES[name], found: found(name, draft), trouble };
      if (trouble) step.found = { kind: "nothing" };
      steps.push(step);
      onstep(step);
      failed = trouble !== null;
      if (failed) break;
    }
    if (!failed) return { ok: true, steps };
  }
  return { ok: false, steps };
}

const TIMES: Record<StepName, number> = {
  resolve: 12,
  connect: 8,
  encrypt: 44,
  upgrade: 21,
  authenticate: 31,
  subscribe: 9,
};

function found(name: StepName, draft: BrokerDraft): ConnectionStep["found"] {
  switch (name) {
    case "resolve":
      return { kind: "addresses", addresses: ["192.168.1.20"] };
    case "encrypt":
      return { kind: "tls", tls: encrypted() };
    case "authenticate":
      return { kind: "granted", granted: granted({ protocol: draft.protocol }) };
    case "subscribe": {
      const refusal = { code: 135, reason: "notAuthorized", text: null } as const;
      const refuses = draft.endpoints.some(({ host }) => host === "acl.example");
      return { kind: "subscription", filter: `${draft.topicPrefix}#`, refusal: refuses ? refusal : null };
    }
    default:
      return { kind: "nothing" };
  }
}
