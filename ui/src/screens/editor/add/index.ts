import { t } from "../../../lib/text";
import { place } from "../../place";

export default place({
  path: "add",
  overlay: "sheet",
  missing: (_, { dashboards }) => (dashboards.current ? undefined : t.places.dashboard),
  load: () => import("./Picker.svelte"),
});
