import { t } from "../../../lib/text";
import { place } from "../../place";
import { storedOf } from "../words";

export default place({
  path: "series/:series",
  overlay: "sheet",
  missing: ({ series }, { history }) =>
    history.overview === undefined || storedOf(history.overview, series) ? undefined : t.places.series,
  load: () => import("./SeriesSheet.svelte"),
});
