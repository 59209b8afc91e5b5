// Of a history that says nothing in particular: every series is there, none has a value. A test gives what it is about.
import type { Requests } from "../../lib/bindings/api";
import { drawn } from "./picture";

type Answer<N extends keyof Requests> = (args: Requests[N]["args"]) => Requests[N]["result"];
type Charts = "draw_chart" | "chart_moment" | "chart_statistics" | "chart_table" | "history_extent" | "export_picture";

export const chartAnswers: { [N in Charts]: Answer<N> } = {
  draw_chart: ({ request }) => drawn(request),
  chart_moment: ({ request: { bindings } }) =>
    bindings.map((binding) => ({ binding, value: null, at: null, until: null, lowest: null, highest: null })),
  chart_statistics: ({ request: { bindings } }) =>
    bindings.map((binding) => ({
      binding,
      samples: 0,
      numbers: null,
      total: null,
      timeWeightedMean: null,
      states: [],
      changes: null,
    })),
  chart_table: () => ({ exact: false, every: null, rows: [] }),
  history_extent: () => ({ oldest: 0, newest: Date.now() }),
  export_picture: ({ export: { title, format } }) => ({ kind: "saved", place: `${title}.${format}`, samples: 0 }),
};
