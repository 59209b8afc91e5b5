import { t } from "../../../lib/text";
import { place } from "../../place";

export default place({
  path: "broker/:broker/edit",
  overlay: "sheet",
  missing({ broker }, { connections }) {
    const found = connections.get(broker);
    if (!found) return t.places.broker;
    return found.origin === "own" ? undefined : t.places.form;
  },
  load: () => import("./EditBroker.svelte"),
});
