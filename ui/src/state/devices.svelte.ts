// Devices that announce themselves: what was found, and what those in view say.
import { SvelteMap } from "svelte/reactivity";
import { Ask } from "../lib/ask.svelte";
import { isAway } from "../lib/availability";
import type {
  BindingKey,
  BrokerDevices,
  BrokerId,
  DeviceView,
  DiscoverySetting,
  EntityRef,
  WatchedEntity,
} from "../lib/bindings/api";
import { call } from "../lib/call";
import type { Events } from "../lib/events";
import type { Feed } from "../lib/feed.svelte";

export const refText = ({ broker, entity }: EntityRef): string => `${broker}/${entity}`;

/** Scrolling brings many into view one after the other. Milliseconds. */
const TOGETHER = 80;

export class Devices {
  #feed: Feed;
  #ask = new Ask<undefined, BrokerDevices[]>(() => call("devices", {}));
  /** Places that show devices now. */
  #shown = 0;
  #watched = new SvelteMap<string, WatchedEntity>();
  #wanted = new Map<string, { entity: EntityRef; count: number }>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #release: (() => void) | undefined;

  constructor(events: Events, feed: Feed) {
    this.#feed = feed;
    events.on("devices", () => this.#again());
    events.onbegin(() => {
      this.#again();
      if (this.#wanted.size > 0) this.#later();
    });
  }

  /** Undefined until they were asked for. */
  get all(): readonly BrokerDevices[] | undefined {
    return this.#ask.answer;
  }

  get failure(): unknown {
    return this.#ask.failure;
  }

  of(broker: BrokerId): BrokerDevices | undefined {
    return this.all?.find((it) => it.broker === broker);
  }

  device(broker: BrokerId, key: string): DeviceView | undefined {
    return this.of(broker)?.devices.find((it) => it.key === key);
  }

  /** Keeps what was found up to date until the returned function is called. */
  show(): () => void {
    this.#shown++;
    this.#ask.ask(undefined);
    return () => this.#shown--;
  }

  /** The bindings that say what an entity says; undefined while it is not in view. */
  watched(entity: EntityRef): WatchedEntity | undefined {
    return this.#watched.get(refText(entity));
  }

  /** Whether it is said of an entity that it is not there; undefined: nothing is said. */
  away(entity: EntityRef): boolean | undefined {
    const watched = this.watched(entity);
    const said = watched?.availability.map((key) => this.#feed.reading(key)).filter((it) => it !== undefined) ?? [];
    return watched && said.length > 0 ? isAway(said, watched.mode) : undefined;
  }

  /** Says that these entities are in view until the returned function is called. */
  watch(entities: readonly EntityRef[]): () => void {
    for (const entity of entities) {
      const key = refText(entity);
      this.#wanted.set(key, { entity, count: (this.#wanted.get(key)?.count ?? 0) + 1 });
    }
    this.#later();
    return () => {
      for (const entity of entities) {
        const key = refText(entity);
        const known = this.#wanted.get(key);
        if (!known) continue;
        if (known.count > 1) this.#wanted.set(key, { entity, count: known.count - 1 });
        else this.#wanted.delete(key);
      }
      this.#later();
    };
  }

  /** @throws CallError */
  async findAgain(broker: BrokerId): Promise<void> {
    await call("find_again", { broker });
  }

  /** @throws CallError */
  async set(broker: BrokerId, setting: DiscoverySetting): Promise<void> {
    await call("set_discovery", { broker, setting });
    this.#again();
  }

  /** @throws CallError */
  async forget(broker: BrokerId, device: string, forgotten: boolean): Promise<void> {
    await call("forget_device", { broker, device, forgotten });
    this.#again();
  }

  #again(): void {
    if (this.#shown > 0) this.#ask.ask(undefined);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#watchNow(), TOGETHER);
  }

  async #watchNow(): Promise<void> {
    const entities = [...this.#wanted.values()].map(({ entity }) => entity);
    try {
      const watched = await call("watch_entities", { entities });
      const keys = watched.flatMap(({ value, availability }): BindingKey[] =>
        [value, ...availability].filter((key) => key !== null),
      );
      this.#feed.prepare(keys);
      const before = this.#release;
      this.#release = this.#feed.watch(keys);
      before?.();
      const there = new Set(watched.map(refText));
      for (const key of [...this.#watched.keys()]) if (!there.has(key)) this.#watched.delete(key);
      for (const it of watched) this.#watched.set(refText(it), it);
    } catch {
      // They stay without values; the next one that comes into view asks again.
    }
  }
}
