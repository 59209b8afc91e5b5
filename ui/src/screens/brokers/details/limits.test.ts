import { expect, test } from "vitest";
import { granted } from "../../../host/fake/samples";
import { limitsOf } from "./limits";

const of = (more: Parameters<typeof granted>[0]) => Object.fromEntries(limitsOf(granted(more)));

test("a broker without limits has little to say", () => {
  expect(of({})).toEqual({ Session: "Begun anew", "Keep-alive": "30 s" });
});

test("what is narrower than it could be is said", () => {
  expect(
    of({
      sessionPresent: true,
      sessionExpirySeconds: 3600,
      maximumPacketSize: 131_072,
      maximumQos: 1,
      retainAvailable: false,
      wildcardsAvailable: false,
      receiveMaximum: 1,
    }),
  ).toEqual({
    Session: "The broker had kept our subscriptions; kept for 60 minutes while we are away",
    "Keep-alive": "30 s",
    "Largest message": "128 KiB",
    QoS: "Up to 1",
    Retain: "Not available: the broker keeps no messages",
    Wildcards: "Not available: no + and # in topics",
    "At once": "1 unanswered message",
  });
});

test("the broker's own words are quoted", () => {
  expect(of({ text: "welcome\n<b>" })["The broker says"]).toBe("“welcome <b>”");
});
