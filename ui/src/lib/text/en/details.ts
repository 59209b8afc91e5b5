// The broker screen: how a connection is, how it was, and what can be done about it.
import { size } from "./problems";

/** A sentence in the middle of another one; our own name keeps its capital. */
const inside = (sentence: string) =>
  sentence.startsWith("Tilework") ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);

const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

export const details = {
  open: (name: string) => `Details of ${name}`,
  openShort: "Details",
  offHint: "Switched off: Tilework does not connect, and tiles show what they had.",
  connectedSince: (time: string) => `since ${time}`,
  over: {
    first: "",
    second: "over the remote address",
    other: (place: number) => `over address ${place}`,
  },
  connection: "Connection",
  transports: { tcp: "TCP", tls: "TLS", webSocket: "WebSocket", secureWebSocket: "Secure WebSocket" },
  address: "Address",
  lastTried: "Last tried",
  latency: "Latency",
  ms: (value: number) => (value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`),
  protocol: "Protocol",
  protocolWords: (version: string) => `MQTT ${version}`,
  encryption: "Encryption",
  notEncrypted: "None: anyone in between can read it",
  encrypted: (version: string, cipher: string) => `TLS ${version} · ${cipher}`,
  tryNow: "Try now",
  renew: "Use a new client ID",
  trust: "Trust this certificate",
  trustTitle: (name: string) => `Trust this certificate for ${name}?`,
  trustBody:
    "Compare the fingerprint with the one your broker shows. From now on Tilework connects to whoever has this certificate, whatever else is wrong with it, and to this broker only.",
  trustConfirm: "Trust it and connect",

  counters: "Traffic since Tilework started",
  received: "Received",
  sent: "Sent",
  messages: (n: number, text: string) => (n === 1 ? "1 message" : `${text} messages`),
  bytes: (n: number) => size(n),
  connects: (n: number) => (n === 1 ? "Connected once" : `Connected ${n} times`),

  refused: "Topics that the broker does not give",
  tooLarge: "Left out because of their size",
  tooLargeCount: (n: number) => count(n, "message was left out", "messages were left out"),
  tooLargeNewest: (topic: string | null, bytes: number, limit: number, time: string) =>
    `The newest, at ${time}, had ${size(bytes)}${topic === null ? "" : ` on ${topic}`}. At most ${size(limit)} are taken: raise the limit in the broker's settings if you need it.`,

  shed: "Left out of the editor's preview",
  shedCount: (n: number) =>
    `${count(n, "message was", "messages were")} more than a preview shows. Tiles and history took them all.`,

  limits: "What the broker granted",
  keepAlive: "Keep-alive",
  seconds: (n: number) => `${n} s`,
  session: "Session",
  sessionFound: "The broker had kept our subscriptions",
  sessionNew: "Begun anew",
  sessionKept: (time: string) => `kept for ${time} while we are away`,
  sessionForever: "kept for as long as the broker likes",
  duration: (seconds: number) => {
    if (seconds < 120) return count(seconds, "second", "seconds");
    if (seconds < 7_200) return count(Math.round(seconds / 60), "minute", "minutes");
    if (seconds < 172_800) return count(Math.round(seconds / 3_600), "hour", "hours");
    return count(Math.round(seconds / 86_400), "day", "days");
  },
  largest: "Largest message",
  largestIs: (bytes: number) => size(bytes),
  qos: "QoS",
  qosUpTo: (qos: number) => (qos === 0 ? "0 only: messages can be lost" : `Up to ${qos}`),
  retain: "Retain",
  retainNot: "Not available: the broker keeps no messages",
  wildcards: "Wildcards",
  wildcardsNot: "Not available: no + and # in topics",
  atOnce: "At once",
  atOnceIs: (n: number) => count(n, "unanswered message", "unanswered messages"),
  clientId: "Client ID",
  clientIdAssigned: (id: string) => `${id}, chosen by the broker`,
  says: "The broker says",

  certificate: "Certificate of the broker",
  clientCertificate: "Your client certificate",
  pinned: "Trusted because you chose to trust this very certificate, and by nothing else.",
  unreadable: "The certificate could not be read.",

  ending: {
    title: (owner: "broker" | "client", name: string, day: string, ended: boolean) => {
      const whose = owner === "broker" ? `The certificate of ${name}` : `Your client certificate for ${name}`;
      return `${whose} ${ended ? "ended" : "ends"} on ${day}`;
    },
    when: (days: number) => {
      if (days < 0) return `${count(-days, "day", "days")} ago`;
      return days === 0 ? "within a day" : `in ${count(days, "day", "days")}`;
    },
    whole: (title: string, when: string) => `${title}, ${when}`,
    broker: "Renew it on the broker before that, or devices and apps can no longer connect.",
    client: "Get a new one and give it in the broker's settings.",
  },

  history: "Last changes",
  historyNone: "Nothing has changed since Tilework started.",
  log: {
    online: (time: string, over: string) => (over === "" ? `Connected at ${time}` : `Connected at ${time}, ${over}`),
    lost: (time: string, what: string) => `Lost at ${time}: ${inside(what)}`,
    failing: (time: string, what: string) => `Could not connect at ${time}: ${inside(what)}`,
    more: (what: string) => `then ${inside(what)}`,
    attempts: (n: number) => count(n, "attempt", "attempts"),
    back: (time: string, over: string) => (over === "" ? `back at ${time}` : `back at ${time}, ${over}`),
    stopped: (time: string, what: string) => `Stopped at ${time}: ${inside(what)}`,
    givenUp: (time: string, what: string) => `given up at ${time}: ${inside(what)}`,
    notAgain: "not tried again",
    left: (time: string) => `Disconnected at ${time}, as asked`,
    often: (n: number, from: string, to: string, what: string) =>
      `Lost ${n} times from ${from} to ${to} and back each time: ${inside(what)}`,
    separator: " · ",
  },

  edit: "Edit",
  duplicate: "Duplicate",
  copyName: (name: string) => `${name} copy`,
  disable: "Disable",
  enable: "Enable",
  remove: "Delete",
};
