// What went wrong, in words. Every code and kind has its own; a missing one does not compile.
import type {
  AppError,
  BundleFault,
  CommandFailure,
  Fault,
  Problem,
  ReadingProblem,
  Refusal,
  Trouble,
} from "./bindings/api";
import { t } from "./text";
import type { Asked, Telling } from "./text/en/refusals";

export interface ErrorWords {
  title: string;
  hint: string;
  /** What the UI does about it: `fields` are marked, `forget` offers to go on without the keyring, `retry` offers another try. */
  action: "fields" | "forget" | "retry" | "none";
}

type Words = { [C in AppError["code"]]: (error: Extract<AppError, { code: C }>) => ErrorWords };

const WORDS: Words = {
  invalidInput: () => ({ ...t.errors.invalidInput, action: "fields" }),
  notFound: ({ detail }) => ({
    title: t.errors.notFound.title(detail.what),
    hint: t.errors.notFound.hint,
    action: "none",
  }),
  secretStoreUnavailable: () => ({ ...t.errors.secretStoreUnavailable, action: "forget" }),
  notSaved: ({ detail }) => ({
    title: t.errors.notSaved.title,
    hint: t.errors.notSaved.hint(detail.message),
    action: "retry",
  }),
  newerDocument: () => ({ ...t.errors.newerDocument, action: "none" }),
  tooManyTiles: ({ detail }) => ({
    title: t.errors.tooManyTiles.title,
    hint: t.errors.tooManyTiles.hint(detail.limit),
    action: "none",
  }),
  demoFailed: ({ detail }) => ({
    title: t.errors.demoFailed.title,
    hint: t.errors.demoFailed.hint(detail.message),
    action: "retry",
  }),
  noHistory: ({ detail }) => ({
    title: t.errors.noHistory.title,
    hint: t.errors.noHistory.hint(detail.message),
    action: "none",
  }),
  notAllowed: ({ detail }) => ({
    title: t.errors.notAllowed.title,
    hint: t.errors.notAllowed.hint[detail.needs],
    action: "none",
  }),
  bundleRefused: ({ detail }) => ({
    title: t.errors.bundleRefused.title,
    hint: bundleFaultWords(detail.fault),
    action: "none",
  }),
  internal: ({ detail }) => ({
    title: t.errors.internal.title,
    hint: t.errors.internal.hint(detail.message),
    action: "retry",
  }),
};

export function errorWords(error: AppError): ErrorWords {
  const words = WORDS[error.code] as (error: AppError) => ErrorWords;
  return words(error);
}

/** The words of a call that failed because there is no history at all: another try does not help. */
export function noHistoryWords(cause: unknown): ErrorWords | undefined {
  const error = toAppError(cause);
  return error.code === "noHistory" ? errorWords(error) : undefined;
}

/** A refused call, with the engine's own words for it. */
export class CallError extends Error {
  constructor(readonly error: AppError) {
    super(error.code);
    this.name = "CallError";
  }
}

/** What a caught thing says, whatever it is: a CallError, the host's plain object, or a defect of ours. */
export function toAppError(cause: unknown): AppError {
  if (cause instanceof CallError) return cause.error;
  if (typeof cause === "object" && cause !== null && "code" in cause && Object.hasOwn(WORDS, String(cause.code))) {
    return cause as AppError;
  }
  return { code: "internal", detail: { message: cause instanceof Error ? cause.message : String(cause) } };
}

/** What a connection's trouble is, and what to do about it. */
export function troubleWords(trouble: Trouble): Telling {
  return (t.troubles[trouble.kind] as (it: Trouble) => Telling)(trouble);
}

/** Why the broker refused something: reading a topic, if nothing else is said. */
export function refusalWords(refusal: Refusal, asked: Asked = "read"): Telling {
  return t.refusal(refusal, asked);
}

export function bundleFaultWords(fault: BundleFault): string {
  return (t.bundles.faults[fault.kind] as (it: BundleFault) => string)(fault);
}

export function faultWords(fault: Fault): string {
  return (t.faults[fault.kind] as (it: Fault) => string)(fault);
}

export function readingProblemWords(problem: ReadingProblem): string {
  return (t.readings[problem.kind] as (it: ReadingProblem) => string)(problem);
}

export function commandFailureWords(failure: CommandFailure): string {
  return (t.failures[failure.kind] as (it: CommandFailure) => string)(failure);
}

/** Engine problems as the words at each field. A path without a field goes under the empty name: the form shows it on top. */
export function problemsByField(
  problems: readonly Problem[],
  fieldOf: (path: string) => string | undefined = (path) => path,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { field, fault } of problems) {
    const name = fieldOf(field) ?? "";
    found[name] ??= faultWords(fault);
  }
  return found;
}
