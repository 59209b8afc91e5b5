//! Samples as a table to take away, and tables that people bring.
//!
//! CSV (RFC 4180) has the columns `time,series,value,unit,topic`; time is RFC 3339 in UTC with milliseconds. Labels, topics, units and
//! words come from the network or from people, and spreadsheets run cells that look like formulas: such a cell gets a leading `'`, as
//! does one that begins with `'` already, so that the import can take it away again.
//!
//! Deliberately not here: files, the series that samples go to, what is too old to be kept.

mod cells;
mod export;
mod import;
mod records;

pub use export::{ExportSeries, write_csv, write_json_lines};
pub use import::{CsvImport, Imported, RowFault, RowProblem};

#[cfg(test)]
mod tests;
