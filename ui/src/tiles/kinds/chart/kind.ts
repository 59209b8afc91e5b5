import { availability } from "../../form/binding";
import { staleAfter } from "../../form/fields";
import { form } from "../../form/parts";
import type { TileKindContract } from "../../contract";
import { labelOf, SLOTS } from "../../past/series";
import { chartPast } from "./past";
import { lineLook, plot, spanOfPlot } from "./plot-part";
import { scale } from "./scale-part";
import { sample } from "./sample";
import { series } from "./series-part";
import { text } from "./text";
import { thresholds } from "./threshold-part";

const kind: TileKindContract = {
  kind: "chart",
  order: 60,
  name: text.name,
  description: text.description,
  icon: "chart-line",
  size: { width: 4, height: 5 },
  minimum: { width: 2, height: 3 },
  ...form(
    ...SLOTS.flatMap((_, index) => series(index)),
    ...plot,
    spanOfPlot,
    ...lineLook,
    scale("left"),
    scale("right"),
    thresholds,
    availability(),
    staleAfter(),
  ),
  labelOf,
  version: 1,
  sample,
  history: chartPast,
  suggest: ({ value }) => (value?.type === "number" ? { fit: 0.55 } : undefined),
  load: () => import("./Tile.svelte"),
};

export default kind;
