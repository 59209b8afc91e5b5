// The state of the broker form. Whatever goes wrong, everything typed stays where it is.
import type {
  BrokerView,
  KeyringState,
  Preset,
  PresetRules,
  Protocol,
  Transport,
  Understood,
} from "../../../lib/bindings/api";
import { call } from "../../../lib/call";
import { errorWords, faultWords, toAppError, type ErrorWords } from "../../../lib/errors";
import { t } from "../../../lib/text";
import { alpnAt, isEncrypted, isWebSocket, portFor, prefixFor, takesAnyHost, transportAt, UNTOLD } from "./preset";
import { followService } from "./follow";
import { hasLogin, isGiven, secretInputs, secretsFor, type Kept, type SecretValues } from "./secrets";
import { Trial } from "./trial.svelte";
import { draftOf, newAddress, valuesOf, type AddressValues, type BrokerValues } from "./values";

export class BrokerForm {
  values: BrokerValues = $state() as BrokerValues;
  secrets: SecretValues = $state() as SecretValues;
  /** Path of the field → what is wrong with it, in words. */
  problems = $state.raw<Record<string, string>>({});
  failure = $state.raw<ErrorWords | undefined>();
  allRules = $state.raw<readonly PresetRules[]>([]);
  keyring = $state.raw<KeyringState | undefined>();
  /** The network that the device is in; null: it cannot be told. */
  network = $state.raw<string | null>(null);
  /** The keyring has just refused what was to be saved. */
  keyringRefused = $state(false);
  readonly trial = new Trial();
  readonly original: BrokerView | undefined;
  readonly kept: Kept;
  /** What a person gave; the rest follows the broker type. */
  #typed = { protocol: false, prefix: false, alpn: false, usernameSecret: false };
  /** What was typed and had to make room for what a service has for everybody. */
  #aside: { host: string; port: string } = { host: "", port: "" };
  /** All ports that a pasted text named. */
  #ports: readonly { transport: Transport; port: number }[] = [];
  #begun: string;

  constructor(original: BrokerView | undefined) {
    this.original = original;
    this.kept = original?.secrets ?? {};
    this.values = valuesOf(original, UNTOLD);
    this.secrets = secretsFor(original);
    if (original) this.#typed = { protocol: true, prefix: true, alpn: true, usernameSecret: true };
    this.#begun = this.#all();
  }

  get rules(): PresetRules {
    return this.rulesOf(this.values.preset) ?? { ...UNTOLD, preset: this.values.preset };
  }

  rulesOf(preset: Preset): PresetRules | undefined {
    return this.allRules.find((rules) => rules.preset === preset);
  }

  get changed(): boolean {
    return this.#all() !== this.#begun;
  }

  get encrypted(): boolean {
    return this.values.endpoints.some(({ transport }) => isEncrypted(transport));
  }

  get webSocket(): boolean {
    return this.values.endpoints.some(({ transport }) => isWebSocket(transport));
  }

  get hasLogin(): boolean {
    return hasLogin(this.values.username, this.secrets, this.kept);
  }

  get hasIdentity(): boolean {
    const { identity } = this.secrets;
    return isGiven(identity) || (identity.kind !== "cleared" && this.kept.privateKey !== undefined);
  }

  /** What is there is the beginning: closing loses nothing that a person did. */
  begin(): void {
    this.#begun = this.#all();
  }

