import { describe, expect, it } from "vitest";
import type { AppError, CommandFailure, Fault, ReadingProblem, Trouble } from "./bindings/api";
import {
  commandFailureWords,
  errorWords,
  faultWords,
  problemsByField,
  readingProblemWords,
  toAppError,
  troubleWords,
} from "./errors";

const ERRORS: AppError[] = [
  { code: "invalidInput", detail: { problems: [] } },
  { code: "notFound", detail: { what: "The dashboard" } },
  { code: "secretStoreUnavailable", detail: { message: "no bus" } },
  { code: "notSaved", detail: { message: "disk full" } },
  { code: "newerDocument" },
  { code: "tooManyTiles", detail: { limit: 200 } },
  { code: "demoFailed", detail: { message: "port" } },
  { code: "internal", detail: { message: "x" } },
];

const TROUBLES: Trouble[] = [
  ...(
    [
      "hostNotFound",
      "portClosed",
      "unreachable",
      "timedOut",
      "notMqtt",
      "closedEarly",
      "protocolRefused",
      "clientIdRefused",
      "serverUnavailable",
      "badCredentials",
      "notAuthorized",
      "lost",
      "secretUnavailable",
      "demoUnavailable",
    ] as const
  ).map((kind) => ({ kind })),
  { kind: "messageTooLarge", limit: 16 * 1024 * 1024 },
  { kind: "other", message: "wires" },
];

describe("words for what went wrong", () => {
  it.each(ERRORS)("an error of code $code has a title and a hint", (error) => {
    const words = errorWords(error);
    expect(words.title).toMatch(/\w{3}/);
    expect(words.hint).toMatch(/\w{3}/);
  });

  it("what is gone is named as the engine names it", () => {
    const words = errorWords({ code: "notFound", detail: { what: "The tile" } });
    expect(words.title).toBe("The tile is not there any more");
  });

  it.each(TROUBLES)("trouble of kind $kind says what it is and what to do", (trouble) => {
    const words = troubleWords(trouble);
    expect(words.what).toMatch(/\w{3}/);
    expect(words.todo).toMatch(/\w{3}/);
  });

  it.each<[Fault, RegExp]>([
    [{ kind: "required" }, /needed/],
    [{ kind: "tooLong", max: 64 }, /64/],
    [{ kind: "outOfRange", min: 1, max: 65535 }, /1 to 65535/],
    [{ kind: "host" }, /No spaces/],
    [{ kind: "topicWildcard" }, /\+ and #/],
    [{ kind: "template", line: 3, message: "unexpected end" }, /Line 3.*unexpected end/],
  ])("the fault %o is explained", (fault, words) => expect(faultWords(fault)).toMatch(words));

  it.each<[ReadingProblem | CommandFailure, (it: never) => string, RegExp]>([
    [{ kind: "notANumber", excerpt: "n/a" }, readingProblemWords, /“n\/a” is not a number/],
    [{ kind: "tooLarge", bytes: 1048576, limit: 262144 }, readingProblemWords, /1 MiB.*256 KiB/],
    [{ kind: "offline" }, commandFailureWords, /offline/],
    [{ kind: "refused", code: 135 }, commandFailureWords, /135/],
  ])("%o is told in words", (it, tell, words) => expect(tell(it as never)).toMatch(words));

  it("keeps the first problem of a field, and puts one without a field on top", () => {
    const problems = [
      { field: "bindings.state.topic", fault: { kind: "required" } as const },
      { field: "bindings.state.topic", fault: { kind: "filterHash" } as const },
      { field: "size.width", fault: { kind: "outOfRange", min: 1, max: 4 } as const },
    ];
    const found = problemsByField(problems, (path) => (path.endsWith("topic") ? "topic" : undefined));
    expect(found).toEqual({ topic: "This is needed.", "": "Choose a number from 1 to 4." });
  });

  it("takes anything thrown for a defect of ours, unless it is an error of the engine", () => {
    expect(toAppError({ code: "newerDocument" })).toEqual({ code: "newerDocument" });
    expect(toAppError(new Error("boom"))).toEqual({ code: "internal", detail: { message: "boom" } });
    expect(toAppError({ code: "toString" }).code).toBe("internal");
  });
});
