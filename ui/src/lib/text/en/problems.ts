// Words for what can be wrong, as a person who waters a field would say them.
import type {
  CertificateProblem,
  CommandFailure,
  Fault,
  OptionType,
  ReadingProblem,
  SecretKind,
  Trouble,
} from "../../bindings/api";
import { exactNumber } from "../../format";
import { quoted, refusal as refused, type Telling } from "./refusals";

type ByKind<T extends { kind: string }, R> = { [K in T["kind"]]: (it: Extract<T, { kind: K }>) => R };

const certificates: Record<CertificateProblem, Telling> = {
  unknownIssuer: {
    what: "The broker's certificate is signed by nobody this device knows",
    todo: "If it is your own broker, compare the fingerprint and trust this certificate, or add its authority in the broker's settings. Else somebody may be in between.",
  },
  expired: {
    what: "The broker's certificate has ended",
    todo: "Renew it on the broker. Check this device's date too.",
  },
  notYetValid: {
    what: "The broker's certificate is not valid yet",
    todo: "Check the date and time of this device and of the broker.",
  },
  wrongName: {
    what: "The broker's certificate is for another name",
    todo: "Use the name that stands in the certificate as the host, or give it as the server name.",
  },
  revoked: {
    what: "The broker's certificate was taken back by its authority",
    todo: "Do not connect. Ask whoever runs the broker for a new certificate.",
  },
  invalid: {
    what: "The broker's certificate is broken",
    todo: "Its signature is wrong or it cannot be read. Ask whoever runs the broker for a new one.",
  },
};

const missing: Record<SecretKind, Telling> = {
  password: {
    what: "The password is not kept on this device",
    todo: "Edit the broker and type the password again.",
  },
  privateKey: {
    what: "The private key of the client certificate is not kept on this device",
    todo: "Edit the broker and give certificate and key again.",
  },
  headers: {
    what: "The WebSocket headers are not kept on this device",
    todo: "Edit the broker and type the headers again.",
  },
  username: {
    what: "The secret user name is not kept on this device",
    todo: "Edit the broker and type the user name or token again.",
  },
  queries: {
    what: "The token in the WebSocket path is not kept on this device",
    todo: "Edit the broker and type the token into the path again.",
  },
  userProperties: {
    what: "The values of the user properties are not kept on this device",
    todo: "Edit the broker and type them again, under Advanced.",
  },
};

