import { describe, expect, it } from "vitest";
import type {
  AppError,
  CertificateProblem,
  CertificateSummary,
  CommandFailure,
  Fault,
  ReadingProblem,
  Reason,
  Refusal,
  Trouble,
} from "./bindings/api";
import {
  commandFailureWords,
  errorWords,
  faultWords,
  problemsByField,
  readingProblemWords,
  refusalWords,
  toAppError,
  troubleWords,
} from "./errors";

const ERRORS: AppError[] = [
  { code: "invalidInput", detail: { problems: [] } },
  { code: "notFound", detail: { what: "The dashboard" } },
  { code: "secretStoreUnavailable", detail: { message: "no bus" } },
  { code: "notSaved", detail: { message: "disk full" } },
  { code: "newerDocument" },
  { code: "tooManyTiles", detail: { limit: 200 } },
  { code: "demoFailed", detail: { message: "port" } },
  { code: "noHistory", detail: { message: "file is not a database" } },
  { code: "internal", detail: { message: "x" } },
];

const certificate: CertificateSummary = {
  subject: "CN=farm",
  issuer: "CN=farm",
  names: [],
  notBefore: 0,
  notAfter: 1,
  fingerprint: "AB",
};

// Records, so that a new kind or reason without a line here does not compile.
const REASONS: Record<Reason, true> = {
  normalDisconnection: true,
  disconnectWithWill: true,
  noMatchingSubscribers: true,
  noSubscriptionExisted: true,
  unspecified: true,
  malformedPacket: true,
  protocolError: true,
  implementationSpecific: true,
  unsupportedProtocolVersion: true,
  clientIdNotValid: true,
  badUserNameOrPassword: true,
  notAuthorized: true,
  serverUnavailable: true,
  serverBusy: true,
  banned: true,
  serverShuttingDown: true,
  badAuthenticationMethod: true,
  keepAliveTimeout: true,
  sessionTakenOver: true,
  topicFilterInvalid: true,
  topicNameInvalid: true,
  packetIdInUse: true,
  packetIdNotFound: true,
  receiveMaximumExceeded: true,
  topicAliasInvalid: true,
  packetTooLarge: true,
  messageRateTooHigh: true,
  quotaExceeded: true,
  administrativeAction: true,
  payloadFormatInvalid: true,
  retainNotSupported: true,
  qosNotSupported: true,
  useAnotherServer: true,
  serverMoved: true,
  sharedSubscriptionsNotSupported: true,
  connectionRateExceeded: true,
  maximumConnectTime: true,
  subscriptionIdsNotSupported: true,
  wildcardSubscriptionsNotSupported: true,
  unknown: true,
  closed: true,
};
const ALL_REASONS = Object.keys(REASONS) as Reason[];
const refusal = (reason: Reason, text: string | null = null): Refusal => ({ code: 199, reason, text });

const KINDS: { [K in Trouble["kind"]]: Extract<Trouble, { kind: K }> } = {
  hostNotFound: { kind: "hostNotFound" },
  portClosed: { kind: "portClosed" },
  unreachable: { kind: "unreachable" },
  timedOut: { kind: "timedOut" },
  localNetworkDenied: { kind: "localNetworkDenied" },
  notMqtt: { kind: "notMqtt" },
  tlsExpected: { kind: "tlsExpected" },
  webExpected: { kind: "webExpected" },
  notTls: { kind: "notTls" },
  closedEarly: { kind: "closedEarly" },
  certificate: { kind: "certificate", problem: "unknownIssuer", certificate },
  clientCertificate: { kind: "clientCertificate" },
  tlsVersion: { kind: "tlsVersion" },
  alpn: { kind: "alpn" },
  webSocketRefused: { kind: "webSocketRefused", status: 502 },
  webSocketNotMqtt: { kind: "webSocketNotMqtt" },
  refused: { kind: "refused", refusal: refusal("banned") },
  dismissed: { kind: "dismissed", refusal: refusal("sessionTakenOver") },
  keepsClosing: { kind: "keepsClosing" },
  lost: { kind: "lost" },
  silent: { kind: "silent" },
  malformed: { kind: "malformed" },
  fault: { kind: "fault" },
  secretUnavailable: { kind: "secretUnavailable" },
  secretMissing: { kind: "secretMissing", secret: "privateKey" },
  inClear: { kind: "inClear" },
  demoUnavailable: { kind: "demoUnavailable" },
  other: { kind: "other", message: "wires" },
};
const PROBLEMS: CertificateProblem[] = ["expired", "notYetValid", "wrongName", "revoked", "invalid"];
const TROUBLES: Trouble[] = [
  ...Object.values(KINDS),
  ...PROBLEMS.map((problem): Trouble => ({ kind: "certificate", problem, certificate: null })),
  ...[400, 401, 404].map((status): Trouble => ({ kind: "webSocketRefused", status })),
];

