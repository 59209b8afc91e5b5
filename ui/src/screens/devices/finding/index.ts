import { t } from "../../../lib/text";
import { place } from "../../place";

export default place({
  path: "finding/:broker",
  overlay: "sheet",
  missing: ({ broker }, { connections }) => (connections.get(broker) ? undefined : t.places.broker),
  load: () => import("./FindingSheet.svelte"),
});
