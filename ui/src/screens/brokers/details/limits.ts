// What the broker granted, as far as it is worth saying: what is without limits is not.
import type { Granted } from "../../../lib/bindings/api";
import { quoted } from "../../../lib/text/en/refusals";
import { t } from "../../../lib/text";

const words = t.details;
const WHOLE_RECEIVE = 65_535;
/** "For ever" in MQTT 5 §3.1.2.11.2. */
const FOR_EVER = 0xffff_ffff;

/** Label and value, in the order to be read. */
export function limitsOf(granted: Granted): [string, string][] {
  const rows: [string, string][] = [[words.session, sessionWords(granted)]];
  rows.push([words.keepAlive, words.seconds(granted.keepAliveSeconds)]);
  if (granted.maximumPacketSize !== null) rows.push([words.largest, words.largestIs(granted.maximumPacketSize)]);
  if (granted.maximumQos < 2) rows.push([words.qos, words.qosUpTo(granted.maximumQos)]);
  if (!granted.retainAvailable) rows.push([words.retain, words.retainNot]);
  if (!granted.wildcardsAvailable) rows.push([words.wildcards, words.wildcardsNot]);
  if (granted.receiveMaximum < WHOLE_RECEIVE) rows.push([words.atOnce, words.atOnceIs(granted.receiveMaximum)]);
  if (granted.assignedClientId !== null) {
    rows.push([words.clientId, words.clientIdAssigned(quoted(granted.assignedClientId))]);
  }
  if (granted.text !== null && granted.text !== "") rows.push([words.says, quoted(granted.text)]);
  return rows;
}

function sessionWords({ sessionPresent, sessionExpirySeconds }: Granted): string {
  const begun = sessionPresent ? words.sessionFound : words.sessionNew;
  if (sessionExpirySeconds === 0) return begun;
  const kept =
    sessionExpirySeconds === FOR_EVER ? words.sessionForever : words.sessionKept(words.duration(sessionExpirySeconds));
  return `${begun}; ${kept}`;
}
