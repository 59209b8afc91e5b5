//! Samples as CSV and as JSON Lines, written as they are read.

use std::{
    io::{self, Write},
    ops::ControlFlow,
};

use tilework_core::Millis;

use super::cells::{guarded, number, quoted, time};
use crate::{HistoryError, Kind, Read, Sample, SeriesId, query::Cursor};

/// So many samples are written between two reports of progress.
const STEP: u64 = 1_000;

/// A series to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportSeries {
    pub id: SeriesId,
    pub kind: Kind,
    /// In the column `series`.
    pub label: String,
    pub unit: Option<String>,
    pub topic: String,
}

/// Writes the samples of all `series` in `from..to` that are kept one by one, in the order of time (at one time in that of `series`),
/// and returns how many. `progress` hears how many were written, every 1,000 and at the end.
///
/// # Errors
/// The file cannot be read, `out` cannot be written, or `progress` breaks: [`HistoryError::Cancelled`].
pub fn write_csv(
    read: &dyn Read,
    series: &[ExportSeries],
    from: Millis,
    to: Millis,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<u64, HistoryError> {
    let text = |text: &str| quoted(&guarded(text));
    let tails = tails(series, |series| {
        let unit = text(series.unit.as_deref().unwrap_or_default());
        (
            text(&series.label),
            format!("{unit},{}", text(&series.topic)),
        )
    });
    write(out.write_all(b"time,series,value,unit,topic\r\n"))?;
    each(
        read,
        series,
        (from, to),
        progress,
        &mut |index, at, value| {
            let (label, tail) = &tails[index];
            let value = match value {
                Value::Number(value) => number(value),
                Value::OnOff(true) => "on".to_owned(),
                Value::OnOff(false) => "off".to_owned(),
                Value::Text(word) => text(word),
            };
            write(write!(out, "{},{label},{value},{tail}\r\n", time(at)))
        },
    )
}

/// As [`write_csv`], a JSON object a line: `{"time":…,"series":…,"value":…,"unit":…,"topic":…}`; the value is a number, a boolean or
/// a string, the unit a string or null. Nothing is guarded against spreadsheets.
///
/// # Errors
/// As [`write_csv`].
pub fn write_json_lines(
    read: &dyn Read,
    series: &[ExportSeries],
    from: Millis,
    to: Millis,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<u64, HistoryError> {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let tails = tails(series, |series| {
        let unit = series.unit.as_deref().map_or("null".to_owned(), text);
        let tail = format!("\"unit\":{unit},\"topic\":{}", text(&series.topic));
        (text(&series.label), tail)
    });
    each(
        read,
        series,
        (from, to),
        progress,
        &mut |index, at, value| {
            let (label, tail) = &tails[index];
            let value = match value {
                Value::Number(value) => number(value),
                Value::OnOff(on) => on.to_string(),
                Value::Text(word) => text(word),
            };
            let time = time(at);
            write(writeln!(
                out,
                "{{\"time\":\"{time}\",\"series\":{label},\"value\":{value},{tail}}}"
            ))
        },
    )
}

enum Value<'a> {
    Number(f64),
    OnOff(bool),
    Text(&'a str),
}

/// What is the same in all rows of a series: its label, and what follows the value.
fn tails(
    series: &[ExportSeries],
    tail: impl Fn(&ExportSeries) -> (String, String),
) -> Vec<(String, String)> {
    series.iter().map(tail).collect()
}

fn each(
    read: &dyn Read,
    series: &[ExportSeries],
    (from, to): (Millis, Millis),
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    row: &mut dyn FnMut(usize, Millis, Value<'_>) -> Result<(), HistoryError>,
) -> Result<u64, HistoryError> {
    let mut cursors = Vec::with_capacity(series.len());
    let mut words = Vec::with_capacity(series.len());
    for series in series {
        cursors.push(Cursor::new(read, series.id, from, to));
        words.push(match series.kind {
            Kind::Text => read.words(series.id)?,
            Kind::Number | Kind::OnOff => Vec::new(),
        });
    }
    let mut written = 0;
    while let Some((index, sample)) = oldest(&mut cursors)? {
        let value = match series[index].kind {
            Kind::Number => Value::Number(sample.value),
            Kind::OnOff => Value::OnOff(sample.value != 0.0),
            Kind::Text => match words[index].get(place(sample.value)) {
                Some(word) => Value::Text(word),
                // Written since the words were read.
                None => continue,
            },
        };
        row(index, sample.at, value)?;
        written += 1;
        if written % STEP == 0 && progress(written).is_break() {
            return Err(HistoryError::Cancelled);
        }
    }
    if progress(written).is_break() {
        return Err(HistoryError::Cancelled);
    }
    Ok(written)
}

/// The oldest next sample of all, and whose it is.
fn oldest(cursors: &mut [Cursor<'_>]) -> Result<Option<(usize, Sample)>, HistoryError> {
    let mut oldest: Option<(usize, Millis)> = None;
    for (index, cursor) in cursors.iter_mut().enumerate() {
        if let Some(sample) = cursor.peek()?
            && oldest.is_none_or(|(_, at)| sample.at < at)
        {
            oldest = Some((index, sample.at));
        }
    }
    let Some((index, _)) = oldest else {
        return Ok(None);
    };
    Ok(cursors[index].next()?.map(|sample| (index, sample)))
}

fn place(value: f64) -> usize {
    if value < 0.0 {
        usize::MAX
    } else {
        value as usize
    }
}

fn write(result: io::Result<()>) -> Result<(), HistoryError> {
    result.map_err(|error| match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => HistoryError::DiskFull,
        _ => HistoryError::Failed(error.to_string()),
    })
}
