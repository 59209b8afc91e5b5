//! What was recorded, and which binding it is of: for everything that shows the past, and for the data screen, which says what is kept,
//! how long, and what becomes of it.

mod asked;
mod recorder;
mod types;

use std::{ops::ControlFlow, path::Path, sync::Arc};

use tilework_history::{History, HistoryError, Options, SeriesId};

use crate::{
    asker::{Sink, WorkProgress},
    board::Boards,
    error::{Answer, AppError},
    notices::{Notice, Notices},
    rooms::Asker,
    tasks::{self, Task},
};
pub use asked::{Found, instants, value, word};
pub use recorder::Recorder;
pub use types::*;

const DAYS: std::ops::RangeInclusive<u32> = 1..=36_500;
const MEGABYTES: std::ops::RangeInclusive<u32> = 10..=1_000_000;

/// What was recorded, and which binding it is of.
#[derive(Debug, Clone)]
pub struct Past {
    pub recorder: Arc<Recorder>,
    pub boards: Arc<Boards>,
}

/// Without a history everything else works: charts are empty, and a notice says why.
pub async fn open(folder: &Path, notices: &Notices) -> Recorder {
    let folder = folder.to_owned();
    let work = move || History::open(&folder, Options::default());
    let opened = tasks::blocking(Task::Work, work).await;
    let opened = opened
        .map_err(|error| error.to_string())
        .and_then(|opened| opened.map_err(|error| error.to_string()));
    match opened {
        Ok((history, set_aside)) => {
            if let Some(file) = set_aside {
                let file = file.display().to_string();
                notices.add(Notice::HistorySetAside { file });
            }
            Recorder::new(Ok(history))
        }
        Err(message) => {
            notices.add(Notice::HistoryNotOpened {
                message: message.clone(),
            });
            Recorder::new(Err(message))
        }
    }
}

/// Work that reads the disk or draws.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let done = tasks::blocking(Task::Work, work).await;
    done.unwrap_or_else(|error| Err(AppError::internal(error)))
}

impl Past {
    /// Changes something, if anything, and says how everything is then.
    async fn change(
        &self,
        change: impl FnOnce(&History) -> Answer<()> + Send + 'static,
    ) -> Answer<HistoryOverview> {
        let past = self.clone();
        blocking(move || {
            change(past.recorder.history()?)?;
            overview(&past)
        })
        .await
    }

    pub async fn compact_history(
        &self,
        asker: &Arc<Asker>,
        sink: Sink<WorkProgress>,
    ) -> Answer<HistoryOverview> {
        let work = asker.works.begin();
        self.change(move |history| {
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

    pub async fn history_overview(&self, _: &Arc<Asker>) -> Answer<HistoryOverview> {
        self.change(|_| Ok(())).await
    }

    pub async fn set_retention(
        &self,
        _: &Arc<Asker>,
        retention: Retention,
    ) -> Answer<HistoryOverview> {
        self.change(move |history| set_retention(history, retention))
            .await
    }

    pub async fn keep_series(
        &self,
        _: &Arc<Asker>,
        series: u32,
        keep: Keep,
    ) -> Answer<HistoryOverview> {
        self.change(move |history| set_keep(history, series, keep))
            .await
    }

    pub async fn pause_recording(&self, _: &Arc<Asker>, paused: bool) -> Answer<HistoryOverview> {
        self.change(move |history| {
            if paused {
                history.pause();
            } else {
                history.resume();
            }
            Ok(())
        })
        .await
    }

    pub async fn delete_series(&self, _: &Arc<Asker>, series: u32) -> Answer<HistoryOverview> {
        let boards = Arc::clone(&self.boards);
        self.change(move |history| {
            let deleted = history.delete_series(SeriesId(series));
            for (_, track) in boards.tracks() {
                track.forget_series();
            }
            deleted.map_err(not_saved)
        })
        .await
    }
}

/// What a person wanted and the disk did not take.
pub fn not_saved(error: HistoryError) -> AppError {
    AppError::not_saved(error)
}

fn set_retention(history: &History, retention: Retention) -> Answer<()> {
    let Retention { days, megabytes } = retention;
    let retention = Retention {
        days: days.map(|days| days.clamp(*DAYS.start(), *DAYS.end())),
        megabytes: megabytes.clamp(*MEGABYTES.start(), *MEGABYTES.end()),
    };
    history.set_retention(retention).map_err(not_saved)
}

fn set_keep(history: &History, series: u32, keep: Keep) -> Answer<()> {
    let keep = match keep {
        Keep::Days { days } => Keep::Days {
            days: days.clamp(*DAYS.start(), *DAYS.end()),
        },
        other => other,
    };
    history.set_keep(SeriesId(series), keep).map_err(not_saved)
}

fn overview(past: &Past) -> Answer<HistoryOverview> {
    let history = past.recorder.history()?;
    past.recorder.flush();
    let kept = history.overview()?;
    let status = history.status();
    let tracks = past.boards.tracks();
    let mut series: Vec<StoredSeries> = kept
        .series
        .into_iter()
        .filter_map(|it| {
            let bindings = tracks
                .iter()
                .filter(|(_, track)| *track.source() == it.source)
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
