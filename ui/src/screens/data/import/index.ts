import { t } from "../../../lib/text";
import { place } from "../../place";
import { bindingOf, storedOf } from "../words";

export default place({
  path: "import/:series",
  overlay: "sheet",
  missing({ series }, session) {
    const { overview } = session.history;
    if (!overview) return undefined;
    const stored = storedOf(overview, series);
    if (!stored) return t.places.series;
    return bindingOf(stored, session) ? undefined : t.places.reader;
  },
  load: () => import("./ImportPlace.svelte"),
});
