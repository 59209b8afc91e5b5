import { t } from "../../../lib/text";
import { kindOf } from "../../../tiles/registry";
import { place } from "../../place";

export default place({
  path: "add/:kind",
  overlay: "sheet",
  missing({ kind }, { dashboards }) {
    if (!dashboards.current) return t.places.dashboard;
    return kindOf(kind) ? undefined : t.places.kind(kind);
  },
  load: () => import("./NewTile.svelte"),
});
