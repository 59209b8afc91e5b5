//! What is older than it shall be kept.

use rusqlite::Connection;
use tilework_core::Millis;

use super::{
    Stage, Sweep,
    rows::{keep_from, remove_block, remove_chunks},
};
use crate::{
    Kind, Level, SeriesId,
    model::LATEST,
    store::{blocks, fault::Fault, fold::start_of, ledger::Ledger},
};

impl Sweep {
    pub(super) fn aged(&mut self, ledger: &mut Ledger, db: &Connection) -> Result<Stage, Fault> {
        let now = ledger.trusted_now();
        let all: Vec<_> = {
            let inbox = ledger.inbox();
            let of = |keep| inbox.retention.limit(keep, now);
            let all = inbox.registry.all();
            all.map(|(id, series)| (id, series.kind, of(series.keep)))
                .collect()
        };
        self.series = all.iter().map(|(series, ..)| *series).collect();
        // Outages say where lines break: they are kept as long as any sample is.
        let mut oldest = None;
        for (series, kind, limit) in all {
            let limit = limit_of_kind(db, series, kind, limit)?;
            oldest = Some(oldest.map_or(limit, |oldest: Millis| oldest.min(limit)));
        }
        if let Some(oldest) = oldest {
            ledger.outages().remove_before(db, oldest)?;
        }
        Ok(Stage::AgedSeries)
    }

    pub(super) fn aged_series(
        &mut self,
        ledger: &mut Ledger,
        db: &Connection,
    ) -> Result<Stage, Fault> {
        let Some(series) = self.series.pop() else {
            return Ok(Stage::Room);
        };
        let now = ledger.trusted_now();
        let known = {
            let inbox = ledger.inbox();
            let row = inbox.registry.get(series);
            row.map(|row| (row.kind, inbox.retention.limit(row.keep, now)))
        };
        let Some((kind, limit)) = known else {
            return Ok(Stage::AgedSeries);
        };
        let limit = limit_of_kind(db, series, kind, limit)?;
        ledger.outages().remove_of(db, series, limit)?;
        let before = self.rows;
        while self.rows > 0
            && let Some(block) = blocks::oldest(db, series)?
            && block.stop < limit
        {
            remove_block(db, series, block)?;
            self.rows -= 1;
        }
        // A block's older samples may lie there until its youngest is old too. Minutes go by the hour: so do samples.
        let hour = start_of(Level::Hour, limit.max(-LATEST));
        if self.rows > 0
            && let Some(block) = blocks::oldest(db, series)?
            && block.start < hour
            && keep_from(db, series, hour)?
        {
            self.rows -= 1;
        }
        for level in [Level::Minute, Level::Hour] {
            if self.rows > 0 && limit > -LATEST {
                let gone = remove_chunks(db, series, level, limit, self.rows)?;
                self.took(gone);
            }
        }
        if self.rows < before {
            ledger.forget(series);
        }
        if self.rows == 0 {
            self.series.push(series);
        }
        Ok(Stage::AgedSeries)
    }
}

/// A state that has not changed for longer than the limit still holds: its sample stays, and what says how long it holds.
fn limit_of_kind(
    db: &Connection,
    series: SeriesId,
    kind: Kind,
    limit: Millis,
) -> rusqlite::Result<Millis> {
    let newest = match kind {
        Kind::Number => None,
        Kind::OnOff | Kind::Text => blocks::last_stop(db, series)?,
    };
    Ok(newest.map_or(limit, |newest| limit.min(newest)))
}