/** What a connection's trouble is, and what to do about it. */
export const troubles: ByKind<Trouble, Telling> = {
  hostNotFound: () => ({
    what: "The host was not found",
    todo: "Check how the host is written, and that this device is in the right network.",
  }),
  portClosed: () => ({
    what: "Nothing listens on this port",
    todo: "Check the port, and that the broker is running. MQTT is usually on 1883, encrypted on 8883.",
  }),
  unreachable: () => ({
    what: "The host cannot be reached",
    todo: "Check the Wi-Fi or network cable, and that this device is in the same network as the broker.",
  }),
  timedOut: () => ({
    what: "The broker did not answer in time",
    todo: "Check the host and port. A firewall may be in between, or the broker may be switched off.",
  }),
  localNetworkDenied: () => ({
    what: "Nothing in your local network answered",
    todo: "The broker may be off or have another address. On Android 17 and later, also allow Tilework the local network: Settings, Apps, Tilework, Permissions.",
  }),
  notMqtt: () => ({
    what: "Something answers there, but it is not an MQTT broker",
    todo: "Check the port: a web page or another service may be on this one.",
  }),
  tlsExpected: () => ({
    what: "The port wants TLS, and this connection is not encrypted",
    todo: "Choose TLS as the transport, or the port without encryption, usually 1883.",
  }),
  webExpected: () => ({
    what: "A web server answers on this port",
    todo: "Choose WebSocket as the transport, or the port for plain MQTT, usually 1883.",
  }),
  notTls: () => ({
    what: "This is the wrong port for TLS: what answers there is not encrypted",
    todo: "Choose the port for TLS, usually 8883, or TCP as the transport.",
  }),
  closedEarly: () => ({
    what: "The broker hung up without a word",
    todo: "It may want TLS as the transport on this port, or a user name and password. If MQTT 5 is chosen, try 3.1.1: older brokers, RabbitMQ before 3.13 among them, hang up on 5.",
  }),
  certificate: ({ problem }) => certificates[problem],
  clientCertificate: () => ({
    what: "The broker wants a client certificate, or does not accept yours",
    todo: "Edit the broker and give the certificate and key that it gave you. Check that the certificate has not ended.",
  }),
  tlsVersion: () => ({
    what: "The broker's encryption is too old or too different",
    todo: "Tilework speaks TLS 1.2 and 1.3. Update the broker, or what stands before it.",
  }),
  alpn: () => ({
    what: "The port does not expect MQTT in this encryption (ALPN)",
    todo: "Check the application protocols in the broker's settings. AWS wants x-amzn-mqtt-ca on port 443; most others want none.",
  }),
  webSocketRefused: ({ status }) => ({
    what: `The web server refused the WebSocket (${status})`,
    todo:
      status === 401 || status === 403
        ? "It wants a header or another way of signing in. Check the headers in the broker's settings."
        : status === 404 || status === 400
          ? "Check the path: /mqtt and / are usual."
          : "Check host, port and path. The server may have too much to do.",
  }),
  webSocketNotMqtt: () => ({
    what: "The web server opens a WebSocket, but not for MQTT",
    todo: "Check the path: /mqtt and / are usual.",
  }),
  refused: ({ refusal }) => refused(refusal, "connect"),
  dismissed: ({ refusal }) => refused(refusal, "stay"),
  keepsClosing: () => ({
    what: "The broker lets Tilework in and keeps closing at once",
    todo: "Another app probably uses the same client ID. Use a new client ID here, or close the other app. A topic that this user may not read can be the reason too.",
  }),
  lost: () => ({
    what: "The connection was closed or reset",
    todo: "Check that the broker is running and that this device is in the network.",
  }),
  silent: () => ({
    what: "The broker fell silent",
    todo: "The network between may be gone: check Wi-Fi and router.",
  }),
  malformed: () => ({
    what: "The broker sent something that is not MQTT",
    todo: "The network may damage what passes, or the broker has a defect. Tilework connects again by itself.",
  }),
  fault: () => ({
    what: "A fault in Tilework ended the connection",
    todo: "Tilework connects again by itself. If this comes back, copy the report in Settings, Diagnostics, and tell us.",
  }),
  secretUnavailable: () => ({
    what: "This device's keyring does not answer",
    todo: "Unlock the keyring; Tilework then connects.",
  }),
  secretMissing: ({ secret }) => missing[secret],
  inClear: () => ({
    what: "The password was not sent: this address is not encrypted",
    todo: "Edit the broker and choose TLS for this address, or allow it there to get the password unencrypted. One that is allowed at home only is used again there.",
  }),
  demoUnavailable: () => ({
    what: "The demo is not running",
    todo: "Try again, or remove it and start it again in Settings.",
  }),
  other: ({ message }) => ({ what: `The connection failed: ${quoted(message)}`, todo: "Check the broker's settings." }),
};

const optionTypes: Record<OptionType, string> = {
  number: "Write a number.",
  toggle: "Switch this on or off.",
  text: "Write a text.",
  address: "Write an address that begins with https://, http://, mailto: or tel:.",
  choice: "Choose one of those that are offered.",
  list: "This must be a list.",
};

