//! Rollups of before version 4 counted every fall of a meter as one that began anew: they are folded again from the samples that are still there.

use rusqlite::{Connection, params};

use super::{Stage, Sweep};
use crate::store::{chunk, fault::Fault, file, ledger::Ledger, rollups};

/// The row that was looked at last.
const REFOLDED: &str = "refolded";

impl Sweep {
    pub(super) fn refold(&mut self, ledger: &mut Ledger, db: &Connection) -> Result<Stage, Fault> {
        let after = file::setting(db, REFOLDED)?.unwrap_or(i64::MIN);
        if after == i64::MAX {
            return Ok(Stage::Aged);
        }
        let keys = next_keys(db, after, self.rows)?;
        self.took(keys.len());
        for (key, of_before) in &keys {
            if *of_before {
                let (series, level) = chunk::place_of(*key);
                rollups::refold(db, series, level, chunk::number_of(*key))?;
                ledger.forget(series);
            }
        }
        let last = keys.last().map_or(i64::MAX, |(key, _)| *key);
        file::set(db, REFOLDED, last)?;
        Ok(Stage::Refold)
    }
}

fn next_keys(db: &Connection, after: i64, most: usize) -> rusqlite::Result<Vec<(i64, bool)>> {
    // Minutes come before the hours that are made of them.
    let mut query =
        db.prepare_cached("SELECT key, data FROM rollup WHERE key > ?1 ORDER BY key LIMIT ?2")?;
    let rows = query.query_map(params![after, most as i64], |row| {
        let data = row.get_ref(1)?;
        Ok((row.get(0)?, data.as_blob().is_ok_and(chunk::is_of_before)))
    })?;
    rows.collect()
}
