//! The data screen: what is kept, how long, and what becomes of it.

use std::ops::ControlFlow;

use tilework_history::{History, HistoryError, Keep, Retention, SeriesId};

use super::{Engine, charts::blocking, past::Past};
use crate::{
    api::{AppError, HistoryOverview, Sink, StoredSeries, WorkProgress},
    asker::Asker,
};

const DAYS: std::ops::RangeInclusive<u32> = 1..=36_500;
const MEGABYTES: std::ops::RangeInclusive<u32> = 10..=1_000_000;

impl Engine {
    /// Changes something, if anything, and says how everything is then.
    pub(super) async fn history(
        &self,
        change: impl FnOnce(&History) -> Result<(), AppError> + Send + 'static,
    ) -> Result<HistoryOverview, AppError> {
        let past = self.inner.past.clone();
        blocking(move || {
            change(past.recorder.history()?)?;
            overview(&past)
        })
        .await
    }

    pub(super) async fn compact(
        &self,
        asker: &Asker,
        sink: Sink<WorkProgress>,
    ) -> Result<HistoryOverview, AppError> {
        let work = asker.works.begin();
        self.history(move |history| {
            let mut progress = |done: u64, total: u64| {
                sink(WorkProgress {
                    work: work.id,
                    done,
                    // Not known while what is too old still goes.
                    total: (total > 0).then_some(total),
                });
                if work.is_cancelled() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            match history.compact(&mut progress) {
                // What was given back stays given back.
                Ok(()) | Err(HistoryError::Cancelled) => Ok(()),
                Err(error) => Err(not_saved(error)),
            }
        })
        .await
    }
}

/// What a person wanted and the disk did not take.
pub fn not_saved(error: HistoryError) -> AppError {
    AppError::NotSaved {
        message: error.to_string(),
    }
}

pub fn set_retention(history: &History, retention: Retention) -> Result<(), AppError> {
    let Retention { days, megabytes } = retention;
    let retention = Retention {
        days: days.map(|days| days.clamp(*DAYS.start(), *DAYS.end())),
        megabytes: megabytes.clamp(*MEGABYTES.start(), *MEGABYTES.end()),
    };
    history.set_retention(retention).map_err(not_saved)
}

pub fn set_keep(history: &History, series: u32, keep: Keep) -> Result<(), AppError> {
    let keep = match keep {
        Keep::Days { days } => Keep::Days {
            days: days.clamp(*DAYS.start(), *DAYS.end()),
        },
        other => other,
    };
    history.set_keep(SeriesId(series), keep).map_err(not_saved)
}

fn overview(past: &Past) -> Result<HistoryOverview, AppError> {
    let history = past.recorder.history()?;
    past.recorder.flush();
    let kept = history.overview()?;
    let status = history.status();
    let origins = past.boards.origins();
    let mut series: Vec<StoredSeries> = kept
        .series
        .into_iter()
        .filter_map(|it| {
            let bindings = origins
                .iter()
                .filter(|(_, origin)| *origin.source() == it.source)
                .map(|(key, _)| key.clone());
            Some(StoredSeries {
                series: it.series.0,
                broker: it.source.broker.parse().ok()?,
                topic: it.source.topic.clone(),
                template: it.source.template.clone(),
                kind: it.kind,
                bindings: bindings.collect(),
                samples: it.samples,
                bytes: it.bytes,
                oldest: it.oldest,
                newest: it.newest,
                keep: it.keep,
            })
        })
        .collect();
    series.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.topic.cmp(&b.topic)));
    Ok(HistoryOverview {
        recording: status.recording,
        bytes: kept.bytes,
        free_bytes: kept.free_bytes,
        retention: kept.retention,
        series,
        dropped: status.dropped,
        too_old: status.too_old,
        set_aside: status.set_aside.map(|file| file.display().to_string()),
    })
}
