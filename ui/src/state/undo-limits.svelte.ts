// How far back a dashboard may be taken, by its revisions: not over another client's work, and not over tiles that changed dashboards.
import type { DashboardId } from "../lib/bindings/api";

export class UndoLimits {
  #others = new Map<DashboardId, number>();
  #crossed = $state.raw<ReadonlyMap<DashboardId, number>>(new Map());

  /** The newest revision that another client is known to have saved; 0: none since the start. */
  savedElsewhere(id: DashboardId): number {
    return this.#others.get(id) ?? 0;
  }

  /** Whether that was not known yet. */
  othersSaved(id: DashboardId, revision: number): boolean {
    if (revision <= this.savedElsewhere(id)) return false;
    this.#others.set(id, revision);
    return true;
  }

  /**
   * The newest revision in which tiles went to another dashboard, or came back from one; 0: none since the start. Made as it was before that,
   * it would have tiles that are there as well, or none that are anywhere: the move has an undo of its own.
   */
  crossed(id: DashboardId): number {
    return this.#crossed.get(id) ?? 0;
  }

  cross(id: DashboardId, revision: number): void {
    this.#crossed = new Map([...this.#crossed, [id, revision]]);
  }
}
