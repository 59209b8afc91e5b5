import { t } from "../../../lib/text";
import { place } from "../../place";

export default place({
  path: "tile/:tile/share",
  overlay: "sheet",
  missing: ({ tile }, { dashboards }) => (dashboards.tile(tile) ? undefined : t.places.tile),
  load: () => import("./ShareTile.svelte"),
});
