import { t } from "../../../lib/text";
import { place } from "../../place";

// What a link from outside says of a broker is not in the address: it may be typed text with a password.
export default place({
  path: "broker/offered",
  overlay: "sheet",
  missing: (_, session) => (session.offers.broker ? undefined : t.places.offer),
  load: () => import("./OfferedBroker.svelte"),
});
