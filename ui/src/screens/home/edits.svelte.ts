// What was changed on a dashboard since its edit mode began, step by step: each can be taken back and made again, or all of it taken back.
import { tick } from "svelte";
import type { DashboardView } from "../../lib/bindings/api";
import { t } from "../../lib/text";
import type { Dashboards } from "../../state/dashboards.svelte";
import type { Notices } from "../../state/notices.svelte";

/** So many revisions of a dashboard the engine keeps. An undo is a revision too. */
const KEPT = 50;

export class Edits {
  #dashboard: string | undefined;
  /** The revision it began with, or the newest that another client saved meanwhile. */
  #first = $state(0);
  /** The newest that was seen. */
  #last = $state(0);
  /** Another client saved this one; what is before it is not gone back to. */
  #others = 0;
  #past = $state.raw<readonly number[]>([]);
  #future = $state.raw<readonly number[]>([]);
  #busy = false;
  /** Changes under way that are one step: none, or whether the step is noted already. */
  #together: { noted: boolean } | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly dashboards: Dashboards,
    private readonly notices: Notices,
  ) {}

  get changed(): boolean {
    return this.#past.some((it) => this.#kept(it));
  }

  get undone(): boolean {
    return this.#future.some((it) => this.#kept(it));
  }

  /** Whether all of it can be taken back: not what was changed more often than is kept. */
  get canGiveUp(): boolean {
    return this.changed && this.#kept(this.#first);
  }

  /** Tells what is shown in edit mode now; undefined ends it. */
  show(view: DashboardView | undefined): void {
    const others = view ? this.dashboards.limits.savedElsewhere(view.dashboard.id) : 0;
    if (!view || view.dashboard.id !== this.#dashboard) {
      this.#dashboard = view?.dashboard.id;
      this.#first = this.#last = view?.revision ?? 0;
      this.#others = others;
      this.#past = this.#future = [];
    } else if (view.revision !== this.#last) {
      if (others > this.#others) this.#beginAnew(view.revision, others);
      else if (!this.#busy && !this.#together?.noted) {
        if (this.#together) this.#together.noted = true;
        this.#past = [...this.#past, this.#last];
        this.#future = [];
      }
      this.#last = view.revision;
      this.#forget();
    }
  }

  /** Takes the last step back; asked for again meanwhile, the one before it comes next. */
  undo(): Promise<void> {
    return this.#inTurn(async () => {
      this.#forget();
      const [step, left] = [this.#past.at(-1), this.#last];
      if (step === undefined || !(await this.#restore(step))) return;
      this.#past = this.#past.slice(0, -1);
      this.#future = [...this.#future, left];
      this.#forget();
    });
  }

  /** Makes again what was taken back last. */
  redo(): Promise<void> {
    return this.#inTurn(async () => {
      this.#forget();
      const [step, left] = [this.#future.at(-1), this.#last];
      if (step === undefined || !(await this.#restore(step))) return;
      this.#future = this.#future.slice(0, -1);
      this.#past = [...this.#past, left];
      this.#forget();
    });
  }

  /** What is changed meanwhile is one step. @throws what it throws */
  async together(run: () => Promise<void>): Promise<void> {
    await this.#turn;
    this.#together = { noted: false };
    try {
      await run();
    } finally {
      await tick();
      this.#together = undefined;
    }
  }

  /** Leaves the dashboard as it was found, and offers the changes back. Whether it is so. */
  async giveUp(): Promise<boolean> {
    await this.#turn;
    const [id, changed] = [this.#dashboard, this.#last];
    if (id === undefined || !this.canGiveUp || !(await this.#restore(this.#first))) return false;
    const since = this.#last;
    this.#past = this.#future = [];
    const run = () => {
      this.dashboards
        .restore(id, changed, since)
        .then((view) => view ?? this.notices.say(t.board.changedElsewhere, { about: id }))
        .catch((cause: unknown) => this.notices.error(cause));
    };
    this.notices.say(t.board.leftAsItWas, { about: id, action: { label: t.app.undo, run } });
    return true;
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(run);
    return this.#turn;
  }

  /** What another client saved is not undone here: steps begin with it. */
  #beginAnew(revision: number, others: number): void {
    if (this.changed || this.undone) this.notices.say(t.board.changedElsewhere);
    this.#others = others;
    this.#first = revision;
    this.#past = this.#future = [];
  }

  /** Whether it can be gone back to: it is kept, and no tile changed dashboards since. */
  #kept(revision: number): boolean {
    const crossed = this.#dashboard === undefined ? 0 : this.dashboards.limits.crossed(this.#dashboard);
    return revision > this.#last - KEPT && revision >= crossed;
  }

  /** Steps to what cannot be gone back to are not offered. */
  #forget(): void {
    this.#past = this.#past.filter((it) => this.#kept(it));
    this.#future = this.#future.filter((it) => this.#kept(it));
  }

  async #restore(revision: number): Promise<boolean> {
    if (this.#dashboard === undefined) return false;
    this.#busy = true;
    try {
      const view = await this.dashboards.restore(this.#dashboard, revision, this.#others);
      // Another client's work is in the way; showing it begins anew.
      if (!view) return false;
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
