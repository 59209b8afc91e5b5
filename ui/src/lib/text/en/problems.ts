// Words for what can be wrong, as a person who waters a field would say them.
import type { CommandFailure, Fault, ReadingProblem, Trouble } from "../../bindings/api";

type ByKind<T extends { kind: string }, R> = { [K in T["kind"]]: (it: Extract<T, { kind: K }>) => R };

/** What a connection's trouble is, and what to do about it. */
export const troubles: ByKind<Trouble, { what: string; todo: string }> = {
  hostNotFound: () => ({
    what: "The host was not found",
    todo: "Check how the host is written, and that this device is in the right network.",
  }),
  portClosed: () => ({
    what: "Nothing listens on this port",
    todo: "Check the port, and that the broker is running. MQTT without encryption is usually on 1883.",
  }),
  unreachable: () => ({
    what: "The host cannot be reached",
    todo: "Check the Wi-Fi or network cable, and that this device is in the same network as the broker.",
  }),
  timedOut: () => ({
    what: "The broker did not answer in time",
    todo: "Check the host and port. A firewall may be in between, or the broker may be switched off.",
  }),
  notMqtt: () => ({
    what: "Something answers there, but it is not an MQTT broker",
    todo: "Check the port: a web page or another service may be on this one.",
  }),
  closedEarly: () => ({
    what: "The broker hung up without a word",
    todo: "It may want an encrypted connection on this port, or a user name and password.",
  }),
  protocolRefused: () => ({
    what: "The broker does not speak this version of MQTT",
    todo: "Choose another protocol version.",
  }),
  clientIdRefused: () => ({
    what: "The broker refused this client ID",
    todo: "Leave the client ID empty, or use the one your broker gave you.",
  }),
  serverUnavailable: () => ({
    what: "The broker is there but takes no connections now",
    todo: "Wait a little. It may be starting, or full.",
  }),
  badCredentials: () => ({
    what: "The broker refused this user name or password",
    todo: "Check both. Capital letters count.",
  }),
  notAuthorized: () => ({
    what: "The broker does not allow this user to connect",
    todo: "Check user name and password, and what the broker allows this user.",
  }),
  lost: () => ({
    what: "The connection was lost",
    todo: "Check that the broker is running and that this device is in the network.",
  }),
  messageTooLarge: ({ limit }) => ({
    what: `The broker sent a message over ${size(limit)}`,
    todo: "Narrow the topics of your tiles so that they do not match that message.",
  }),
  secretUnavailable: () => ({
    what: "This device's keyring does not answer",
    todo: "Unlock the keyring. Tilework goes on asking for the password.",
  }),
  secretMissing: () => ({
    what: "The password is not kept on this device",
    todo: "Edit the broker and type the password again.",
  }),
  demoUnavailable: () => ({
    what: "The demo is not running",
    todo: "Try again, or remove it and start it again in Settings.",
  }),
  other: ({ message }) => ({ what: `The connection failed: ${message}`, todo: "Check the broker's settings." }),
};

/** What is wrong with a field. */
export const faults: ByKind<Fault, string> = {
  required: () => "This is needed.",
  tooLong: ({ max }) => `This is too long: at most ${max} characters.`,
  outOfRange: ({ min, max }) => `Choose a number from ${min} to ${max}.`,
  emptyRange: () => "The minimum must be smaller than the maximum.",
  host: () => "Only the name or address of the broker, such as 192.168.1.20. No spaces, no http://, no port.",
  topicWildcard: () => "A command goes to one topic: + and # are for reading only.",
  filterHash: () => "# stands only at the end, after a slash: farm/#",
  filterPlus: () => "+ stands alone between slashes: farm/+/temperature",
  filterShare: () => "A shared topic is written $share/group/topic.",
  controlCharacter: () => "There is an invisible character in this text. Type it again.",
  template: ({ line, message }) => `Line ${line} of the template: ${message}`,
  missing: ({ name }) => (name === "" ? "Choose one that exists." : `“${name}” is not there any more. Choose another.`),
};

/** Why a message gave no value. */
export const readings: ByKind<ReadingProblem, string> = {
  notANumber: ({ excerpt }) => `“${excerpt}” is not a number`,
  notOnOff: ({ excerpt }) => `“${excerpt}” is neither on nor off`,
  notJson: ({ excerpt }) => `“${excerpt}” is not JSON`,
  notText: ({ bytes }) => `The message is not text (${size(bytes)})`,
  tooLarge: ({ bytes, limit }) => `The message has ${size(bytes)}; at most ${size(limit)} are read`,
  template: ({ line, message }) => `Line ${line} of the template: ${message}`,
  empty: () => "The template gave nothing",
  subscriptionRefused: ({ code }) => `The broker does not allow reading this topic (code ${code})`,
};

/** Why a command did not work. */
export const failures: ByKind<CommandFailure, string> = {
  offline: () => "Not sent: the broker is offline",
  connectionLost: () => "The connection was lost; it may not have arrived",
  refused: ({ code }) => `The broker refused it (code ${code})`,
  tooLarge: ({ bytes, limit }) => `Too large: ${size(bytes)} of at most ${size(limit)}`,
  template: ({ line, message }) => `Line ${line} of the template: ${message}`,
  busy: () => "Not sent: too many commands are waiting",
};

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${round(bytes / 1024)} KiB` : `${round(bytes / 1024 / 1024)} MiB`;
}

function round(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
