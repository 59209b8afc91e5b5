//! The store's answers to [`Read`].

use std::{ops::ControlFlow, sync::Arc};

use rusqlite::Connection;
use tilework_core::Millis;

use super::{
    blocks, codec,
    fault::{BadRow, Found, sql},
    fold::Cell,
    inbox::Shared,
    jobs::Job,
    outages,
    pool::Pool,
    stored::{chunks, kept_from},
};
use crate::{Bucket, HistoryError, Level, Outage, Read, Sample, SeriesId, model::LATEST};

/// Room is made for so many buckets before they are read; that of more grows.
const AT_ONCE: usize = 16_384;

/// Reads beside the writer; what was recorded since the last [`flush`](crate::History::flush) may be missing. Several can read at once.
#[derive(Debug, Clone)]
pub struct Reader {
    shared: Arc<Shared>,
    pool: Arc<Pool>,
}

impl Reader {
    pub(super) fn new(shared: Arc<Shared>, pool: Arc<Pool>) -> Self {
        Self { shared, pool }
    }

    /// Damage that is met goes to the writer, which repairs what can be repaired: the same question has an answer the next time.
    fn read<T>(
        &self,
        series: SeriesId,
        read: impl FnOnce(&Connection) -> Found<T>,
    ) -> Result<T, HistoryError> {
        let mut bad = None;
        let result = self.pool.read(|db| {
            read(db).map_err(|(fault, row)| {
                bad = row;
                fault
            })
        });
        result.map_err(|fault| {
            if let Some(bad) = bad {
                self.shared.run(Job::Repair(series, bad));
            } else if fault.is_damage() {
                self.shared.run(Job::Examine);
            }
            fault.into()
        })
    }
}

impl Read for Reader {
    fn samples(
        &self,
        series: SeriesId,
        from: Millis,
        to: Millis,
        each: &mut dyn FnMut(Sample) -> ControlFlow<()>,
    ) -> Result<(), HistoryError> {
        self.read(series, |db| {
            let from = from.max(kept_from(db, series).map_err(sql)?);
            blocks::each(db, series, from, to, each)
        })
    }

    /// Where samples are not kept one by one, the last sample of a minute is still known; within a minute, its first.
    fn before(&self, series: SeriesId, at: Millis) -> Result<Option<Sample>, HistoryError> {
        self.read(series, |db| {
            let kept_from = kept_from(db, series).map_err(sql)?;
            let found = blocks::beginning_before(db, series, at).map_err(sql)?;
            if let Some(block) = found {
                let mut samples = vec![];
                codec::decode(&block.data, &mut samples)
                    .map_err(|damaged| (damaged.into(), Some(BadRow::Block(block.id))))?;
                let place = samples.partition_point(|sample| sample.at < at);
                let sample = samples[..place].last().copied();
                if sample.is_some_and(|sample| sample.at >= kept_from) {
                    return Ok(sample);
                }
            }
            let mut found = None;
            let before = |sample: &&Sample| sample.at < at;
            chunks(
                db,
                series,
                Level::Minute,
                (-LATEST, at),
                true,
                &mut |cells| {
                    found = cells.iter().rev().find_map(|cell| {
                        let few = cell.few.iter().rev().find(before);
                        let ends = [&cell.bucket.last, &cell.bucket.first];
                        few.or_else(|| ends.into_iter().find(before)).copied()
                    });
                    stop_if(found.is_some())
                },
            )?;
            Ok(found)
        })
    }

    /// Where samples are not kept one by one, the first sample of a minute is still known; within a minute, its last.
    fn after(&self, series: SeriesId, at: Millis) -> Result<Option<Sample>, HistoryError> {
        self.read(series, |db| {
            let kept_from = kept_from(db, series).map_err(sql)?;
            let mut found = None;
            if at < kept_from {
                let after = |sample: &&Sample| sample.at >= at;
                chunks(
                    db,
                    series,
                    Level::Minute,
                    (at, kept_from),
                    false,
                    &mut |cells| {
                        found = cells.iter().find_map(|cell| {
                            let few = cell.few.iter().find(after);
                            let ends = [&cell.bucket.first, &cell.bucket.last];
                            few.or_else(|| ends.into_iter().find(after)).copied()
                        });
                        stop_if(found.is_some())
                    },
                )?;
            }
            if found.is_none() {
                blocks::each(db, series, at.max(kept_from), Millis::MAX, &mut |sample| {
                    found = Some(sample);
                    ControlFlow::Break(())
                })?;
            }
            Ok(found)
        })
    }

    fn buckets(
        &self,
        series: SeriesId,
        level: Level,
        from: Millis,
        to: Millis,
    ) -> Result<Vec<Bucket>, HistoryError> {
        let most = to.saturating_sub(from) / level.millis() + 1;
        let most = usize::try_from(most).unwrap_or_default();
        self.read(series, |db| {
            let mut buckets = Vec::with_capacity(most.min(AT_ONCE));
            chunks(db, series, level, (from, to), false, &mut |cells| {
                let within = |bucket: &Bucket| (from..to).contains(&bucket.start);
                for Cell { bucket, .. } in &cells {
                    if within(bucket) {
                        buckets.push(*bucket);
                    }
                }
                ControlFlow::Continue(())
            })?;
            Ok(buckets)
        })
    }

    fn kept_from(&self, series: SeriesId) -> Result<Millis, HistoryError> {
        self.read(series, |db| kept_from(db, series).map_err(sql))
    }

    fn count(&self, series: SeriesId, from: Millis, to: Millis) -> Result<u64, HistoryError> {
        self.read(series, |db| {
            let from = from.max(kept_from(db, series).map_err(sql)?);
            blocks::count(db, series, from, to).map_err(sql)
        })
    }

    fn more_than(
        &self,
        series: SeriesId,
        from: Millis,
        to: Millis,
        most: u64,
    ) -> Result<bool, HistoryError> {
        self.read(series, |db| {
            let from = from.max(kept_from(db, series).map_err(sql)?);
            blocks::more_than(db, series, (from, to), most).map_err(sql)
        })
    }

    /// One that still goes on ends now.
    fn outages(
        &self,
        series: SeriesId,
        from: Millis,
        to: Millis,
    ) -> Result<Vec<Outage>, HistoryError> {
        let now = self.shared.now();
        let broker = {
            let inbox = self.shared.inbox();
            let series = inbox.registry.get(series);
            series.map_or(String::new(), |series| series.source.broker.clone())
        };
        self.read(series, |db| {
            outages::between(db, &broker, series, (from, to), now).map_err(sql)
        })
    }

    fn words(&self, series: SeriesId) -> Result<Vec<String>, HistoryError> {
        let inbox = self.shared.inbox();
        let series = inbox.registry.get(series);
        Ok(series.map_or(vec![], |series| series.words.texts()))
    }
}

fn stop_if(found: bool) -> ControlFlow<()> {
    if found {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}
