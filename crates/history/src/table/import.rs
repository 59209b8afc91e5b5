//! A table that a person brings, in pieces.

use serde::Serialize;
use tilework_core::Millis;
use ts_rs::TS;

use super::{
    cells::{parse_time, parse_value, unguarded},
    records::{Record, Records, SEPARATORS, cells},
};
use crate::{Kind, Value};

/// So many problems are told; the others are counted.
const MOST_PROBLEMS: usize = 20;
/// Characters of an excerpt.
const EXCERPT: usize = 40;
const TIMES: [&str; 4] = ["time", "timestamp", "date", "datetime"];
const VALUES: [&str; 2] = ["value", "state"];

/// What a piece of a table brought.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Imported {
    /// In the order of the table.
    pub rows: Vec<(Millis, Value)>,
    /// Rows that could not be read; of all pieces together the first 20.
    pub problems: Vec<RowProblem>,
    /// How many there were in this piece.
    pub wrong_rows: u64,
    /// Rows of other series.
    pub others: u64,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RowProblem {
    /// From 1, the head counts.
    #[ts(type = "number")]
    pub line: u64,
    pub fault: RowFault,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum RowFault {
    /// The head has no column for the time, the value or the series; nothing of the table is read. The column's name in our tables.
    NoColumn { name: &'static str },
    /// Not a time; its first characters.
    Time { excerpt: String },
    /// Not a value of this kind; its first characters.
    Value { excerpt: String },
    /// More or fewer columns than the head.
    Columns,
    /// More than 64 KiB: a quote that never ends, perhaps. It is read on from the next line.
    TooLong,
}

/// Reads CSV, ours and that of others.
///
/// The first row is a head with a column `time`, `timestamp`, `date` or `datetime` and one `value` or `state`, in any case; or there
/// is no head, and rows are a time and a value. Cells are set apart by the comma, the semicolon or the tab, whichever makes sense of
/// the first row; unless by the comma, numbers may have a decimal comma. A time is RFC 3339 or ISO 8601, or Unix seconds or (above
/// 1e11) milliseconds; one without an offset counts as UTC. A byte order mark is skipped.
#[derive(Debug)]
pub struct CsvImport {
    kind: Kind,
    only_series: Option<String>,
    records: Records,
    table: Table,
    /// How many problems may still be told.
    tell: usize,
}

#[derive(Debug, Clone, Copy)]
enum Table {
    /// The first row is not read yet.
    Unknown,
    Columns(Columns),
    /// It has not what is needed.
    Useless,
}

#[derive(Debug, Clone, Copy)]
struct Columns {
    separator: char,
    count: usize,
    time: usize,
    value: usize,
    series: Option<usize>,
}

impl CsvImport {
    /// Of rows whose column `series` says `only_series`; `None`: of all rows.
    #[must_use]
    pub fn new(kind: Kind, only_series: Option<String>) -> Self {
        Self {
            kind,
            only_series,
            records: Records::default(),
            table: Table::Unknown,
            tell: MOST_PROBLEMS,
        }
    }

    /// Reads the next piece of the table, which may be cut anywhere: the rows that end in it.
    pub fn piece(&mut self, text: &str) -> Imported {
        self.read(|records, each| records.piece(text, each))
    }

    /// Reads what is left when no piece follows.
    pub fn end(&mut self) -> Imported {
        self.read(|records, each| records.end(each))
    }

    fn read(
        &mut self,
        read: impl FnOnce(&mut Records, &mut dyn FnMut(Record<'_>) -> Option<char>),
    ) -> Imported {
        let mut imported = Imported::default();
        let mut records = std::mem::take(&mut self.records);
        read(&mut records, &mut |record| {
            if let Err(fault) = self.record(record.text, &mut imported) {
                imported.wrong_rows += 1;
                if let Some(left) = self.tell.checked_sub(1) {
                    self.tell = left;
                    let line = record.line;
                    imported.problems.push(RowProblem { line, fault });
                }
            }
            match self.table {
                Table::Columns(columns) => Some(columns.separator),
                Table::Unknown | Table::Useless => None,
            }
        });
        self.records = records;
        imported
    }

    fn record(&mut self, text: Option<&str>, imported: &mut Imported) -> Result<(), RowFault> {
        let columns = match (self.table, text) {
            (Table::Useless, _) => return Ok(()),
            (_, None) => return Err(RowFault::TooLong),
            (Table::Columns(columns), _) => columns,
            (Table::Unknown, Some(text)) => {
                self.table = Table::Useless;
                let (columns, is_head) = self.first(text)?;
                self.table = Table::Columns(columns);
                if is_head {
                    return Ok(());
                }
                columns
            }
        };
        let cells = cells(text.unwrap_or_default(), columns.separator);
        self.row(&cells, columns, imported)
    }

    fn row(
        &self,
        cells: &[String],
        columns: Columns,
        imported: &mut Imported,
    ) -> Result<(), RowFault> {
        if cells.len() != columns.count {
            return Err(RowFault::Columns);
        }
        let cell = |column: usize| cells.get(column).map_or("", String::as_str);
        if let (Some(only), Some(series)) = (&self.only_series, columns.series)
            && unguarded(cell(series)) != only
        {
            imported.others += 1;
            return Ok(());
        }
        let decimal_comma = columns.separator != ',';
        let (time, value) = (cell(columns.time), cell(columns.value));
        let at = parse_time(time, decimal_comma).ok_or_else(|| RowFault::Time {
            excerpt: excerpt(time),
        })?;
        let value =
            parse_value(value, self.kind, decimal_comma).ok_or_else(|| RowFault::Value {
                excerpt: excerpt(value),
            })?;
        imported.rows.push((at, value));
        Ok(())
    }

    /// What the first row says of the columns, and whether it is a head.
    fn first(&self, text: &str) -> Result<(Columns, bool), RowFault> {
        let mut missing = "time";
        for separator in SEPARATORS {
            match head(&cells(text, separator), separator) {
                Ok(columns) if self.only_series.is_some() && columns.series.is_none() => {
                    return Err(RowFault::NoColumn { name: "series" });
                }
                Ok(columns) => return Ok((columns, true)),
                Err("value") => missing = "value",
                Err(_) => {}
            }
        }
        // A decimal comma makes the comma the least likely one.
        for separator in SEPARATORS.into_iter().rev() {
            let cells = cells(text, separator);
            let time = cells.first().map_or("", String::as_str);
            if cells.len() == 2 && parse_time(time, separator != ',').is_some() {
                let columns = Columns {
                    separator,
                    count: 2,
                    time: 0,
                    value: 1,
                    series: None,
                };
                return Ok((columns, false));
            }
        }
        Err(RowFault::NoColumn { name: missing })
    }
}

/// The columns of a head, or the name of the one that it lacks.
fn head(cells: &[String], separator: char) -> Result<Columns, &'static str> {
    let column = |names: &[&str]| {
        let named = |cell: &String| names.iter().any(|n| cell.trim().eq_ignore_ascii_case(n));
        cells.iter().position(named)
    };
    Ok(Columns {
        separator,
        count: cells.len(),
        time: column(&TIMES).ok_or("time")?,
        value: column(&VALUES).ok_or("value")?,
        series: column(&["series"]),
    })
}

fn excerpt(cell: &str) -> String {
    cell.chars().take(EXCERPT).collect()
}
