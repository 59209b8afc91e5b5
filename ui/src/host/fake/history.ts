// The data screen's answers: a small history that can be looked at, changed and emptied.
import type { Requests, HistoryOverview, Imported, ImportPiece } from "../../lib/bindings/api";

type Answer<N extends keyof Requests> = (args: Requests[N]["args"]) => Requests[N]["result"];

export const emptyHistory = (): HistoryOverview => ({
  recording: { kind: "on" },
  bytes: 0,
  freeBytes: 0,
  retention: { days: 365, megabytes: 1_000 },
  series: [],
  dropped: 0,
  tooOld: 0,
  setAside: null,
});

export interface HistoryAnswers {
  cancel_work: Answer<"cancel_work">;
  import_samples: Answer<"import_samples">;
  history_overview: Answer<"history_overview">;
  set_retention: Answer<"set_retention">;
  keep_series: Answer<"keep_series">;
  pause_recording: Answer<"pause_recording">;
  delete_series: Answer<"delete_series">;
}

/** Answers about one overview, which the caller may change. */
export function historyAnswers(overview: HistoryOverview): HistoryAnswers {
  return {
    cancel_work: () => null,
    import_samples: ({ piece }) => imported(piece),
    history_overview: () => overview,
    set_retention: ({ retention }) => Object.assign(overview, { retention }),
    keep_series: ({ series, keep }) => {
      for (const it of overview.series) if (it.series === series) it.keep = keep;
      return overview;
    },
    pause_recording: ({ paused }) => Object.assign(overview, { recording: { kind: paused ? "paused" : "on" } }),
    delete_series: ({ series }) =>
      Object.assign(overview, { series: overview.series.filter((it) => it.series !== series) }),
  };
}

/** As if the last two rows of the text could not be read. */
function imported({ import: work, text }: ImportPiece): Imported {
  const lines = text.split("\n").filter((line) => line.trim() !== "").length;
  const wrong = Math.min(2, Math.max(lines - 1, 0));
  return {
    import: work ?? 1,
    samples: Math.max(lines - 1 - wrong, 0),
    known: 0,
    tooOld: 0,
    others: 0,
    problems: [
      { line: lines - 1, fault: { kind: "value", excerpt: "n/a" } as const },
      { line: lines, fault: { kind: "time", excerpt: "yesterday" } as const },
    ].slice(2 - wrong),
    wrongRows: wrong,
  };
}
