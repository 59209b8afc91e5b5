// The one way from the UI to the engine.
import type { CallName, Host, StreamName } from "../host/types";
import type { AppError, Commands } from "./bindings/api";

/** A refused call, with the engine's own words for it. errors.ts makes a sentence of it. */
export class CallError extends Error {
  constructor(readonly error: AppError) {
    super(error.code);
    this.name = "CallError";
  }
}

let host: Host | undefined;

/** Set once by main.ts, and by every test that talks to a fake host. */
export function useHost(next: Host): void {
  host = next;
}

/** @throws CallError, never anything else. */
export async function call<N extends CallName>(name: N, args: Commands[N]["args"]): Promise<Commands[N]["result"]> {
  try {
    return await connected().call(name, args);
  } catch (cause) {
    throw new CallError(toAppError(cause));
  }
}

/** @throws CallError, never anything else. */
export async function stream<N extends StreamName>(
  name: N,
  args: Commands[N]["args"],
  onitem: (item: Commands[N]["item"]) => void,
): Promise<Commands[N]["result"]> {
  try {
    return await connected().stream(name, args, onitem);
  } catch (cause) {
    throw new CallError(toAppError(cause));
  }
}

function connected(): Host {
  if (!host) throw new Error("no host");
  return host;
}

const CODES: { [C in AppError["code"]]: true } = {
  invalidInput: true,
  notFound: true,
  secretStoreUnavailable: true,
  notSaved: true,
  newerDocument: true,
  tooManyTiles: true,
  demoFailed: true,
  internal: true,
};

/** What a caught thing says, whatever it is: a CallError, the host's plain object, or a defect of ours. */
export function toAppError(cause: unknown): AppError {
  if (cause instanceof CallError) return cause.error;
  if (typeof cause === "object" && cause !== null && "code" in cause && String(cause.code) in CODES) {
    return cause as AppError;
  }
  const message = cause instanceof Error ? cause.message : typeof cause === "string" ? cause : JSON.stringify(cause);
  return { code: "internal", detail: { message: message ?? "?" } };
}
