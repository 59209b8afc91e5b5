// The port between the UI and whatever runs the engine: the Tauri shell (tauri.ts), a page's memory (fake.ts), later a server.
// Deliberately not here: anything that asks which platform this is. The UI asks for what it needs, never where it runs.
import type { Requests } from "../lib/bindings/api";

/** Requests with one answer; `bytes` answers are an ArrayBuffer. */
export type CallName = { [N in keyof Requests]: Requests[N]["kind"] extends "stream" ? never : N }[keyof Requests];
/** Requests that answer with many items. */
export type StreamName = Exclude<keyof Requests, CallName>;

export interface Host {
  /**
   * Asks the engine for one thing. Exists so that every request passes one place, where errors get their type.
   * Rejects with whatever the host's transport throws; lib/call.ts makes an `AppError` of it.
   */
  call<N extends CallName>(name: N, args: Requests[N]["args"]): Promise<Requests[N]["result"]>;
  /**
   * Asks for something that takes its time and tells how far it is. Exists apart from `call` because an answer is one value and
   * this is many; `onitem` is called in order, until the answer comes.
   */
  stream<N extends StreamName>(
    name: N,
    args: Requests[N]["args"],
    onitem: (item: Requests[N]["item"]) => void,
  ): Promise<Requests[N]["result"]>;
  /**
   * Reads one QR code with the camera and gives its text; rejects when the person leaves or the camera is not to be had.
   * Exists only where there is a camera for it: its absence is how the UI knows to offer no scanning.
   */
  scanCode?: () => Promise<string>;
}
