//! The store's answers to [`Read`].

use std::{
    ops::{ControlFlow, Range},
    sync::Arc,
};

use rusqlite::{Connection, OptionalExtension};
use tilework_core::Millis;

use super::{
    blocks, chunk,
    codec::{self, LATEST},
    fault::Fault,
    fold::Cell,
    outages,
    pool::Pool,
    rollups,
    shared::Shared,
};
use crate::{Bucket, HistoryError, Level, Outage, Read, Sample, SeriesId};

/// Reads beside the writer; what was recorded since the last [`flush`](crate::History::flush) may be missing. Several can read at once.
#[derive(Debug, Clone)]
pub struct Reader {
    shared: Arc<Shared>,
    pool: Arc<Pool>,
}

/// A row that does not say what was written to it.
#[derive(Debug, Clone, Copy)]
enum Bad {
    Block(i64),
    Chunk(Level, i64),
}

type Found<T> = Result<T, (Fault, Option<Bad>)>;

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
                self.shared.run(Box::new(move |writer| {
                    let repaired = writer.commit(|writer, db| {
                        writer.forget(series);
                        match bad {
                            Bad::Block(id) => Ok(blocks::remove_damaged(db, series, id)?),
                            Bad::Chunk(level, number) => rollups::repair(db, series, level, number),
                        }
                    });
                    if let Err(fault) = repaired {
                        writer.met(&fault);
                    }
                }));
            } else if fault.is_damage() {
                self.shared.run(Box::new(|writer| {
                    if let Err(fault) = writer.examine() {
                        writer.met(&fault);
                    }
                }));
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
            let from = from.max(kept_from(db, series)?);
            samples(db, series, from, to, each)
        })
    }

    /// Where samples are not kept one by one, the last sample of a minute is still known; within a minute, its first.
    fn before(&self, series: SeriesId, at: Millis) -> Result<Option<Sample>, HistoryError> {
        self.read(series, |db| {
            let kept_from = kept_from(db, series)?;
            let found = blocks::beginning_before(db, series, at).map_err(sql)?;
            if let Some(block) = found {
                let mut samples = vec![];
                codec::decode(&block.data, &mut samples)
                    .map_err(|damaged| (damaged.into(), Some(Bad::Block(block.id))))?;
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
            let kept_from = kept_from(db, series)?;
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
                samples(db, series, at.max(kept_from), Millis::MAX, &mut |sample| {
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
        self.read(series, |db| {
            let mut buckets = vec![];
            chunks(db, series, level, (from, to), false, &mut |cells| {
                let within = |bucket: &Bucket| (from..to).contains(&bucket.start);
                buckets.extend(cells.iter().map(|cell| cell.bucket).filter(within));
                ControlFlow::Continue(())
            })?;
            Ok(buckets)
        })
    }

    fn kept_from(&self, series: SeriesId) -> Result<Millis, HistoryError> {
        self.read(series, |db| kept_from(db, series))
    }

    fn count(&self, series: SeriesId, from: Millis, to: Millis) -> Result<u64, HistoryError> {
        self.read(series, |db| {
            let from = from.max(kept_from(db, series)?);
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
            let from = from.max(kept_from(db, series)?);
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
        Ok(series.map_or(vec![], |series| series.words.clone()))
    }
}

fn sql(error: rusqlite::Error) -> (Fault, Option<Bad>) {
    (error.into(), None)
}

fn stop_if(found: bool) -> ControlFlow<()> {
    if found {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

fn kept_from(db: &Connection, series: SeriesId) -> Found<Millis> {
    db.prepare_cached("SELECT kept_from FROM series WHERE id = ?1")
        .and_then(|mut query| query.query_row([series.0], |row| row.get(0)).optional())
        .map(|from| from.unwrap_or(Millis::MIN))
        .map_err(sql)
}

fn samples(
    db: &Connection,
    series: SeriesId,
    from: Millis,
    to: Millis,
    each: &mut dyn FnMut(Sample) -> ControlFlow<()>,
) -> Found<()> {
    blocks::each(db, series, from, to, each).map_err(|(fault, id)| (fault, id.map(Bad::Block)))
}

/// The chunks that touch the range, each with its buckets in order; where minutes have no row, what their samples say. Newest first, only
/// those with rows.
fn chunks(
    db: &Connection,
    series: SeriesId,
    level: Level,
    (from, to): (Millis, Millis),
    newest_first: bool,
    each: &mut dyn FnMut(Vec<Cell>) -> ControlFlow<()>,
) -> Found<()> {
    let number = |at: Millis| chunk::number(level, at.clamp(-LATEST, LATEST));
    let (first, last) = (number(from), number(to.saturating_sub(1)));
    let query = if newest_first {
        "SELECT key, data FROM rollup WHERE key >= ?1 AND key <= ?2 ORDER BY key DESC"
    } else {
        "SELECT key, data FROM rollup WHERE key >= ?1 AND key <= ?2 ORDER BY key"
    };
    let keys = [first, last].map(|number| chunk::key(series, level, number));
    let mut query = db.prepare_cached(query).map_err(sql)?;
    let mut rows = query.query(keys).map_err(sql)?;
    let has_gaps = level == Level::Minute && !newest_first;
    let mut next = first;
    while let Some(row) = rows.next().map_err(sql)? {
        let number = chunk::number_of(row.get(0).map_err(sql)?);
        if has_gaps && next < number && gap(db, series, next..number, each)?.is_break() {
            return Ok(());
        }
        next = number + 1;
        let cells = match row.get_ref(1).map_err(sql)?.as_blob() {
            Ok(data) => chunk::decode(level, data),
            Err(_) => Err(codec::Damaged),
        };
        let bad = Bad::Chunk(level, number);
        let cells = cells.map_err(|damaged| (damaged.into(), Some(bad)))?;
        if each(cells).is_break() {
            return Ok(());
        }
    }
    if has_gaps && next <= last {
        let _ = gap(db, series, next..last + 1, each)?;
    }
    Ok(())
}

/// Hours without rows, see `rollups`.
fn gap(
    db: &Connection,
    series: SeriesId,
    hours: Range<i64>,
    each: &mut dyn FnMut(Vec<Cell>) -> ControlFlow<()>,
) -> Found<ControlFlow<()>> {
    let span = chunk::span(Level::Minute);
    // The hour in which the samples begin that are kept one by one has its row.
    let kept_from = chunk::number(Level::Minute, kept_from(db, series)?.max(-LATEST) - 1) + 1;
    let (from, to) = (hours.start.max(kept_from) * span, hours.end * span);
    let mut flow = ControlFlow::Continue(());
    let mut hour: Vec<Sample> = vec![];
    samples(db, series, from, to, &mut |sample| {
        let number = chunk::number(Level::Minute, sample.at);
        if hour
            .last()
            .is_some_and(|last| chunk::number(Level::Minute, last.at) != number)
        {
            flow = each(rollups::cells_of(&hour));
            hour.clear();
        }
        hour.push(sample);
        flow
    })?;
    if flow.is_continue() && !hour.is_empty() {
        flow = each(rollups::cells_of(&hour));
    }
    Ok(flow)
}
