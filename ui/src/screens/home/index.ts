import House from "@lucide/svelte/icons/house";
import { t } from "../../lib/text";
import { place } from "../place";

export default place({
  // "edit": its tiles are moved about.
  path: "home/:dashboard?/edit?",
  nav: { label: t.app.home, Icon: House, order: 1 },
  missing: ({ dashboard }, { dashboards }) =>
    dashboard === undefined || dashboards.get(dashboard) ? undefined : t.places.dashboard,
  load: () => import("./Home.svelte"),
});
