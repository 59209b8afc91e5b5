//! The history in numbers: at an instant, over a range, as a table.

use std::sync::Arc;

use tilework_core::{Millis, id::BindingKey};
use tilework_history::{HistoryError, Kind, Read, Reader, SeriesId, query};

use super::{
    ChartBars, ChartTable, Charts, Every, HistoryExtent, HistoryValue, Moment, MomentRequest,
    RangeRequest, StateTime, Statistics, TableCell, TableRequest, TableRow, bars,
};
use crate::{
    clock::now,
    error::{Answer, AppError},
    rooms::{
        Asker,
        history::{ChartRange, Found, Past, blocking, instants, value},
    },
};

/// States that are told of a range.
const STATES: usize = 20;
const MOST_ROWS: u32 = 500;
/// Of one question: no tile has as many.
const MOST_BINDINGS: usize = 64;

/// The bindings of a question, as they lie in the file.
struct Question {
    reader: Reader,
    found: Vec<Found>,
    from: Millis,
    to: Millis,
    /// What a picture of the range shows: also of the time to come.
    picture: (Millis, Millis),
    now: Millis,
}

struct BarsOf<'a> {
    bars: &'a ChartBars,
    every: Every,
    edges: Vec<Millis>,
}

impl Question {
    fn new(past: &Past, bindings: &[BindingKey], range: ChartRange) -> Answer<Self> {
        if bindings.len() > MOST_BINDINGS {
            return Err(AppError::Internal {
                message: format!("more than {MOST_BINDINGS} bindings at once"),
            });
        }
        let history = past.recorder.history()?;
        let reader = past.recorder.reader()?;
        let found: Vec<_> = bindings
            .iter()
            .map(|key| Found::of(past, history, key))
            .collect();
        let now = now();
        let (from, to) = instants(range, now, &reader, &Found::all(&found))?;
        Ok(Self {
            reader,
            found,
            from,
            // Nothing is known of the future.
            to: to.min(now).max(from),
            picture: (from, to),
            now,
        })
    }

    /// Those of the picture of this range.
    fn bars<'a>(&self, bars: &'a ChartBars) -> Answer<BarsOf<'a>> {
        let (from, to) = self.picture;
        let (every, edges) = bars::edges(from, to, &bars.time_zone, bars.every)?;
        Ok(BarsOf { bars, every, edges })
    }
}

impl Charts {
    pub async fn chart_moment(
        &self,
        _: &Arc<Asker>,
        request: MomentRequest,
    ) -> Answer<Vec<Moment>> {
        let past = self.past.clone();
        blocking(move || {
            let history = past.recorder.history()?;
            let reader = past.recorder.reader()?;
            let bar = match &request.bars {
                Some(bars) => Some((bars, bars.at(request.at)?)),
                None => None,
            };
            let moment = |key: &BindingKey| {
                let found = Found::of(&past, history, key);
                match bar {
                    Some((bars, bar)) => moment_of_bar(&reader, &found, key, bars, bar),
                    None => moment(&reader, &found, key, request.at, request.around),
                }
            };
            let moments = request.bindings.iter().map(moment);
            Ok(moments.collect::<Result<_, HistoryError>>()?)
        })
        .await
    }

    pub async fn chart_statistics(
        &self,
        _: &Arc<Asker>,
        request: RangeRequest,
    ) -> Answer<Vec<Statistics>> {
        let past = self.past.clone();
        blocking(move || {
            let asked = Question::new(&past, &request.bindings, request.range)?;
            let bars = request.bars.as_ref();
            let bars = bars.map(|bars| asked.bars(bars)).transpose()?;
            let bindings = request.bindings.iter().zip(&asked.found);
            let statistics =
                bindings.map(|(key, found)| statistics(&asked, key, found, bars.as_ref()));
            Ok(statistics.collect::<Result<_, HistoryError>>()?)
        })
        .await
    }

    pub async fn chart_table(&self, _: &Arc<Asker>, request: TableRequest) -> Answer<ChartTable> {
        let past = self.past.clone();
        blocking(move || {
            let asked = Question::new(&past, &request.bindings, request.range)?;
            let rows = request.rows.clamp(1, MOST_ROWS);
            if let Some(bars) = &request.bars {
                let bars = asked.bars(bars)?;
                return Ok(table_of_bars(&asked, &bars, rows)?);
            }
            let edges = bars::round(asked.from, asked.to, &request.time_zone, rows)?;
            Ok(table(&asked, rows, &edges)?)
        })
        .await
    }

