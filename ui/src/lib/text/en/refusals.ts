// Telling for every reason code of MQTT 5 §2.4 and what MQTT 3.1.1 has of them. What happened, and what a person can do.
import type { Reason, Refusal } from "../../bindings/api";

/** What was refused: the connection, staying connected, reading a topic, or a message. */
export type Asked = "connect" | "stay" | "read" | "send";

export interface Telling {
  what: string;
  todo: string;
  /** The broker's own words: hostile, so cut and in quotes. */
  said?: string;
}

/** As many characters of the broker's own words as a person reads. */
const SAID_LIMIT = 200;

const WAIT = "Wait a little. Tilework tries again by itself.";
const REPORT =
  "Try the other protocol version in the broker's settings. If that does not help, please report it to us.";
const ADMIN = "Ask whoever runs the broker.";

type Saying = Telling | ((asked: Asked) => Telling);

const REASONS: Record<Reason, Saying> = {
  normalDisconnection: { what: "The broker ended the connection", todo: WAIT },
  disconnectWithWill: { what: "The broker ended the connection", todo: WAIT },
  noMatchingSubscribers: {
    what: "Nobody listens to this topic",
    todo: "Check that the device is on and its topic right.",
  },
  noSubscriptionExisted: { what: "The broker knew nothing of this subscription", todo: WAIT },
  unspecified: (asked) => ({
    what: by(asked, {
      connect: "The broker refused the connection and does not say why",
      stay: "The broker ended the connection and does not say why",
      read: "The broker does not give this topic and does not say why",
      send: "The broker did not take the message and does not say why",
    }),
    todo:
      asked === "read" || asked === "send"
        ? "Check what the broker allows this user. Its log may say more."
        : "Check user name, password and client ID. The broker's log may say more.",
  }),
  malformedPacket: { what: "The broker could not read what Tilework sent", todo: REPORT },
  protocolError: { what: "The broker says that Tilework broke the rules of MQTT", todo: REPORT },
  implementationSpecific: (asked) => ({
    what: by(asked, {
      connect: "The broker has a rule of its own against this connection",
      stay: "The broker has a rule of its own against this connection",
      read: "The broker has a rule of its own against this topic",
      send: "The broker has a rule of its own against this message",
    }),
    todo: `Look into the broker's documentation or its log. ${ADMIN}`,
  }),
  unsupportedProtocolVersion: {
    what: "The broker does not speak this version of MQTT",
    todo: "Edit the broker and choose the other protocol version. Older brokers speak 3.1.1 only.",
  },
  clientIdNotValid: {
    what: "The broker refused this client ID",
    todo: "Use a new client ID, or the one your broker gave you. Some brokers take only IDs that they know.",
  },
  badUserNameOrPassword: {
    what: "The broker refused this user name or password",
    todo: "Edit the broker and check both. Capital letters count.",
  },
  notAuthorized: (asked) =>
    by<Telling>(asked, {
      connect: {
        what: "This user is not authorised to connect",
        todo: "Check user name and password, and what the broker allows this user and this client ID.",
      },
      stay: {
        what: "The broker ended the connection: this user is not authorised",
        todo: "Check what the broker allows this user: some brokers hang up over a single topic that is forbidden.",
      },
      read: {
        what: "Not authorised to read this topic",
        todo: "Check the topic, and what the broker allows this user to read.",
      },
      send: {
        what: "Not authorised to send to this topic",
        todo: "Check the topic, and what the broker allows this user to send.",
      },
    }),
  serverUnavailable: { what: "The broker is there but takes no connections now", todo: `It may be starting. ${WAIT}` },
  serverBusy: { what: "The broker has too much to do", todo: WAIT },
  banned: { what: "The broker has banned this device or user", todo: ADMIN },
  serverShuttingDown: { what: "The broker was shut down", todo: WAIT },
  badAuthenticationMethod: {
    what: "The broker wants another way of signing in",
    todo: "Tilework knows user name and password, and client certificates. See which of them your broker takes.",
  },
  keepAliveTimeout: {
    what: "The broker heard nothing from Tilework for too long",
    todo: "The network may be weak, or the device was asleep. Tilework connects again by itself.",
  },
  sessionTakenOver: {
    what: "Another app connected with the same client ID",
    todo: "Every app and device needs a client ID of its own. Use a new client ID here, or close the other app.",
  },
  topicFilterInvalid: {
    what: "The broker does not take this topic",
    todo: "Check how the topic is written: + and # too.",
  },
  topicNameInvalid: {
    what: "The broker does not take this topic",
    todo: "Check how the topic of the command is written.",
  },
  packetIdInUse: { what: "The broker lost count of our messages", todo: WAIT },
  packetIdNotFound: { what: "The broker lost count of our messages", todo: WAIT },
  receiveMaximumExceeded: { what: "The broker got more messages at once than it takes", todo: WAIT },
  topicAliasInvalid: { what: "The broker did not know the short name of a topic", todo: REPORT },
  packetTooLarge: (asked) => ({
    what:
      asked === "send" ? "The message is larger than the broker takes" : "Something was larger than the broker takes",
    todo: "Send less at once, or raise the largest message size in the broker.",
  }),
  messageRateTooHigh: {
    what: "The broker says that messages come too fast",
    todo: "Send less often. Free accounts often have a limit.",
  },
  quotaExceeded: {
    what: "A limit of your account or of the broker is reached",
    todo: "See how many messages, topics or connections your account may have. It may pass in a minute or at midnight.",
  },
  administrativeAction: { what: "Someone who runs the broker ended this connection", todo: ADMIN },
  payloadFormatInvalid: {
    what: "The broker did not take the message: its content is not what its content type says",
    todo: "Check the payload and the content type of the command.",
  },
  retainNotSupported: {
    what: "The broker keeps no messages (retain)",
    todo: "Switch retain off in the command, and in birth and last-will message.",
  },
  qosNotSupported: { what: "The broker does not take this QoS", todo: "Choose QoS 0, in the last-will message too." },
  useAnotherServer: {
    what: "The broker sends us to another server for now",
    todo: `Ask whoever runs it for its address. ${WAIT}`,
  },
  serverMoved: { what: "The broker has moved to another address", todo: "Edit the broker and type the new address." },
  sharedSubscriptionsNotSupported: {
    what: "The broker knows no shared subscriptions",
    todo: "Write the topic without $share/… in front.",
  },
  connectionRateExceeded: { what: "Too many connections in a short time", todo: WAIT },
  maximumConnectTime: {
    what: "The broker lets nobody stay longer than this",
    todo: "Tilework connects again by itself. Your account may have a limit.",
  },
  subscriptionIdsNotSupported: { what: "The broker knows no subscription identifiers", todo: REPORT },
  wildcardSubscriptionsNotSupported: {
    what: "The broker allows no + and # in topics",
    todo: "Write each topic out in full.",
  },
  closed: {
    what: "The broker hangs up at this topic",
    todo: "It ends the connection whenever the topic is asked for. Your user may not be allowed to read it, or the broker allows no more topics at once. The other tiles go on without it.",
  },
  unknown: (asked) => ({
    what: by(asked, {
      connect: "The broker refused the connection with a code that nobody defined",
      stay: "The broker ended the connection with a code that nobody defined",
      read: "The broker refused this topic with a code that nobody defined",
      send: "The broker refused the message with a code that nobody defined",
    }),
    todo: "Look into the broker's documentation or its log.",
  }),
};

function by<T>(asked: Asked, words: Record<Asked, T>): T {
  return words[asked];
}

export function refusal(it: Refusal, asked: Asked = "read"): Telling {
  const saying = REASONS[it.reason];
  const { what, todo } = typeof saying === "function" ? saying(asked) : saying;
  // A code without a meaning is all there is to search for.
  const told = it.reason === "unknown" ? `${what} (${it.code})` : what;
  const said = it.text === null ? "" : quoted(it.text);
  return said === "" ? { what: told, todo } : { what: told, todo, said: `The broker says: ${said}` };
}

/** Telling from the network: without what could rearrange the line they stand in, cut, in quotes. */
export function quoted(text: string, limit = SAID_LIMIT): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  const characters = [...plain];
  if (plain === "") return "";
  return `“${characters.length > limit ? `${characters.slice(0, limit).join("")}…` : plain}”`;
}
