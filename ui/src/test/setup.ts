import "@testing-library/jest-dom/vitest";
import { configure } from "@testing-library/svelte";

// How long a test waits for a condition. Only a broken one waits so long; a busy machine may need more than the usual second.
configure({ asyncUtilTimeout: 15_000 });

// jsdom knows the element but not its methods.
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.setAttribute("open", "");
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.removeAttribute("open");
};

// jsdom lays nothing out: sizes are what a test says they are, and they do not change.
globalThis.ResizeObserver ??= class {
  constructor(private readonly seen: ResizeObserverCallback) {}
  observe(target: Element): void {
    queueMicrotask(() => this.seen([{ target } as ResizeObserverEntry], this));
  }
  unobserve(): void {}
  disconnect(): void {}
};
