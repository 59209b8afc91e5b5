// What was changed on a dashboard since its edit mode began, step by step: each can be taken back, or all of it.
import type { DashboardView } from "../../lib/bindings/api";
import { t } from "../../lib/text";
import type { Dashboards } from "../../state/dashboards.svelte";
import type { Notices } from "../../state/notices.svelte";

/** So many steps back; the engine keeps about as many revisions. */
const STEPS = 40;

export class Edits {
  #dashboard: string | undefined;
  /** The revision it began with. */
  #first = 0;
  /** The newest that was seen. */
  #last = 0;
  #past = $state.raw<readonly number[]>([]);
  #busy = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly dashboards: Dashboards,
    private readonly notices: Notices,
  ) {}

  get changed(): boolean {
    return this.#past.length > 0;
  }

  /** Tells what is shown in edit mode now; undefined ends it. */
  show(view: DashboardView | undefined): void {
    if (!view || view.dashboard.id !== this.#dashboard) {
      this.#dashboard = view?.dashboard.id;
      this.#first = this.#last = view?.revision ?? 0;
      this.#past = [];
    } else if (view.revision !== this.#last) {
      if (!this.#busy) this.#past = [...this.#past, this.#last].slice(-STEPS);
      this.#last = view.revision;
    }
  }

  /** Takes the last step back; asked for again meanwhile, the one before it comes next. */
  undo(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      const step = this.#past.at(-1);
      if (step !== undefined && (await this.#restore(step))) this.#past = this.#past.slice(0, -1);
    });
    return this.#turn;
  }

  /** Leaves the dashboard as it was found, and offers the changes back. */
  async giveUp(): Promise<void> {
    await this.#turn;
    const [id, changed] = [this.#dashboard, this.#last];
    if (id === undefined || !this.changed || !(await this.#restore(this.#first))) return;
    this.#past = [];
    const run = () => {
      this.dashboards.restore(id, changed).catch((cause: unknown) => this.notices.error(cause));
    };
    this.notices.say(t.board.leftAsItWas, { about: id, action: { label: t.app.undo, run } });
  }

  async #restore(revision: number): Promise<boolean> {
    if (this.#dashboard === undefined) return false;
    this.#busy = true;
    try {
      const view = await this.dashboards.restore(this.#dashboard, revision);
      this.#last = view.revision;
      return true;
    } catch (cause) {
      this.notices.error(cause);
      return false;
    } finally {
      this.#busy = false;
    }
  }
}
