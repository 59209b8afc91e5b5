// The secrets of the broker form. They live here as long as the form is open, and nowhere else in the web view.
import type { BrokerView, IdentityInput, SecretInput, SecretInputs, SecretPlace } from "../../../lib/bindings/api";
import { nextKey, type Pair } from "./values";

export interface IdentityValues {
  kind: "untouched" | "cleared" | "pem" | "pkcs12";
  certificate: string;
  key: string;
  /** Base64. */
  archive: string;
  archiveName: string;
  passphrase: string;
}

export interface SecretValues {
  /** The user name is a token, or a person said so: it is kept like a password. */
  usernameSecret: boolean;
  /** The number of the user name that a pasted text had, where it is a token. */
  offeredToken: number | null;
  password: string;
  /** The number of the one that a pasted text had. */
  offered: number | null;
  clearPassword: boolean;
  identity: IdentityValues;
  headers: "untouched" | "cleared" | Pair[];
  forget: boolean;
}

export interface Kept {
  username?: SecretPlace | undefined;
  queries?: SecretPlace | undefined;
  userProperties?: SecretPlace | undefined;
  password?: SecretPlace | undefined;
  privateKey?: SecretPlace | undefined;
  headers?: SecretPlace | undefined;
}

export const noIdentity = (kind: IdentityValues["kind"]): IdentityValues => ({
  kind,
  certificate: "",
  key: "",
  archive: "",
  archiveName: "",
  passphrase: "",
});

export function secretsFor(broker: BrokerView | undefined): SecretValues {
  return {
    usernameSecret: broker?.secrets.username !== undefined,
    offeredToken: null,
    password: "",
    offered: null,
    clearPassword: false,
    identity: noIdentity("untouched"),
    headers: "untouched",
    forget: Object.values(broker?.secrets ?? {}).includes("session"),
  };
}

export const emptyHeader = (name = ""): Pair => ({ key: nextKey(), name, value: "" });

/** Whether there is anything that nobody else should read: a user name can be a token. */
export function hasLogin(username: string, values: SecretValues, kept: Kept): boolean {
  const password = values.password !== "" || values.offered !== null || (kept.password && !values.clearPassword);
  const headers =
    values.headers === "untouched" ? kept.headers : values.headers !== "cleared" && values.headers.length > 0;
  const token = values.usernameSecret && (values.offeredToken !== null || kept.username !== undefined);
  const plain = kept.queries !== undefined || kept.userProperties !== undefined;
  return username !== "" || token || plain || Boolean(password) || Boolean(headers);
}

/** `username` is what the field holds. */
export function secretInputs(values: SecretValues, username: string, kept: Kept): SecretInputs {
  return {
    username: usernameInput(values, username, kept),
    password: passwordInput(values),
    identity: identityInput(values.identity),
    headers: headersInput(values.headers),
    remember: !values.forget,
  };
}

function usernameInput(values: SecretValues, username: string, kept: Kept): SecretInput {
  if (!values.usernameSecret) return kept.username ? { action: "clear" } : { action: "keep" };
  if (username !== "") return { action: "set", secret: username };
  return values.offeredToken === null ? { action: "keep" } : { action: "offered", number: values.offeredToken };
}

function passwordInput({ password, offered, clearPassword }: SecretValues): SecretInput {
  if (password !== "") return { action: "set", secret: password };
  if (offered !== null) return { action: "offered", number: offered };
  return clearPassword ? { action: "clear" } : { action: "keep" };
}

/** Whether something was given: texts that were asked for and left empty change nothing. */
export const isGiven = ({ kind, certificate, key }: IdentityValues): boolean =>
  kind === "pkcs12" || (kind === "pem" && (certificate + key).trim() !== "");

/** What `read_identity` and the form's commands take. */
export function identityInput(identity: IdentityValues): IdentityInput {
  const { kind, certificate, key, archive, passphrase } = identity;
  switch (kind) {
    case "untouched":
      return { action: "keep" };
    case "cleared":
      return { action: "clear" };
    case "pem":
      return isGiven(identity) ? { action: "pem", certificate, key, passphrase } : { action: "keep" };
    case "pkcs12":
      return { action: "pkcs12", archive, passphrase };
  }
}

function headersInput(headers: SecretValues["headers"]): SecretInputs["headers"] {
  if (headers === "untouched") return { action: "keep" };
  if (headers === "cleared" || headers.length === 0) return { action: "clear" };
  return { action: "set", headers: headers.map(({ name, value }) => ({ name, value })) };
}
