// What a history would say, without one: enough for tests and for eyes.
import type { BindingKey, Requests, NumberStatistics, TableCell } from "../../lib/bindings/api";
import { drawn } from "./picture";
import { isState, numbersIn, oldest, spanOf, stateAt, statesIn, valueAt } from "./signal";

type Answer<N extends keyof Requests> = (args: Requests[N]["args"]) => Requests[N]["result"];

export const chartAnswers: {
  draw_chart: Answer<"draw_chart">;
  chart_moment: Answer<"chart_moment">;
  chart_statistics: Answer<"chart_statistics">;
  chart_table: Answer<"chart_table">;
  history_extent: Answer<"history_extent">;
  export_picture: Answer<"export_picture">;
} = {
  draw_chart: ({ request }) => drawn(request),
  chart_moment: ({ request: { bindings, at } }) =>
    bindings.map((binding) => {
      const value = valueAt(binding, at) ?? null;
      const since = isState(binding) ? stateAt(binding, at)?.from : at;
      return { binding, value, at: value && (since ?? null), lowest: null, highest: null };
    }),
  chart_statistics: ({ request: { bindings, range } }) => {
    const { from, to } = spanOf(range);
    return bindings.map((binding) => {
      if (!isState(binding)) {
        const values = numbersIn(binding, from, to, 500).map(([, value]) => value);
        const [numbers, timeWeightedMean] = [numbersOf(values), meanOf(values)];
        return { binding, samples: values.length, numbers, timeWeightedMean, states: [], changes: null };
      }
      const held = statesIn(binding, from, to);
      const time = (on: boolean) =>
        held.filter(({ value }) => value === on).reduce((sum, it) => sum + it.to - it.from, 0);
      const states = [true, false]
        .map((on) => ({ value: { type: "onOff" as const, value: on }, millis: time(on) }))
        .sort((a, b) => b.millis - a.millis);
      const changes = Math.max(held.length - 1, 0);
      return { binding, samples: held.length, numbers: null, timeWeightedMean: null, states, changes };
    });
  },
  chart_table: ({ request: { bindings, range, rows } }) => {
    const { from, to } = spanOf(range);
    const step = (to - from) / rows;
    return {
      exact: false,
      rows: Array.from({ length: rows }, (_, at) => from + at * step)
        .filter((at) => at >= oldest() && at <= Date.now())
        .map((at) => ({ at: Math.round(at), cells: bindings.map((binding) => cellOf(binding, at, at + step)) })),
    };
  },
  history_extent: () => ({ oldest: oldest(), newest: Date.now() }),
  export_picture: ({ export: { title, format } }) => ({ kind: "saved", place: `${title}.${format}`, samples: 0 }),
};

const meanOf = (values: number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function numbersOf(values: number[]): NumberStatistics | null {
  const [first, last, mean] = [values[0], values.at(-1), meanOf(values)];
  if (first === undefined || last === undefined || mean === null) return null;
  const [minimum, maximum] = [Math.min(...values), Math.max(...values)];
  return { minimum, maximum, mean, first, last, change: last - first };
}

function cellOf(binding: BindingKey, from: number, to: number): TableCell | null {
  const value = valueAt(binding, from);
  if (!value) return null;
  const numbers = isState(binding) ? null : numbersOf(numbersIn(binding, from, to, 12).map(([, it]) => it));
  return {
    value,
    lowest: numbers?.minimum ?? null,
    highest: numbers?.maximum ?? null,
    mean: numbers?.mean ?? null,
  };
}
