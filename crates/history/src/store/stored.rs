//! Buckets as they lie in the file, or as the samples say them where they have no row.

use std::ops::{ControlFlow, Range};

use rusqlite::{Connection, OptionalExtension};
use tilework_core::Millis;

use super::{
    blocks,
    bytes::Damaged,
    chunk,
    chunk_rows::cells_of,
    fault::{BadRow, Found, sql},
    fold::Cell,
};
use crate::{Level, Sample, SeriesId, model::LATEST};

/// Where the samples begin that are kept one by one; `Millis::MIN`: all are.
pub fn kept_from(db: &Connection, series: SeriesId) -> rusqlite::Result<Millis> {
    db.prepare_cached("SELECT kept_from FROM series WHERE id = ?1")?
        .query_row([series.0], |row| row.get(0))
        .optional()
        .map(|from| from.unwrap_or(Millis::MIN))
}

/// The chunks that touch the range, each with its buckets in order; where minutes have no row, what their samples say. Newest first, only
/// those with rows.
pub fn chunks(
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
            Err(_) => Err(Damaged),
        };
        let bad = BadRow::Chunk(level, number);
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
    let kept_from = chunk::number(
        Level::Minute,
        kept_from(db, series).map_err(sql)?.max(-LATEST) - 1,
    ) + 1;
    let (from, to) = (hours.start.max(kept_from) * span, hours.end * span);
    let mut flow = ControlFlow::Continue(());
    let mut hour: Vec<Sample> = vec![];
    blocks::each(db, series, from, to, &mut |sample| {
        let number = chunk::number(Level::Minute, sample.at);
        if hour
            .last()
            .is_some_and(|last| chunk::number(Level::Minute, last.at) != number)
        {
            flow = each(cells_of(&hour));
            hour.clear();
        }
        hour.push(sample);
        flow
    })?;
    if flow.is_continue() && !hour.is_empty() {
        flow = each(cells_of(&hour));
    }
    Ok(flow)
}
