import { expect, it } from "vitest";
import type { Offer } from "../lib/bindings/api";
import type { Events } from "../lib/events";
import { Offers } from "./offers.svelte";

const link = (ignored: number) => ({ kind: "broker", understood: { ignored } }) as Offer;

it("keeps eight links waiting, the oldest, and says how many it left out", () => {
  let tell: (links: Offer[]) => void = () => undefined;
  const events = { on: (_: string, listener: typeof tell) => (tell = listener) } as unknown as Events;
  const left: number[] = [];
  const offers = new Offers(events, (count) => left.push(count));
  tell([link(0), link(1)]);
  tell(Array.from({ length: 20 }, (_, at) => link(at + 2)));
  expect(left).toEqual([14]);
  const seen: number[] = [];
  for (let next = offers.broker; next; next = offers.broker) {
    seen.push(next.ignored);
    offers.settle();
  }
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
