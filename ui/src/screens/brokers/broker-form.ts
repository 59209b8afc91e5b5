// The broker form: its schema, and the way from what was typed to what the engine takes.
import type { FieldSchema, FormValues } from "../../components/form";
import type { BrokerDraft, BrokerView, PasswordInput, Protocol, Transport } from "../../lib/bindings/api";
import { t } from "../../lib/text";

const words = t.brokers;

// Only what works now is offered; the keys are checked against the engine's types.
const PROTOCOLS: Record<Protocol, string> = words.protocols;
const TRANSPORTS: Record<Transport, string> = words.transports;

export interface PasswordChoice {
  /** A password is kept for this broker already. */
  kept: "none" | "keyring" | "session";
  clear: boolean;
  forget: boolean;
}

export function mainFields(password: PasswordChoice): FieldSchema[] {
  return [
    { name: "name", kind: "text", label: words.name, placeholder: words.namePlaceholder },
    { name: "host", kind: "text", label: words.host, placeholder: words.hostPlaceholder, inputMode: "url" },
    { name: "port", kind: "number", label: words.port, inputMode: "numeric", placeholder: "1883" },
    { name: "username", kind: "text", label: words.username, width: "half", placeholder: t.app.optional },
    {
      name: "password",
      kind: "password",
      label: words.password,
      width: "half",
      placeholder: password.kept !== "none" && !password.clear ? words.passwordKept : t.app.optional,
    },
  ];
}

export function passwordHelp({ kept, clear, forget }: PasswordChoice, typed: boolean): string {
  if (typed || kept === "none") return forget ? words.passwordHelpForget : words.passwordHelp;
  if (clear) return words.passwordHelpClear;
  return kept === "keyring" ? words.passwordHelpKept : words.passwordHelpSession;
}

export const detailFields: FieldSchema[] = [
  {
    name: "clientId",
    kind: "text",
    label: words.clientId,
    help: words.clientIdHelp,
    placeholder: words.clientIdPlaceholder,
  },
  { name: "protocol", kind: "select", label: words.protocol, width: "half", choices: choices(PROTOCOLS) },
  { name: "transport", kind: "select", label: words.transport, width: "half", choices: choices(TRANSPORTS) },
];

function choices(labels: Record<string, string>): { value: string; label: string }[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

export function valuesOf(broker: BrokerView | undefined): FormValues {
  const endpoint = broker?.origin === "own" ? broker.endpoint : undefined;
  return {
    name: broker?.name ?? "",
    host: endpoint?.host ?? "",
    port: String(endpoint?.port ?? 1883),
    username: broker?.username ?? "",
    password: "",
    clientId: broker?.clientId ?? "",
    protocol: endpoint?.protocol ?? "3.1.1",
    transport: endpoint?.transport ?? "tcp",
  };
}

/** The draft, or words for the field that cannot become one. */
export function draftOf(
  values: FormValues,
  id: string | null,
): { draft: BrokerDraft } | { problems: Record<string, string> } {
  const text = (name: string) => String(values[name] ?? "");
  const port = text("port").trim();
  if (port !== "" && !/^\d{1,9}$/.test(port)) return { problems: { port: words.portNotNumber } };
  return {
    draft: {
      id,
      name: text("name").trim(),
      host: text("host").trim(),
      port: port === "" ? null : Number(port),
      username: text("username"),
      clientId: text("clientId").trim(),
      protocol: text("protocol") as Protocol,
      transport: text("transport") as Transport,
    },
  };
}

export function passwordOf(values: FormValues, { clear, forget }: PasswordChoice): PasswordInput {
  const password = String(values["password"] ?? "");
  if (password !== "") return { action: "set", password, remember: !forget };
  return clear ? { action: "clear" } : { action: "keep" };
}

/** Only a password that is typed can go into the keyring: the kept one is not known here. */
export function passwordProblems(values: FormValues, { kept, clear, forget }: PasswordChoice): Record<string, string> {
  const retype = kept === "session" && !clear && !forget && values["password"] === "";
  return retype ? { password: words.passwordRetype } : {};
}
