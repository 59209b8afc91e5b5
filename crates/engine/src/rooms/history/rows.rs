//! What a client asks of what is kept.

#[macro_export]
macro_rules! history_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            history {
                /// Everything the data screen shows.
                see call history_overview() -> HistoryOverview;
                own call set_retention(retention: Retention) -> HistoryOverview;
                /// What one series keeps.
                own call keep_series(series: u32, keep: Keep) -> HistoryOverview;
                own call pause_recording(paused: bool) -> HistoryOverview;
                /// Deletes the samples of a series. A tile that reads it begins a new one.
                own call delete_series(series: u32) -> HistoryOverview;
                /// Gives free space back to the disk.
                own stream compact_history() of [WorkProgress] -> HistoryOverview;
            }
            $($with)*
        }
    };
}
