//! The same values as a chart's, as a table to read.

use tilework_core::Millis;

use super::{bars::tallies, cursor::Cursor, tally::Tally};
use crate::{HistoryError, Read, SeriesId};

#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Whether each row is the samples of one instant; else a row is what is from its time to that of the next.
    pub exact: bool,
    /// Ascending.
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub at: Millis,
    /// One for each series asked for; `None`: no sample.
    pub cells: Vec<Option<Cell>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The sample, or of a longer row the last.
    pub value: f64,
    /// Of the samples of a longer row.
    pub lowest: Option<f64>,
    pub highest: Option<f64>,
    /// Of the samples, each the same.
    pub mean: Option<f64>,
}

/// The samples of `series` in `from..to`: a row for each instant while there are at most `rows` of them, else one for each two neighbours of
/// `edges`, which are instants in ascending order around the range.
///
/// # Errors
/// The file cannot be read.
pub fn table(
    read: &dyn Read,
    series: &[SeriesId],
    from: Millis,
    to: Millis,
    rows: u32,
    edges: &[Millis],
) -> Result<Table, HistoryError> {
    if from >= to || rows == 0 {
        let (exact, rows) = (true, Vec::new());
        return Ok(Table { exact, rows });
    }
    let most = rows as usize;
    if let Some(rows) = instants(read, series, from, to, most)? {
        return Ok(Table { exact: true, rows });
    }
    let mut rows: Vec<Row> = edges
        .iter()
        .take(edges.len().saturating_sub(1))
        .map(|at| Row {
            at: *at,
            cells: Vec::with_capacity(series.len()),
        })
        .collect();
    for series in series {
        let tallies = tallies(read, *series, edges)?;
        for (row, tally) in rows.iter_mut().zip(&tallies) {
            row.cells.push(cell(tally));
        }
    }
    Ok(Table { exact: false, rows })
}

fn cell(tally: &Tally) -> Option<Cell> {
    let mean = tally.mean()?;
    Some(Cell {
        value: tally.last,
        lowest: Some(tally.minimum),
        highest: Some(tally.maximum),
        mean: Some(mean),
    })
}

/// A row for each instant; `None` if they are more than `most` or not all kept.
fn instants(
    read: &dyn Read,
    series: &[SeriesId],
    from: Millis,
    to: Millis,
    most: usize,
) -> Result<Option<Vec<Row>>, HistoryError> {
    let mut cursors = Vec::with_capacity(series.len());
    for series in series {
        let kept = read.kept_from(*series)?;
        if from < kept && super::near::after(read, *series, from)?.is_some_and(|s| s.at < kept) {
            return Ok(None);
        }
        cursors.push(Cursor::new(read, *series, from, to));
    }
    let mut rows = Vec::new();
    loop {
        let mut next: Option<Millis> = None;
        for cursor in &mut cursors {
            if let Some(sample) = cursor.peek()? {
                next = Some(next.map_or(sample.at, |next| next.min(sample.at)));
            }
        }
        let Some(at) = next else {
            return Ok(Some(rows));
        };
        if rows.len() == most {
            return Ok(None);
        }
        let mut cells = Vec::with_capacity(cursors.len());
        for cursor in &mut cursors {
            cells.push(last_at(cursor, at)?);
        }
        rows.push(Row { at, cells });
    }
}

fn last_at(cursor: &mut Cursor<'_>, at: Millis) -> Result<Option<Cell>, HistoryError> {
    let mut cell = None;
    while cursor.peek()?.is_some_and(|sample| sample.at == at) {
        cell = cursor.next()?.map(|sample| Cell {
            value: sample.value,
            lowest: None,
            highest: None,
            mean: None,
        });
    }
    Ok(cell)
}
