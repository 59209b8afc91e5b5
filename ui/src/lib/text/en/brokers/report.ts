import type { StepName } from "../../../bindings/api";

export const steps: Record<StepName, { doing: string; done: string }> = {
  resolve: { doing: "Looking for the host…", done: "Found the host" },
  connect: { doing: "Knocking at the port…", done: "The port is open" },
  encrypt: { doing: "Securing the connection…", done: "The connection is encrypted" },
  upgrade: { doing: "Opening the WebSocket…", done: "The WebSocket is open" },
  authenticate: { doing: "Introducing ourselves…", done: "The broker accepted Tilework" },
  subscribe: { doing: "Asking to read topics…", done: "Reading topics is allowed" },
};

export const found = {
  encrypted: (version: string, cipher: string) => `TLS ${version}, ${cipher}`,
  certificate: (subject: string) => `Certificate of ${subject}`,
  validTo: (day: string) => `valid to ${day}`,
  endsSoon: (day: string) => `ends on ${day}: have it renewed`,
  byPin: "Trusted because you trusted this very certificate",
  protocol: (version: string) => `MQTT ${version}`,
  sessionPresent: "session resumed",
  sessionNew: "new session",
  sessionKept: (seconds: number) => `session kept for ${seconds} s`,
  keepAlive: (seconds: number) => `keep-alive ${seconds} s`,
  packets: (mebibytes: string) => `messages up to ${mebibytes} MiB`,
  qos: (most: number) => `QoS up to ${most}`,
  noRetain: "no retained messages",
  noWildcards: "no wildcards in topics",
  clientId: (id: string) => `client ID given by the broker: ${id}`,
  says: (text: string) => `The broker says: ${text}`,
  filter: (filter: string) => `Tried with ${filter}`,
  refusedFilter: (filter: string) => `The broker did not let Tilework read ${filter}`,
  refusedIsFine: "Connected all the same: many brokers allow only some topics.",
};

export const report = {
  title: "Connection test",
  testing: "Testing…",
  works: "It works. You can save.",
  worksElsewhere: (place: number) => `It works with address ${place}. You can save.`,
  address: (place: number, at: string) => `Address ${place}: ${at}`,
  ms: (value: number) => `${value} ms`,
};
