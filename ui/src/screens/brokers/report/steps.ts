// The steps of a tried connection, as they are shown: by address, and with the step that is under way.
import type {
  BrokerDraft,
  CertificateSummary,
  ConnectionStep,
  Granted,
  StepName,
  Trouble,
} from "../../../lib/bindings/api";
import { t } from "../../../lib/text";
import { isEncrypted, isWebSocket } from "../form/preset";
import { mebibytes } from "../form/values";

export interface AddressSteps {
  endpoint: number;
  /** `broker.example.com:8883` */
  at: string;
  steps: ConnectionStep[];
}

export function byAddress(steps: readonly ConnectionStep[], draft: BrokerDraft): AddressSteps[] {
  const found: AddressSteps[] = [];
  for (const step of steps) {
    const last = found.at(-1);
    if (last?.endpoint === step.endpoint) {
      last.steps.push(step);
      continue;
    }
    const address = draft.endpoints[step.endpoint];
    const host = address?.host.includes(":") ? `[${address.host}]` : address?.host;
    const at = [host, address?.port].filter((part) => part !== undefined && part !== null).join(":");
    found.push({ endpoint: step.endpoint, at, steps: [step] });
  }
  return found;
}

/** What comes after the newest step while the connection is tried. */
export function nextStep(steps: readonly ConnectionStep[], draft: BrokerDraft): StepName | undefined {
  const last = steps.at(-1);
  if (!last || last.trouble) return "resolve";
  const transport = draft.endpoints[last.endpoint]?.transport ?? "tcp";
  const order: StepName[] = ["resolve", "connect"];
  if (isEncrypted(transport)) order.push("encrypt");
  if (isWebSocket(transport)) order.push("upgrade");
  order.push("authenticate", "subscribe");
  return order[order.indexOf(last.name) + 1];
}

/** What the broker granted; MQTT 3.1.1 says only whether it kept the session. */
export function grantedWords(granted: Granted): string[] {
  const words = t.brokers.found;
  const all: (string | false)[] = [
    words.protocol(granted.protocol),
    granted.sessionPresent ? words.sessionPresent : words.sessionNew,
  ];
  if (granted.protocol === "5") {
    all.push(
      granted.sessionExpirySeconds > 0 && words.sessionKept(granted.sessionExpirySeconds),
      words.keepAlive(granted.keepAliveSeconds),
      granted.maximumPacketSize !== null && words.packets(mebibytes(granted.maximumPacketSize)),
      words.qos(granted.maximumQos),
      !granted.retainAvailable && words.noRetain,
      !granted.wildcardsAvailable && words.noWildcards,
      granted.assignedClientId !== null && words.clientId(granted.assignedClientId),
    );
  }
  return all.filter((part) => part !== false);
}

/** A certificate that a person may trust by its fingerprint: not one that was taken back or is damaged. */
export function pinnable(trouble: Trouble | null): CertificateSummary | undefined {
  if (trouble?.kind !== "certificate" || trouble.problem === "invalid" || trouble.problem === "revoked")
    return undefined;
  return trouble.certificate ?? undefined;
}
