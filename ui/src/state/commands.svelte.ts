// What became of each press. A report never goes back: an older command, or an earlier state of the same one, is left out.
import { untrack } from "svelte";
import type { CommandReport, JsonValue, Slot, TileId } from "../lib/bindings/api";
import { call } from "../lib/call";
import type { Events } from "../lib/events";

/** How long a good end is still shown, in milliseconds. */
const FADE = { sent: 4000, confirmed: 1200 };

class Cell {
  report = $state.raw<CommandReport | undefined>();
  /** What went to the broker last. The report fades; this stays as long as the tile. */
  sent = $state.raw<JsonValue | undefined>();
  /** Pressed, and the engine has not yet answered with the command's number. */
  waiting = false;
  /** The number of the newest command heard of. */
  last = 0;
  fade: ReturnType<typeof setTimeout> | undefined;
}

export class Commands {
  #cells = new Map<string, Cell>();
  #onerror: (cause: unknown) => void;

  constructor(events: Events, onerror: (cause: unknown) => void) {
    this.#onerror = onerror;
    events.on("commands", (reports) => this.apply(reports));
  }

  /** Makes the cells of these slots; must come before anything reads them (see Feed.prepare). */
  prepare(tile: TileId, slots: readonly Slot[]): void {
    for (const slot of slots) this.#cell(tile, slot);
  }

  report(tile: TileId, slot: Slot): CommandReport | undefined {
    return this.#cells.get(`${tile}/${slot}`)?.report;
  }

  /** What this client knows to have been sent last; undefined: nothing since it was opened, and nobody knows what was before. */
  lastSent(tile: TileId, slot: Slot): JsonValue | undefined {
    return this.#cells.get(`${tile}/${slot}`)?.sent;
  }

  /** Sends; what becomes of it is in `report`. Never throws: a refused call is told to the person. */
  async send(tile: TileId, slot: Slot, value: JsonValue): Promise<void> {
    const cell = this.#cell(tile, slot);
    this.#show(cell, { id: cell.last, tile, slot, value, state: "sending" });
    cell.waiting = true;
    try {
      this.apply([await call("send_command", { tile, slot, value })]);
    } catch (cause) {
      if (cell.waiting) this.#show(cell, undefined);
      cell.waiting = false;
      this.#onerror(cause);
    }
  }

  apply(reports: CommandReport[]): void {
    for (const report of reports) {
      const cell = this.#cell(report.tile, report.slot);
      const shown = untrack(() => cell.report);
      if (!isNews(cell.last, shown, report, cell.waiting)) continue;
      cell.waiting = false;
      cell.last = report.id;
      if (report.state === "sent" || report.state === "confirmed") cell.sent = report.value;
      this.#show(cell, report);
    }
  }

  /** Lets go of what is kept for these tiles, which are gone. */
  drop(tiles: ReadonlySet<TileId>): void {
    for (const [key, cell] of this.#cells) {
      if (!tiles.has(key.slice(0, key.lastIndexOf("/")))) continue;
      clearTimeout(cell.fade);
      this.#cells.delete(key);
    }
  }

  #show(cell: Cell, report: CommandReport | undefined): void {
    clearTimeout(cell.fade);
    cell.report = report;
    if (report?.state === "sent" || report?.state === "confirmed") {
      cell.fade = setTimeout(() => {
        if (cell.report === report) cell.report = undefined;
      }, FADE[report.state]);
    }
  }

  #cell(tile: TileId, slot: Slot): Cell {
    const key = `${tile}/${slot}`;
    let cell = this.#cells.get(key);
    if (!cell) {
      cell = new Cell();
      this.#cells.set(key, cell);
    }
    return cell;
  }
}

const ORDER: Record<CommandReport["state"], number> = { sending: 0, sent: 1, unconfirmed: 2, confirmed: 3, failed: 3 };

function isNews(last: number, shown: CommandReport | undefined, next: CommandReport, waiting: boolean): boolean {
  if (next.id !== last) return next.id > last;
  return !waiting && shown !== undefined && ORDER[next.state] > ORDER[shown.state];
}
