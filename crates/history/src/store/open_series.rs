//! What the writer remembers of one series between batches: its open block, its newest sample, and its newest rollups.

use rusqlite::Connection;
use tilework_core::Millis;

use super::{
    fault::Fault,
    open_block::{OpenBlock, Place},
    outages::{OutageOf, Outages},
    rollups::{self, Rollups},
    stored::kept_from,
    types::Added,
};
use crate::{Kind, Sample, SeriesId};

/// Samples of a block at most.
const FULL: usize = 512;
/// Bytes of a block, about: four of them with what is around them are a page. Larger ones would leave pages half empty, since a block that
/// grows out of its page takes a new one and leaves the rest behind.
const BYTES: usize = 960;
/// Fewer samples say little about how many will fit.
const TELLING: usize = 64;

#[derive(Debug)]
pub struct OpenSeries {
    series: SeriesId,
    kind: Kind,
    outages: [OutageOf; 3],
    /// Older samples are not kept one by one any more, so none can be added.
    kept_from: Millis,
    newest: Option<Sample>,
    block: Option<OpenBlock>,
    /// How many samples like those before make a block of [`BYTES`].
    full: usize,
    rollups: Rollups,
}

impl OpenSeries {
    /// The row of the series is there.
    pub fn load(
        db: &Connection,
        series: SeriesId,
        kind: Kind,
        broker: String,
    ) -> Result<Self, Fault> {
        let block = OpenBlock::find(db, series, Millis::MAX)?;
        let newest = block.as_ref().and_then(|block| block.samples.last());
        Ok(Self {
            series,
            kind,
            outages: OutageOf::all(series, broker),
            kept_from: kept_from(db, series)?,
            newest: newest.copied(),
            block,
            full: FULL,
            rollups: Rollups::default(),
        })
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
        let place = rollups::Place {
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
                    && !outages.between(&self.outages, newest.at, sample.at)
            })
    }

    /// False if the same sample is there already.
    fn insert(&mut self, db: &Connection, sample: Sample) -> Result<bool, Fault> {
        if !(self.block.as_ref()).is_some_and(|block| block.holds(sample.at)) {
            self.store(db)?;
            self.block = OpenBlock::find(db, self.series, sample.at)?;
        }
        let Some(mut block) = self.block.take() else {
            self.block = Some(OpenBlock::only(sample));
            return Ok(true);
        };
        let place = match block.place(db, self.series, sample)? {
            Place::Known => {
                self.block = Some(block);
                return Ok(false);
            }
            Place::Before(place) => place,
        };
        if block.samples.len() < self.full {
            block.insert(place, sample);
            self.block = Some(block);
        } else {
            let (goes_on, complete) = block.split(place, sample);
            self.block = Some(complete);
            self.store(db)?;
            self.block = Some(goes_on);
        }
        Ok(true)
    }

    fn store(&mut self, db: &Connection) -> Result<(), Fault> {
        let Some(block) = &mut self.block else {
            return Ok(());
        };
        if let Some(bytes) = block.store(db, self.series)?
            && block.samples.len() >= TELLING
        {
            self.full = (block.samples.len() * BYTES / bytes).clamp(TELLING, FULL);
        }
        Ok(())
    }
}
