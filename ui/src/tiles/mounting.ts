// Shows a tile in a test, with a context whose parts can be changed under it.
import { render } from "@testing-library/svelte";
import { flushSync, type Component } from "svelte";
import { reactive } from "./mounting.svelte";
import { fakeContext, type FakeContext, type Seen } from "./testing";
import type { TileProps } from "./contract";

export interface Shown {
  context: FakeContext;
  seen: Seen;
  change(next: Partial<Seen>): void;
  remove(): void;
}

export function showTile(tile: Component<TileProps>, start: Seen): Shown {
  const seen = reactive(start);
  // As state/commands does it: what was sent outlives its report.
  const remember = ({ commands = [] }: Partial<Seen>) => {
    for (const { state, slot, value } of commands) if (state === "sent") seen.last = { ...seen.last, [slot]: value };
  };
  remember(start);
  const context = fakeContext(seen);
  const { unmount } = render(tile, { props: { context } });
  return {
    context,
    seen,
    change(next) {
      Object.assign(seen, next);
      remember(next);
      flushSync();
    },
    remove: unmount,
  };
}
