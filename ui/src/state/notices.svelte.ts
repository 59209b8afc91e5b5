// What the app says by itself: toasts with an undo, errors, and what happened at the start.
import type { Notice } from "../lib/bindings/api";
import { errorWords, toAppError } from "../lib/errors";

export interface Toast {
  id: number;
  tone: "info" | "danger";
  title: string;
  detail?: string;
  action?: { label: string; run: () => void };
  /** Milliseconds until it leaves by itself; none stays. */
  lasts: number | null;
  /** Toasts about the same thing replace each other, and go when that thing changes. */
  about?: string;
}

const SHORT = 4000;
const WITH_ACTION = 8000;
const ERROR = 10_000;

export class Notices {
  #next = 1;
  #toasts = $state.raw<Toast[]>([]);
  #start = $state.raw<Notice[]>([]);
  #read = $state.raw<ReadonlySet<string>>(new Set());

  get toasts(): readonly Toast[] {
    return this.#toasts;
  }

  /** Whether this toast is still up. */
  has(id: number): boolean {
    return this.#toasts.some((toast) => toast.id === id);
  }

  /** What could not be opened at the start, until it is dismissed. */
  get atStart(): readonly Notice[] {
    return this.#start;
  }

  loadStart(notices: Notice[]): void {
    this.#start = notices;
  }

  dismissStart(notice: Notice): void {
    this.#start = this.#start.filter((it) => it !== notice);
  }

  /** Whether a warning of this name was dismissed since the start. */
  wasRead(warning: string): boolean {
    return this.#read.has(warning);
  }

  markRead(warning: string): void {
    this.#read = new Set([...this.#read, warning]);
  }

  /** The toast's number. */
  say(title: string, options: { action?: Toast["action"]; about?: string } = {}): number {
    return this.#push({ tone: "info", title, lasts: options.action ? WITH_ACTION : SHORT, ...options });
  }

  /** Says what a caught thing means and what to do. */
  error(cause: unknown): void {
    const { title, hint } = errorWords(toAppError(cause));
    this.#push({ tone: "danger", title, detail: hint, lasts: ERROR, about: title });
  }

  dismiss(id: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
  }

  /** Takes back what was said about something that has changed since. */
  settle(about: string): void {
    this.#toasts = this.#toasts.filter((toast) => toast.about !== about);
  }

  #push(toast: Omit<Toast, "id">): number {
    const others = this.#toasts.filter((it) => toast.about === undefined || it.about !== toast.about);
    // Three at most: the screen belongs to the tiles.
    const id = this.#next++;
    this.#toasts = [...others, { ...toast, id }].slice(-3);
    return id;
  }
}