  /** Asks what the engine knows: the services, whether secrets can be remembered, and in which network the device is. */
  async learn(): Promise<void> {
    const asked = [
      call("presets", {}).then((rules) => this.#learnRules(rules)),
      call("check_keyring", {}).then((state) => this.#learnKeyring(state)),
      call("this_network", {}).then((network) => (this.network = network)),
    ];
    const failed = (await Promise.allSettled(asked)).find((it) => it.status === "rejected");
    if (failed) this.failure = errorWords(toAppError(failed.reason));
  }

  /** One change by a person: the verdict of a test, and what was wrong with the field, count no more. */
  edit(path: string, change: () => void): void {
    change();
    this.trial.forget();
    this.forgive(path);
  }

  /** Whether the password may go to an address unencrypted; where networks are told apart, in this one alone at first. */
  allowInClear(address: AddressValues, allowed: boolean): void {
    [address.inClear, address.network] = [allowed, allowed ? this.network : null];
  }

  /** Drops the problems of a field and of all under it. */
  forgive(path: string): void {
    const left = Object.entries(this.problems).filter(([key]) => key !== path && !key.startsWith(`${path}.`));
    if (left.length !== Object.keys(this.problems).length) this.problems = Object.fromEntries(left);
  }

  hasProblem(paths: RegExp): boolean {
    return Object.keys(this.problems).some((path) => paths.test(path));
  }

  choosePreset(preset: Preset): void {
    this.edit("endpoints", () => {
      const [first] = this.values.endpoints;
      if (first?.typed.host) this.#aside.host = first.host;
      if (first?.typed.port) this.#aside.port = first.port;
      this.values.preset = preset;
      this.#ports = [];
      if (first) followService(first, this.rules, this.#aside);
      this.#follow();
    });
    this.problems = {};
  }

  setPort(address: AddressValues, text: string): void {
    address.port = text;
    address.typed.port = text.trim() !== "";
    this.#follow();
  }

  /** The person has left the port: if the service speaks something known there, that is meant. */
  leavePort(address: AddressValues): void {
    const speaks = address.typed.port ? transportAt(this.rules, Number(address.port)) : undefined;
    if (!speaks || address.typed.transport || speaks === address.transport) return;
    this.edit("endpoints", () => (address.transport = speaks));
  }

  setTransport(address: AddressValues, transport: Transport): void {
    address.transport = transport;
    address.typed.transport = true;
    const pasted = this.#ports.find((port) => port.transport === transport)?.port;
    const typed = address.typed.port ? Number(address.port) || undefined : undefined;
    address.port = String(pasted ?? portFor(this.rules, transport, typed) ?? "");
    this.#follow();
  }

  setUsername(text: string): void {
    this.values.username = text;
    this.#follow();
  }

  /** Whether it is kept like a password. */
  setUsernameSecret(on: boolean): void {
    this.secrets.usernameSecret = on;
    this.#typed.usernameSecret = true;
  }

  setProtocol(protocol: Protocol): void {
    this.values.protocol = protocol;
    this.#typed.protocol = true;
  }

  setPrefix(text: string): void {
    this.values.topicPrefix = text;
    this.#typed.prefix = true;
  }

  setAlpn(text: string): void {
    this.values.alpn = text;
    this.#typed.alpn = true;
  }

  addAddress(): void {
    this.edit("endpoints", () => this.values.endpoints.push(newAddress(this.rules)));
  }

  moveAddress(place: number, by: -1 | 1): void {
    this.edit("endpoints", () => {
      const [moved] = this.values.endpoints.splice(place, 1);
      if (moved) this.values.endpoints.splice(place + by, 0, moved);
      this.#follow();
    });
  }

  removeAddress(place: number): void {
    this.edit("endpoints", () => this.values.endpoints.splice(place, 1));
  }

  /** Fills the form with what a text says; what it says nothing of stays. */
  fill({ patch, password, token }: Understood): void {
    const [first] = this.values.endpoints;
    if (!first) return;
    // A host that belongs to no known service is not the one of the service chosen before.
    const preset = patch.preset ?? (patch.host !== null && !takesAnyHost(this.rules) ? UNTOLD.preset : null);
    if (preset && preset !== this.values.preset) this.choosePreset(preset);
    this.edit("", () => {
      this.#ports = patch.ports;
      if (patch.host !== null) [first.host, first.typed.host] = [patch.host, true];
      const transport = patch.transport ?? (patch.port === null ? undefined : transportAt(this.rules, patch.port));
      if (transport) this.setTransport(first, transport);
      if (patch.port !== null) this.setPort(first, String(patch.port));
      if (patch.path !== null) [first.path, first.typed.path] = [patch.path, true];
      if (patch.name !== null) this.values.name = patch.name;
      if (patch.clientId !== null) this.values.clientId = patch.clientId;
      if (patch.serverName !== null) this.values.serverName = patch.serverName;
      if (patch.protocol !== null) this.setProtocol(patch.protocol);
      if (patch.username !== null) this.setUsername(patch.username);
      if (token !== null) {
        this.setUsername("");
        this.secrets = { ...this.secrets, offeredToken: token, usernameSecret: true };
      }
      if (patch.topicPrefix !== null) this.setPrefix(patch.topicPrefix);
      if (password !== null) this.secrets = { ...this.secrets, offered: password, password: "", clearPassword: false };
    });
    this.problems = {};
  }

  pinCertificate(fingerprint: string): void {
    this.edit("tls.pinned", () => {
      if (!this.values.pinned.includes(fingerprint)) this.values.pinned.push(fingerprint);
    });
  }

  /** What goes to the engine; nothing when a field cannot become part of it, which the field then says. */
  drafted() {
    this.trial.forget();
    this.failure = undefined;
    this.keyringRefused = false;
    const { draft, problems } = draftOf(this.values, this.original, this.rules);
    this.problems = { ...problems, ...this.#missing() };
    if (Object.keys(this.problems).length > 0) return undefined;
    const secrets = secretInputs($state.snapshot(this.secrets), draft.username, this.kept);
    const username = this.secrets.usernameSecret ? "" : draft.username;
    return { draft: { ...draft, username }, secrets };
  }

  /** Says what went wrong: at each field, and as words for the rest. */
  tell(cause: unknown): void {
    const error = toAppError(cause);
    if (error.code === "secretStoreUnavailable") {
      this.keyring = { state: "unavailable", message: error.detail.message };
      this.keyringRefused = true;
      return;
    }
    if (error.code !== "invalidInput") {
      this.failure = errorWords(error);
      return;
    }
    const found: Record<string, string> = {};
    for (const { field, fault } of error.detail.problems) found[field] ??= faultWords(fault);
    this.problems = found;
  }

  #missing(): Record<string, string> {
    const found: Record<string, string> = {};
    const { secrets, values, rules, kept } = this;
    const needed = faultWords({ kind: "required" });
    const typed = secrets.password !== "" || secrets.offered !== null;
    const token = secrets.usernameSecret && (secrets.offeredToken !== null || kept.username !== undefined);
    if (rules.username === "required" && values.username.trim() === "" && !token) found["username"] = needed;
    if (rules.password === "required" && !typed && (!kept.password || secrets.clearPassword))
      found["password"] = needed;
    if (rules.clientCertificate === "required" && !this.hasIdentity) found["identity"] = t.brokers.tls.identity.needed;
    // Only a password that is typed can go into the keyring: the kept one is not known here.
    const retype = kept.password === "session" && !secrets.forget && !typed && !secrets.clearPassword;
    if (retype) found["password"] = t.brokers.passwordRetype;
    const named = !secrets.usernameSecret || values.username !== "" || secrets.offeredToken !== null;
    if (kept.username === "session" && !secrets.forget && !named) found["username"] = t.brokers.usernameRetype;
    return found;
  }

  #learnRules(all: PresetRules[]): void {
    const untouched = !this.changed;
    this.allRules = all;
    if (this.original) {
      // What is as the service has it goes on following it.
      const { rules, values } = this;
      // One that was saved in plain sight becomes a secret when the broker is saved again.
      if (rules.usernameIsSecret) this.secrets.usernameSecret = true;
      for (const address of values.endpoints) {
        address.typed.port = address.port !== String(portFor(rules, address.transport));
        address.typed.path = address.path !== rules.path;
        address.typed.host = address.host !== rules.host;
      }
      this.#typed.prefix = values.topicPrefix !== prefixFor(rules, values.username);
      this.#typed.alpn = values.alpn !== alpnAt(rules, Number(values.endpoints[0]?.port)).join(", ");
    }
    if (untouched) this.begin();
  }

  #learnKeyring(state: KeyringState): void {
    const untouched = !this.changed;
    this.keyring = state;
    if (state.state === "unavailable") this.secrets.forget = true;
    if (untouched) this.begin();
  }

  /** What follows from the broker type, the user name and the first port, unless a person said otherwise. */
  #follow(): void {
    const { rules, values } = this;
    if (!this.#typed.usernameSecret) this.secrets.usernameSecret = rules.usernameIsSecret;
    if (!this.#typed.protocol) values.protocol = rules.protocol;
    if (!this.#typed.prefix) values.topicPrefix = prefixFor(rules, values.username);
    if (!this.#typed.alpn) values.alpn = alpnAt(rules, Number(values.endpoints[0]?.port)).join(", ");
  }

  #all(): string {
    return JSON.stringify([this.values, this.secrets], (key, value: unknown) => (key === "typed" ? undefined : value));
  }
}
