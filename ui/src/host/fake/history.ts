// The data screen's answers: a small history that can be looked at, changed and emptied.
import type { Commands, HistoryOverview } from "../../lib/bindings/api";

type Answer<N extends keyof Commands> = (args: Commands[N]["args"]) => Commands[N]["result"];

export const emptyHistory = (): HistoryOverview => ({
  recording: { kind: "on" },
  bytes: 0,
  freeBytes: 0,
  retention: { days: 365, megabytes: 1_000 },
  series: [],
  dropped: 0,
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
    import_samples: ({ piece }) => ({
      import: piece.import ?? 1,
      samples: 0,
      known: 0,
      others: 0,
      problems: [],
      wrongRows: 0,
    }),
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
