//! What the writer remembers of one series between batches: the block that was written to last, and the newest sample.

use rusqlite::{Connection, OptionalExtension};
use tilework_core::Millis;

use super::{
    blocks::{self, Stored},
    codec,
    fault::Fault,
    outages::{Outages, Silent},
    rollups::{Place, Rollups},
};
use crate::{Kind, Sample, SeriesId};

/// Samples of a block at most.
const FULL: usize = 512;
/// Bytes of a block, about: four of them with what is around them are a page. Larger ones would leave pages half empty, since a block that
/// grows out of its page takes a new one and leaves the rest behind.
const BYTES: usize = 960;
const TELLING: usize = 64;

#[derive(Debug)]
pub struct Log {
    series: SeriesId,
    kind: Kind,
    silents: [Silent; 3],
    /// Older samples are not kept one by one any more, so none can be added.
    kept_from: Millis,
    newest: Option<Sample>,
    open: Option<Open>,
    /// How many samples like those before make a block of [`BYTES`].
    full: usize,
    rollups: Rollups,
}

/// The block written to last. Not always the newest: a clock that was set back writes in the middle.
#[derive(Debug)]
struct Open {
    /// `None`: not a row yet.
    id: Option<i64>,
    samples: Vec<Sample>,
    /// No block begins before this one.
    first: bool,
    /// Where the next block begins.
    next: Millis,
    changed: bool,
}

/// What became of samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Added {
    pub taken: u64,
    pub known: u64,
    pub too_old: u64,
}

impl Log {
    /// The row of the series is there.
    pub fn load(
        db: &Connection,
        series: SeriesId,
        kind: Kind,
        broker: String,
    ) -> Result<Self, Fault> {
        let kept_from = db
            .query_row(
                "SELECT kept_from FROM series WHERE id = ?1",
                [series.0],
                |row| row.get(0),
            )
            .optional()?
            .unwrap_or(Millis::MIN);
        let mut log = Self {
            series,
            kind,
            silents: Silent::of(series, broker),
            kept_from,
            newest: None,
            open: None,
            full: FULL,
            rollups: Rollups::default(),
        };
        log.open = log.find(db, Millis::MAX)?;
        log.newest = log
            .open
            .as_ref()
            .and_then(|open| open.samples.last().copied());
        Ok(log)
    }

    /// Adds samples in the order of their arrival, and writes all that changed. `limit`: older samples are not taken.
    pub fn add(
        &mut self,
        db: &Connection,
        outages: &Outages,
        limit: Millis,
        arrived: impl Iterator<Item = Sample>,
    ) -> Result<Added, Fault> {
        let limit = limit.max(self.kept_from);
        let mut added = Added::default();
        let mut samples = vec![];
        for sample in arrived {
            if sample.at < limit {
                added.too_old += 1;
            } else if self.changes_nothing(outages, sample) {
                added.known += 1;
            } else {
                if self.newest.is_none_or(|newest| sample.at >= newest.at) {
                    self.newest = Some(sample);
                }
                samples.push(sample);
            }
        }
        // In the order of time each block is opened once for a batch; samples of the same time stay in the order of their arrival.
        if !samples.is_sorted_by_key(|sample| sample.at) {
            samples.sort_by_key(|sample| sample.at);
        }
        let mut kept = Vec::with_capacity(samples.len());
        for sample in samples {
            if self.insert(db, sample)? {
                kept.push(sample);
            } else {
                added.known += 1;
            }
        }
        self.store(db)?;
        let place = Place {
            series: self.series,
            kept_from: self.kept_from,
        };
        self.rollups.add(db, place, &kept)?;
        added.taken = kept.len() as u64;
        Ok(added)
    }

    fn changes_nothing(&self, outages: &Outages, sample: Sample) -> bool {
        self.kind != Kind::Number
            && self.newest.is_some_and(|newest| {
                sample.at >= newest.at
                    && sample.value == newest.value
                    && !outages.between(&self.silents, newest.at, sample.at)
            })
    }

