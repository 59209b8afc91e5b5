//! The history as a table to read.

use tilework_core::Millis;
use tilework_history::{HistoryError, Kind, query};

use super::{
    ChartTable, HistoryValue, TableCell, TableRow,
    question::{BarsOf, Question, words},
};
use crate::rooms::history::value;

/// A row for each bar that is not to come; the newest, where they are too many.
pub fn table_of_bars(
    asked: &Question,
    of: &BarsOf<'_>,
    rows: u32,
) -> Result<ChartTable, HistoryError> {
    let begun = of.edges.partition_point(|edge| *edge < asked.now);
    let edges = of.edges.get(..(begun + 1).min(of.edges.len()));
    let edges = edges.unwrap_or_default();
    let edges = edges.get(edges.len().saturating_sub(rows as usize + 1)..);
    let edges = edges.unwrap_or_default();
    let known: Vec<Millis> = edges.iter().map(|edge| (*edge).min(asked.now)).collect();
    let mut columns = Vec::new();
    for found in &asked.found {
        columns.push(match found.number() {
            Some(series) => query::bars(&asked.reader, series, &known, of.bars.measure)?,
            None => Vec::new(),
        });
    }
    let cell = |height: f64| TableCell {
        value: HistoryValue::Number(height),
        lowest: None,
        highest: None,
        mean: None,
    };
    let heights = |row: usize| {
        let of_row = |column: &Vec<Option<f64>>| column.get(row).copied().flatten().map(cell);
        columns.iter().map(of_row).collect()
    };
    let bars = edges.iter().take(edges.len().saturating_sub(1));
    Ok(ChartTable {
        exact: false,
        every: Some(of.every),
        rows: bars
            .enumerate()
            .map(|(row, at)| TableRow {
                at: *at,
                cells: heights(row),
            })
            .collect(),
    })
}

/// A row for each instant at which something came, or for each two of `edges`.
pub fn table(asked: &Question, rows: u32, edges: &[Millis]) -> Result<ChartTable, HistoryError> {
    let Question {
        reader,
        found,
        from,
        to,
        ..
    } = asked;
    // Bindings without a history keep their column.
    let mut columns = Vec::new();
    let mut series = Vec::new();
    for found in found {
        columns.push(match found.speaking(reader, *to)? {
            Some((kind, id)) => {
                series.push(id);
                Some((kind, words(reader, kind, id)?, series.len() - 1))
            }
            None => None,
        });
    }
    let table = query::table(reader, &series, *from, *to, rows, edges)?;
    let cell = |row: &query::Row, column: &Option<(Kind, Vec<String>, usize)>| {
        let (kind, words, index) = column.as_ref()?;
        let cell = row.cells.get(*index)?.as_ref()?;
        let of_numbers = |number: Option<f64>| number.filter(|_| *kind == Kind::Number);
        Some(TableCell {
            value: value(*kind, cell.value, words),
            lowest: of_numbers(cell.lowest),
            highest: of_numbers(cell.highest),
            mean: of_numbers(cell.mean),
        })
    };
    let rows = table.rows.iter().map(|row| TableRow {
        at: row.at,
        cells: columns.iter().map(|column| cell(row, column)).collect(),
    });
    Ok(ChartTable {
        exact: table.exact,
        every: None,
        rows: rows.collect(),
    })
}
