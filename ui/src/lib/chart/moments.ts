// What the series said at the crosshair. Where that cannot be told the line stays without values; the next movement asks again.
import { Ask } from "../ask.svelte";
import type { BindingKey, ChartBars, Moment, MomentRequest } from "../bindings/api";
import { call } from "../call";

export interface Answered {
  at: number;
  moments: ReadonlyMap<BindingKey, Moment>;
}

export type Moments = Ask<MomentRequest, Answered>;

export const askMoments = (): Moments =>
  new Ask(async (request) => {
    const moments = await call("chart_moment", { request });
    return { at: request.at, moments: new Map(moments.map((it) => [it.binding, it])) };
  });

/** `around`: what a pixel stands for, in milliseconds. `bars`: of the picture, if it has some. */
export const momentRequest = (bindings: BindingKey[], at: number, around: number, bars?: ChartBars): MomentRequest => ({
  bindings,
  at: Math.round(at),
  around: Math.max(Math.round(around), 1),
  bars: bars ?? null,
});