    /// False if the same sample is there already.
    fn insert(&mut self, db: &Connection, sample: Sample) -> Result<bool, Fault> {
        let at = sample.at;
        if !self.open.as_ref().is_some_and(|open| open.holds(at)) {
            self.store(db)?;
            self.open = self.find(db, at)?;
        }
        let Some(open) = &mut self.open else {
            self.open = Some(Open::new(sample, true, Millis::MAX));
            return Ok(true);
        };
        let place = match open.samples.last() {
            Some(last) if last.at >= at => open.samples.partition_point(|other| other.at <= at),
            _ => open.samples.len(),
        };
        let same = open.samples[..place]
            .iter()
            .rev()
            .take_while(|other| other.at == at);
        let mut at_the_same_time = 0;
        for other in same {
            if other.value == sample.value {
                return Ok(false);
            }
            at_the_same_time += 1;
        }
        if place > 0
            && at_the_same_time == place
            && earlier_blocks_know(db, self.series, open.id, sample)?
        {
            return Ok(false);
        }
        open.changed = true;
        if open.samples.len() < self.full {
            open.samples.insert(place, sample);
            return Ok(true);
        }
        let (first, next) = (open.first, open.next);
        if place == 0 {
            let next = open.samples[0].at;
            open.first = false;
            self.store(db)?;
            self.open = Some(Open::new(sample, first, next));
        } else if place == open.samples.len() {
            self.store(db)?;
            self.open = Some(Open::new(sample, false, next));
        } else {
            // Cut here and not in the middle: samples that fill a gap in order then leave full blocks behind. The rest keeps the row:
            // a block after it may begin at the same time, and its id must stay the higher one.
            let rest = open.samples.split_off(place);
            let next = rest[0].at;
            let mut begin = std::mem::replace(&mut open.samples, rest);
            begin.push(sample);
            self.store(db)?;
            self.open = Some(Open {
                samples: begin,
                ..Open::new(sample, first, next)
            });
        }
        Ok(true)
    }

    fn store(&mut self, db: &Connection) -> Result<(), Fault> {
        let Some(open) = self.open.as_mut().filter(|open| open.changed) else {
            return Ok(());
        };
        let data = codec::encode(&open.samples);
        match open.id {
            Some(id) => blocks::update(db, id, &open.samples, &data)?,
            None => open.id = Some(blocks::insert(db, self.series, &open.samples, &data)?),
        }
        open.changed = false;
        // Few samples say little about how many will fit.
        if open.samples.len() >= TELLING {
            self.full = (open.samples.len() * BYTES / data.len()).clamp(TELLING, FULL);
        }
        Ok(())
    }

    /// The block that a sample of this time goes to.
    fn find(&self, db: &Connection, at: Millis) -> Result<Option<Open>, Fault> {
        loop {
            let found = match blocks::holding(db, self.series, at)? {
                Some(found) => Some((found, false)),
                None => blocks::beginning_after(db, self.series, at)?.map(|found| (found, true)),
            };
            let Some((Stored { id, data }, first)) = found else {
                return Ok(None);
            };
            let mut samples = vec![];
            match codec::decode(&data, &mut samples) {
                Ok(()) if !samples.is_empty() => {
                    let start = samples[0].at;
                    let next = if first {
                        blocks::next_to_first(db, self.series, id)?
                    } else {
                        blocks::next_start(db, self.series, start)?
                    };
                    return Ok(Some(Open {
                        id: Some(id),
                        samples,
                        first,
                        next: next.unwrap_or(Millis::MAX),
                        changed: false,
                    }));
                }
                _ => blocks::remove_damaged(db, self.series, id)?,
            }
        }
    }
}

impl Open {
    fn new(sample: Sample, first: bool, next: Millis) -> Self {
        Self {
            id: None,
            samples: vec![sample],
            first,
            next,
            changed: true,
        }
    }

    fn holds(&self, at: Millis) -> bool {
        let begun = self.first || self.samples.first().is_some_and(|first| first.at <= at);
        begun && at < self.next
    }
}

/// Whether one of the four blocks before this one has the sample: only asked where this one begins at the same time. A device that gives
/// every sample the same time must not make each of them cost more than the one before.
fn earlier_blocks_know(
    db: &Connection,
    series: SeriesId,
    open: Option<i64>,
    sample: Sample,
) -> Result<bool, Fault> {
    let first = blocks::first_start(db, series, sample.at)?;
    let mut query = db.prepare_cached(
        "SELECT data FROM block WHERE series = ?1 AND start >= ?2 AND start <= ?3 AND stop = ?3 AND id IS NOT ?4
         ORDER BY start DESC, id DESC LIMIT 4",
    )?;
    let mut rows = query.query(rusqlite::params![series.0, first, sample.at, open])?;
    let mut samples = vec![];
    while let Some(row) = rows.next()? {
        let data = row.get_ref(0)?.as_blob().map_err(|_| Fault::Row)?;
        if codec::decode(data, &mut samples).is_err() {
            continue;
        }
        let mut same = samples
            .iter()
            .rev()
            .take_while(|other| other.at == sample.at);
        if same.any(|other| other.value == sample.value) {
            return Ok(true);
        }
        if samples[0].at < sample.at {
            break;
        }
    }
    Ok(false)
}
