// What a person looks at: which tile, which time, which series. The picture, the legend, the table and the exports follow it.
import type {
  BindingKey,
  ChartCompare,
  ChartRange,
  ChartTable,
  HistoryExtent,
  Reading,
  Statistics,
  Tile,
} from "../../lib/bindings/api";
import { Ask } from "../../lib/ask.svelte";
import { call } from "../../lib/call";
import { now } from "../../lib/clock.svelte";
import type { Span } from "../../lib/chart/moved";
import { barsOf } from "../../lib/chart/bars";
import { askMoments } from "../../lib/chart/moments";
import { chartLocale } from "../../lib/chart/locale";
import { whole, type ChartLook } from "../../lib/chart/request";
import { noHistoryWords, type ErrorWords } from "../../lib/errors";
import { hasTime } from "../../tiles/past/past";
import { clamp, pan, zoom } from "./gestures";
import { comparable, firstSpan, historyLook, historySeries } from "./series";

export const ROWS = 200;

export interface Seen {
  tile: () => Tile;
  reading: (slot: string) => Reading | undefined;
}

export class History {
  readonly moments = askMoments();
  /** What was said then that is drawn dashed. */
  readonly momentsBefore = askMoments();
  readonly statistics = new Ask((range: ChartRange) =>
    call("chart_statistics", { request: { bindings: this.#all(), range, bars: this.#bars() } }),
  );
  readonly table = new Ask(async (range: ChartRange): Promise<ChartTable & { bindings: BindingKey[] }> => {
    const bindings = this.visible.map(({ binding }) => binding);
    const { timeZone } = chartLocale();
    const request = { bindings, range, rows: ROWS, timeZone, bars: this.#bars() };
    return { ...(await call("chart_table", { request })), bindings };
  });
  readonly extent = new Ask((bindings: BindingKey[]): Promise<HistoryExtent | null> =>
    call("history_extent", { bindings }),
  );

  #live = $state(0);
  #fixed = $state.raw<Span>();
  #hidden = $state.raw<ReadonlySet<BindingKey>>(new Set());
  #compare = $state<ChartCompare | null>(null);
  #tabular = $state(false);
  /** What the picture of the live range shows; the plot tells it, as the engine decides where that begins. */
  drawn = $state.raw<Span>();
  /** Where the crosshair is, in milliseconds since 1970. */
  at = $state<number>();

  readonly #numbers = $derived(
    new Map<BindingKey, Statistics>((this.statistics.answer ?? []).map((it) => [it.binding, it])),
  );
  readonly series = $derived.by(() => historySeries(this.seen.tile(), this.seen.reading, this.#numbers));
  readonly visible = $derived(this.series.filter(({ binding }) => !this.#hidden.has(binding)));
  readonly range: ChartRange = $derived(
    this.#fixed ? { kind: "between", ...this.#fixed } : { kind: "last", seconds: this.#live, exact: false },
  );
  readonly look: ChartLook = $derived.by(() =>
    historyLook(this.seen.tile(), this.series, this.seen.reading, {
      range: this.range,
      compare: this.#compare,
      hidden: this.#hidden,
    }),
  );
  readonly newest = $derived(this.series.map(({ slot }) => this.seen.reading(slot)?.at ?? 0).join(" "));

  constructor(readonly seen: Seen) {
    this.#live = firstSpan(seen.tile());
  }

  get live(): boolean {
    return this.#fixed === undefined;
  }

  /** Of the live range, in seconds: chosen, or where a reset goes back to. */
  get seconds(): number {
    return this.#live;
  }

  get compare(): ChartCompare | null {
    return this.#compare;
  }

  get comparable(): boolean {
    return comparable(this.look);
  }

  /** A table instead of the picture. */
  get tabular(): boolean {
    return this.#tabular;
  }

  /** The crosshair is the picture's. */
  turnTable(): void {
    this.#tabular = !this.#tabular;
    this.at = undefined;
  }

  /** Whether there is an axis of time to move along. */
  get movable(): boolean {
    return hasTime(this.look);
  }

  /** The time that is shown. */
  get span(): Span {
    if (this.#fixed) return this.#fixed;
    return this.drawn ?? { from: now() - this.#live * 1_000, to: now() };
  }

  /** Nothing is drawn, counted or listed: the words for why. */
  get noHistory(): ErrorWords | undefined {
    return noHistoryWords(this.statistics.failure);
  }

  numbersOf(binding: BindingKey): Statistics | undefined {
    return this.#numbers.get(binding);
  }

  isHidden(binding: BindingKey): boolean {
    return this.#hidden.has(binding);
  }

  /** A series of a chart comes and goes; one of two axes, or the only one, does not. */
  get hideable(): boolean {
    return this.series.length > 1 && this.look.plot.kind !== "scatter";
  }

  hide(binding: BindingKey): void {
    const hidden = new Set(this.#hidden);
    if (!hidden.delete(binding)) hidden.add(binding);
    this.#hidden = hidden;
  }

  showLast(seconds: number): void {
    this.#live = seconds;
    this.reset();
  }

  /** Back to what goes on. */
  reset(): void {
    this.#fixed = undefined;
  }

  /** A fixed range, kept where there is something to see. */
  show(span: Span): void {
    const range = whole({ kind: "between", ...clamp(span, this.#limits()) });
    if (range.kind === "between") this.#fixed = { from: range.from, to: range.to };
  }

  /** What a person typed is shown as it is. */
  showExactly(span: Span): void {
    this.#fixed = span;
  }

  pan(share: number): void {
    if (this.movable) this.show(pan(this.span, share));
  }

  zoom(factor: number, around = 0.5): void {
    if (this.movable) this.show(zoom(this.span, factor, around));
  }

  compareWith(compare: ChartCompare | null): void {
    this.#compare = compare;
    this.momentsBefore.forget();
  }

  askExtent(): void {
    this.extent.ask(this.#all());
  }

  askNumbers(): void {
    this.statistics.ask(whole(this.range));
    if (this.tabular) this.table.ask(whole(this.range));
  }

  end(): void {
    for (const it of [this.moments, this.momentsBefore, this.statistics, this.table, this.extent]) it.end();
  }

  /** Numbers speak of what is drawn. */
  #bars() {
    return barsOf(this.look.plot) ?? null;
  }

  #all(): BindingKey[] {
    return this.series.map(({ binding }) => binding);
  }

  #limits() {
    // A first sample that is not known yet is no wall.
    return { now: Date.now(), oldest: this.extent.answer?.oldest };
  }
}
