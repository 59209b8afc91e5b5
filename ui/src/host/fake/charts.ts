// What a history would say, without one: enough for tests and for eyes.
import type { Commands } from "../../lib/bindings/api";
import { drawn } from "./picture";

type Answer<N extends keyof Commands> = (args: Commands[N]["args"]) => Commands[N]["result"];

export const chartAnswers: {
  draw_chart: Answer<"draw_chart">;
  chart_moment: Answer<"chart_moment">;
  chart_statistics: Answer<"chart_statistics">;
  chart_table: Answer<"chart_table">;
  history_extent: Answer<"history_extent">;
  export_picture: Answer<"export_picture">;
} = {
  draw_chart: ({ request }) => drawn(request),
  chart_moment: ({ request }) =>
    request.bindings.map((binding) => ({ binding, value: null, at: null, lowest: null, highest: null })),
  chart_statistics: ({ request }) =>
    request.bindings.map((binding) => ({ binding, samples: 0, numbers: null, states: [], changes: null })),
  chart_table: () => ({ exact: true, rows: [] }),
  history_extent: () => null,
  export_picture: ({ export: { title, format } }) => ({ kind: "saved", place: `${title}.${format}`, samples: 0 }),
};
