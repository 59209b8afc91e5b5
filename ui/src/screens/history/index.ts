import { t } from "../../lib/text";
import { place } from "../place";

export default place({
  path: "tile/:tile/history",
  overlay: "full",
  missing: ({ tile }, { dashboards }) => (dashboards.tile(tile) ? undefined : t.places.tile),
  load: () => import("./HistoryPlace.svelte"),
});
