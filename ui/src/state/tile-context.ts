// What a tile gets to see and do (the contract is in tiles/tile.ts). All getters, so that a tile depends only on what it reads.
import type { BrokerId, JsonValue, Tile } from "../lib/bindings/api";
import { now } from "../lib/clock.svelte";
import { addressOf } from "../lib/route/address";
import type { TileContext } from "../tiles/contract";
import { readSlots } from "../tiles/past/past";
import type { Session } from "./session.svelte";

export interface TileView {
  tile: () => Tile;
  editing: () => boolean;
  /** Opens the tile's editor. */
  edit?: () => void;
  /** Opens the full view of the tile's history. */
  history?: () => void;
  /** Saves one option that was changed on the tile itself. */
  setOption?: (name: string, value: JsonValue) => void;
  /** The editor's live preview: readable as tile `preview`, and it sends nothing. */
  preview?: boolean;
}

export function tileContext(session: Session, view: TileView): TileContext {
  const id = () => view.tile().id;
  return {
    get tile() {
      return view.tile();
    },
    reading: (slot) => (slot in view.tile().bindings ? session.feed.reading(`${id()}/${slot}`) : undefined),
    command: (slot) => (view.preview ? undefined : session.commands.report(id(), slot)),
    lastSent: (slot) => (view.preview ? undefined : session.commands.lastSent(id(), slot)),
    send(slot, value) {
      if (!view.preview && !view.editing()) void session.commands.send(id(), slot, value);
    },
    get online() {
      return session.connections.online(brokersOf(view.tile()));
    },
    get off() {
      return session.connections.off(brokersOf(view.tile()));
    },
    get editing() {
      return view.editing();
    },
    get now() {
      return now();
    },
    edit: view.edit,
    tryAgain: view.preview ? undefined : () => session.feed.tryAgain(id()),
    get history() {
      return readSlots(view.tile()).length > 0 ? view.history : undefined;
    },
    dashboard(dashboard) {
      const found = session.dashboards.get(dashboard)?.dashboard;
      return found && { name: found.name, href: addressOf(["home", found.id]) };
    },
    setOption: view.setOption,
    key: (slot) => `${id()}/${slot}`,
  };
}

/** Makes ready what the tile will read; call it before the tile is rendered, in `$effect.pre`. */
export function prepareTile(session: Session, tile: Tile): void {
  session.feed.prepare(Object.keys(tile.bindings).map((slot) => `${tile.id}/${slot}`));
  session.commands.prepare(tile.id, Object.keys(tile.commands));
}

/** The brokers a tile reads from or sends to. */
export function brokersOf(tile: Tile): Set<BrokerId> {
  return new Set([...Object.values(tile.bindings), ...Object.values(tile.commands)].map((it) => it.broker));
}
