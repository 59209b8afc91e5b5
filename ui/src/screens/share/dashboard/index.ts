import { t } from "../../../lib/text";
import { place } from "../../place";

export default place({
  path: "dashboard/:dashboard/share",
  overlay: "sheet",
  missing: ({ dashboard }, { dashboards }) => (dashboards.get(dashboard) ? undefined : t.places.dashboard),
  load: () => import("./ShareDashboard.svelte"),
});
