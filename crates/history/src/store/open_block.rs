//! The block of a series that was written to last.

use rusqlite::{Connection, params};
use tilework_core::Millis;

use super::{
    blocks::{self, Stored},
    codec,
    fault::Fault,
};
use crate::{Sample, SeriesId};

/// Not always the newest: a clock that was set back writes in the middle.
#[derive(Debug)]
pub struct OpenBlock {
    /// `None`: not a row yet.
    id: Option<i64>,
    pub samples: Vec<Sample>,
    /// No block begins before this one.
    first: bool,
    /// Where the next block begins.
    next: Millis,
    changed: bool,
}

/// Where a new sample belongs.
#[derive(Debug)]
pub enum Place {
    /// The same sample is there already.
    Known,
    Before(usize),
}

impl OpenBlock {
    /// The first block of its series.
    pub fn only(sample: Sample) -> Self {
        Self::new(vec![sample], true, Millis::MAX)
    }

    fn new(samples: Vec<Sample>, first: bool, next: Millis) -> Self {
        Self {
            id: None,
            samples,
            first,
            next,
            changed: true,
        }
    }

    /// The block that a sample of this time goes to.
    pub fn find(db: &Connection, series: SeriesId, at: Millis) -> Result<Option<Self>, Fault> {
        loop {
            let found = match blocks::holding(db, series, at)? {
                Some(found) => Some((found, false)),
                None => blocks::beginning_after(db, series, at)?.map(|found| (found, true)),
            };
            let Some((Stored { id, data }, first)) = found else {
                return Ok(None);
            };
            let mut samples = vec![];
            match codec::decode(&data, &mut samples) {
                Ok(()) if !samples.is_empty() => {
                    let next = if first {
                        blocks::next_to_first(db, series, id)?
                    } else {
                        blocks::next_start(db, series, samples[0].at)?
                    };
                    return Ok(Some(Self {
                        id: Some(id),
                        changed: false,
                        ..Self::new(samples, first, next.unwrap_or(Millis::MAX))
                    }));
                }
                _ => blocks::remove_damaged(db, series, id)?,
            }
        }
    }

    pub fn holds(&self, at: Millis) -> bool {
        let begun = self.first || self.samples.first().is_some_and(|first| first.at <= at);
        begun && at < self.next
    }

    pub fn place(&self, db: &Connection, series: SeriesId, sample: Sample) -> Result<Place, Fault> {
        let at = sample.at;
        let place = match self.samples.last() {
            Some(last) if last.at >= at => self.samples.partition_point(|other| other.at <= at),
            _ => self.samples.len(),
        };
        let before = self.samples[..place].iter().rev();
        let mut at_the_same_time = 0;
        for other in before.take_while(|other| other.at == at) {
            if other.value == sample.value {
                return Ok(Place::Known);
            }
            at_the_same_time += 1;
        }
        let begins_with_it = place > 0 && at_the_same_time == place;
        if begins_with_it && earlier_blocks_know(db, series, self.id, sample)? {
            return Ok(Place::Known);
        }
        Ok(Place::Before(place))
    }

    pub fn insert(&mut self, place: usize, sample: Sample) {
        self.samples.insert(place, sample);
        self.changed = true;
    }

    /// Makes room at a place of a full block: the block with the sample, and the other one, which is complete.
    pub fn split(mut self, place: usize, sample: Sample) -> (Self, Self) {
        self.changed = true;
        let (first, next) = (self.first, self.next);
        if place == 0 {
            let begin = Self::new(vec![sample], first, self.samples[0].at);
            self.first = false;
            return (begin, self);
        }
        if place == self.samples.len() {
            return (Self::new(vec![sample], false, next), self);
        }
        // Cut here and not in the middle: samples that fill a gap in order then leave full blocks behind. The rest keeps the row:
        // a block after it may begin at the same time, and its id must stay the higher one.
        let rest = self.samples.split_off(place);
        let next = rest[0].at;
        let mut begin = std::mem::replace(&mut self.samples, rest);
        begin.push(sample);
        (Self::new(begin, first, next), self)
    }

    /// The bytes that it has, if it was written.
    pub fn store(&mut self, db: &Connection, series: SeriesId) -> Result<Option<usize>, Fault> {
        if !self.changed {
            return Ok(None);
        }
        let data = codec::encode(&self.samples);
        match self.id {
            Some(id) => blocks::update(db, id, &self.samples, &data)?,
            None => self.id = Some(blocks::insert(db, series, &self.samples, &data)?),
        }
        self.changed = false;
        Ok(Some(data.len()))
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
    let mut rows = query.query(params![series.0, first, sample.at, open])?;
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