/** What is wrong with a field. */
export const faults: ByKind<Fault, string> = {
  required: () => "This is needed.",
  tooLong: ({ max }) => `This is too long: at most ${max} characters.`,
  outOfRange: ({ min, max }) =>
    max === Number.MAX_VALUE
      ? `Choose a number from ${min} on.`
      : min === -Number.MAX_VALUE
        ? `Choose a number up to ${max}.`
        : `Choose a number from ${min} to ${max}.`,
  emptyRange: () => "The minimum must be smaller than the maximum.",
  host: () => "Only the name or address of the broker, such as 192.168.1.20. No spaces, no http://, no port.",
  topicWildcard: () => "A command goes to one topic: + and # are for reading only.",
  filterHash: () => "# stands only at the end, after a slash: farm/#",
  filterPlus: () => "+ stands alone between slashes: farm/+/temperature",
  filterShare: () => "A shared topic is written $share/group/topic.",
  controlCharacter: () => "There is an invisible character in this text. Type it again.",
  template: ({ line, message }) => `Line ${line} of the template: ${message}`,
  notAbove: ({ limit }) => `Choose a number above ${limit}.`,
  notThisType: ({ wanted }) => optionTypes[wanted],
  unknownSlot: () => "This kind of tile has no use for this.",
  tooMany: ({ max }) => `These are too many: at most ${max}.`,
  path: () => "A path begins with a slash and has no spaces: /mqtt",
  fingerprint: () => "A fingerprint is 64 digits of 0 to 9 and A to F (SHA-256).",
  headerName: () =>
    "A header's name has only letters, digits and hyphens, and is not one that the connection itself needs.",
  notACertificate: () => "There is no certificate in this text. It begins with -----BEGIN CERTIFICATE-----.",
  notAKey: () => "There is no private key in this text. It begins with -----BEGIN PRIVATE KEY----- or the like.",
  keyMismatch: () => "This key does not belong to this certificate.",
  notPkcs12: () => "This is no .p12 or .pfx file, or it is damaged.",
  passphrase: () => "This passphrase does not open it.",
  keyTooCostly: () =>
    "Opening this key would take far more work than any key needs. Save it anew with the usual settings of your program.",
  missing: ({ name }) => (name === "" ? "Choose one that exists." : `“${name}” is not there any more. Choose another.`),
};

/** Why a message gave no value. */
export const readings: ByKind<ReadingProblem, string> = {
  notANumber: ({ excerpt }) => `“${excerpt}” is not a number`,
  notOnOff: ({ excerpt }) => `“${excerpt}” is neither on nor off`,
  notJson: ({ excerpt }) => `“${excerpt}” is not JSON`,
  notAPicture: () => "The message is no picture: JPEG, PNG, WebP and GIF are shown",
  vectorPicture: () => "SVG pictures are not shown: they can run programs. Send JPEG, PNG, WebP or GIF",
  brokenPicture: () => "The picture is cut off or damaged",
  pictureTooLarge: ({ width, height }) =>
    `The picture is too large: ${exactNumber(width)} × ${exactNumber(height)}. At most 16 megapixels are shown`,
  wrongLength: ({ bytes, wanted }) => `The message has ${size(bytes)}, and the number ${size(wanted)}`,
  notText: ({ bytes }) => `The message is not text (${size(bytes)})`,
  tooLarge: ({ bytes, limit }) => `The message has ${size(bytes)}; at most ${size(limit)} are read`,
  template: ({ line, message }) => `Line ${line} of the template: ${message}`,
  switchedOff: ({ line }) => `Switched off: too much work in line ${line} of the template. Edit it, or try again`,
  notATime: ({ excerpt }) => `“${excerpt}” is not a time that can be read`,
  timeAhead: ({ excerpt }) => `The device's time “${excerpt}” is more than a day ahead of this device's clock`,
  messageTooLarge: ({ bytes, limit }) => `Message of ${size(bytes)} left out; the limit is ${size(limit)}`,
  // A tile has little room: what the broker itself says stands on its screen.
  subscriptionRefused: ({ refusal }) => refused(refusal, "read").what,
  subscriptionUnanswered: () => "The broker has not answered the subscription",
};

/** Why a command did not work. */
export const failures: ByKind<CommandFailure, string> = {
  offline: () => "Not sent: the broker is offline",
  connectionLost: () => "The connection was lost; it may not have arrived",
  refused: ({ refusal }) => plain(refused(refusal, "send")),
  tooLarge: ({ bytes, limit }) => `Too large: ${size(bytes)} of at most ${size(limit)}`,
  template: ({ line, message }) => `Line ${line} of the template: ${message}`,
  busy: () => "Not sent: too many commands are waiting",
};

function plain({ what, said }: Telling): string {
  return said === undefined ? what : `${what}. ${said}`;
}

export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${round(bytes / 1024)} KiB` : `${round(bytes / 1024 / 1024)} MiB`;
}

function round(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