describe("words for what went wrong", () => {
  it.each(ERRORS)("an error of code $code has a title and a hint", (error) => {
    const words = errorWords(error);
    expect(words.title).toMatch(/\w{3}/);
    expect(words.hint).toMatch(/\w{3}/);
  });

  it("what is gone is named as the engine names it", () => {
    const words = errorWords({ code: "notFound", detail: { what: "The tile" } });
    expect(words.title).toBe("The tile is not there any more");
  });

  it.each(TROUBLES)("trouble of kind $kind says what it is and what to do", (trouble) => {
    const words = troubleWords(trouble);
    expect(words.what).toMatch(/\w{3}/);
    expect(words.todo).toMatch(/\w{3}/);
  });

  it.each(ALL_REASONS)("the reason %s is told for all that can be refused with it", (reason) => {
    for (const asked of ["connect", "stay", "read", "send"] as const) {
      const words = refusalWords(refusal(reason), asked);
      expect(words.what).toMatch(/^[A-Z].*\w{3}/);
      expect(words.todo).toMatch(/\w{3}.*\.$/);
    }
  });

  it.each<[Trouble, RegExp]>([
    [{ kind: "notTls" }, /wrong port for TLS/],
    [{ kind: "tlsExpected" }, /port wants TLS/],
    [{ kind: "refused", refusal: refusal("badUserNameOrPassword") }, /password/],
    [{ kind: "refused", refusal: refusal("clientIdNotValid") }, /client ID/],
    [{ kind: "refused", refusal: refusal("notAuthorized") }, /not authorised/],
    [{ kind: "dismissed", refusal: refusal("sessionTakenOver") }, /same client ID/],
  ])("%o names what it is about", (trouble, words) => expect(troubleWords(trouble).what).toMatch(words));

  it("a broker that hangs up is perhaps an old one that knows no MQTT 5", () => {
    expect(troubleWords({ kind: "closedEarly" }).todo).toMatch(/3\.1\.1.*RabbitMQ/);
  });

  it("a broker that keeps closing has probably another app with the same client ID", () => {
    expect(troubleWords({ kind: "keepsClosing" }).todo).toMatch(/Another app.*same client ID/);
  });

  it("the broker's own words are quoted, cut, and cannot turn the line around", () => {
    const said = troubleWords({ kind: "refused", refusal: refusal("banned", `ab\u202e\n<b>c${"x".repeat(900)}`) }).said;
    expect(said).toMatch(/^The broker says: “ab <b>cx+…”$/);
    expect(said?.length).toBeLessThan(230);
    expect(troubleWords({ kind: "refused", refusal: refusal("banned", "\u202e") }).said).toBeUndefined();
  });

  it("a code that nobody defined is named, because it is all there is to search for", () => {
    expect(refusalWords(refusal("unknown")).what).toMatch(/199/);
  });

  it.each<[Fault, RegExp]>([
    [{ kind: "required" }, /needed/],
    [{ kind: "tooLong", max: 64 }, /64/],
    [{ kind: "outOfRange", min: 1, max: 65535 }, /1 to 65535/],
    [{ kind: "host" }, /No spaces/],
    [{ kind: "tooMany", max: 8 }, /at most 8/],
    [{ kind: "path" }, /begins with a slash/],
    [{ kind: "fingerprint" }, /64/],
    [{ kind: "headerName" }, /letters/],
    [{ kind: "notACertificate" }, /no certificate/],
    [{ kind: "notAKey" }, /no private key/],
    [{ kind: "keyMismatch" }, /does not belong/],
    [{ kind: "notPkcs12" }, /\.p12/],
    [{ kind: "passphrase" }, /passphrase/],
    [{ kind: "keyTooCostly" }, /more work/],
    [{ kind: "topicWildcard" }, /\+ and #/],
    [{ kind: "template", line: 3, message: "unexpected end" }, /Line 3.*unexpected end/],
  ])("the fault %o is explained", (fault, words) => expect(faultWords(fault)).toMatch(words));

  it.each<[ReadingProblem | CommandFailure, (it: never) => string, RegExp]>([
    [{ kind: "notANumber", excerpt: "n/a" }, readingProblemWords, /“n\/a” is not a number/],
    [{ kind: "notATime", excerpt: "noon" }, readingProblemWords, /“noon” is not a time/],
    [
      { kind: "timeAhead", excerpt: "2091-01-01" },
      readingProblemWords,
      /time “2091-01-01” is more than a day ahead of this device's clock/,
    ],
    [{ kind: "tooLarge", bytes: 1048576, limit: 262144 }, readingProblemWords, /1 MiB.*256 KiB/],
    [{ kind: "offline" }, commandFailureWords, /offline/],
    [{ kind: "refused", refusal: refusal("notAuthorized") }, commandFailureWords, /Not authorised to send/],
    [{ kind: "subscriptionRefused", refusal: refusal("notAuthorized") }, readingProblemWords, /Not authorised to read/],
    [{ kind: "subscriptionUnanswered" }, readingProblemWords, /not answered/],
    [{ kind: "messageTooLarge", bytes: 20971520, limit: 16777216 }, readingProblemWords, /20 MiB.*16 MiB/],
  ])("%o is told in words", (it, tell, words) => expect(tell(it as never)).toMatch(words));

  it("keeps the first problem of a field, and puts one without a field on top", () => {
    const problems = [
      { field: "bindings.state.topic", fault: { kind: "required" } as const },
      { field: "bindings.state.topic", fault: { kind: "filterHash" } as const },
      { field: "size.width", fault: { kind: "outOfRange", min: 1, max: 4 } as const },
    ];
    const found = problemsByField(problems, (path) => (path.endsWith("topic") ? "topic" : undefined));
    expect(found).toEqual({ topic: "This is needed.", "": "Choose a number from 1 to 4." });
  });

  it("takes anything thrown for a defect of ours, unless it is an error of the engine", () => {
    expect(toAppError({ code: "newerDocument" })).toEqual({ code: "newerDocument" });
    expect(toAppError(new Error("boom"))).toEqual({ code: "internal", detail: { message: "boom" } });
    expect(toAppError({ code: "toString" }).code).toBe("internal");
  });
});
