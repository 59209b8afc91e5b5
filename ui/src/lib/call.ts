// The one way from the UI to the engine.
import type { CallName, Host, StreamName } from "../host/types";
import type { Requests } from "./bindings/api";
import { CallError, toAppError } from "./errors";

let host: Host | undefined;

/** Set once by main.ts, and by every test that talks to a fake host. */
export function useHost(next: Host): void {
  host = next;
}

/** @throws CallError, never anything else. */
export async function call<N extends CallName>(name: N, args: Requests[N]["args"]): Promise<Requests[N]["result"]> {
  try {
    return await connected().call(name, args);
  } catch (cause) {
    throw new CallError(toAppError(cause));
  }
}

/** @throws CallError, never anything else. */
export async function stream<N extends StreamName>(
  name: N,
  args: Requests[N]["args"],
  onitem: (item: Requests[N]["item"]) => void,
): Promise<Requests[N]["result"]> {
  try {
    return await connected().stream(name, args, onitem);
  } catch (cause) {
    throw new CallError(toAppError(cause));
  }
}

/** Reads a QR code with the camera; undefined where there is none to read it with. */
export function scanner(): (() => Promise<string>) | undefined {
  return host?.scanCode;
}

function connected(): Host {
  if (!host) throw new Error("no host");
  return host;
}