    pub async fn history_extent(
        &self,
        _: &Arc<Asker>,
        bindings: Vec<BindingKey>,
    ) -> Answer<Option<HistoryExtent>> {
        let past = self.past.clone();
        blocking(move || {
            let history = past.recorder.history()?;
            let reader = past.recorder.reader()?;
            let found: Vec<_> = bindings
                .iter()
                .map(|key| Found::of(&past, history, key))
                .collect();
            Ok(query::extent(&reader, &Found::all(&found))?)
        })
        .await
    }
}

fn moment(
    reader: &Reader,
    found: &Found,
    key: &BindingKey,
    at: Millis,
    around: Millis,
) -> Result<Moment, HistoryError> {
    let mut moment = nothing_at(key);
    let Some((kind, series)) = found.speaking(reader, at.saturating_add(1))? else {
        return Ok(moment);
    };
    let said = query::moment(reader, series, at, around)?;
    if let Some(held) = said.value {
        moment.value = Some(value(kind, held, &words(reader, kind, series)?));
    }
    moment.at = said.at;
    if kind == Kind::Number && said.lowest != said.highest {
        (moment.lowest, moment.highest) = (said.lowest, said.highest);
    }
    Ok(moment)
}

fn nothing_at(key: &BindingKey) -> Moment {
    Moment {
        binding: key.clone(),
        value: None,
        at: None,
        until: None,
        lowest: None,
        highest: None,
    }
}

fn moment_of_bar(
    reader: &Reader,
    found: &Found,
    key: &BindingKey,
    bars: &ChartBars,
    bar: (Millis, Millis),
) -> Result<Moment, HistoryError> {
    let height = match found.number() {
        Some(series) => bars.height(reader, series, bar, now())?,
        None => None,
    };
    Ok(Moment {
        value: height.map(HistoryValue::Number),
        at: Some(bar.0),
        until: Some(bar.1),
        ..nothing_at(key)
    })
}

fn statistics(
    asked: &Question,
    key: &BindingKey,
    found: &Found,
    bars: Option<&BarsOf<'_>>,
) -> Result<Statistics, HistoryError> {
    let Question {
        reader, from, to, ..
    } = asked;
    let mut all = Statistics {
        binding: key.clone(),
        samples: 0,
        numbers: None,
        total: None,
        time_weighted_mean: None,
        states: Vec::new(),
        changes: None,
    };
    for (kind, series) in found.series() {
        let told = query::statistics(reader, *series, *from, *to)?;
        all.samples += told.samples;
        if let Some(of) = bars.filter(|_| *kind == Kind::Number) {
            (all.numbers, all.total) = of.bars.numbers(reader, *series, &of.edges, asked.now)?;
            continue;
        }
        if *kind == Kind::Number {
            all.time_weighted_mean = told.over_time.map(|over| over.mean);
            all.numbers = told.of_samples;
            continue;
        }
        let held = query::state_times(reader, *series, *from, *to)?;
        let words = words(reader, *kind, *series)?;
        let times = held.times.iter().map(|(state, millis)| StateTime {
            value: value(*kind, *state, &words),
            millis: *millis,
        });
        all.states.extend(times);
        if !held.times.is_empty() {
            all.changes = Some(all.changes.unwrap_or_default() + held.changes);
        }
    }
    all.states
        .sort_by_key(|state| std::cmp::Reverse(state.millis));
    all.states.truncate(STATES);
    Ok(all)
}

/// A row for each bar that is not to come; the newest, where they are too many.
fn table_of_bars(asked: &Question, of: &BarsOf<'_>, rows: u32) -> Result<ChartTable, HistoryError> {
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
fn table(asked: &Question, rows: u32, edges: &[Millis]) -> Result<ChartTable, HistoryError> {
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

fn words(reader: &Reader, kind: Kind, series: SeriesId) -> Result<Vec<String>, HistoryError> {
    match kind {
        Kind::Text => reader.words(series),
        Kind::Number | Kind::OnOff => Ok(Vec::new()),
    }
}
