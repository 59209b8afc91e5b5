//! The history in numbers: at an instant, over a range.

use std::sync::Arc;

use tilework_core::{Millis, id::BindingKey};
use tilework_history::{HistoryError, Kind, Reader, query};

use super::{
    ChartBars, ChartTable, Charts, HistoryExtent, HistoryValue, Moment, MomentRequest,
    RangeRequest, StateTime, Statistics, TableRequest, bars,
    question::{BarsOf, Question, words},
    table::{table, table_of_bars},
};
use crate::{
    clock::now,
    error::Answer,
    rooms::{
        Asker,
        history::{Found, blocking, value},
    },
};

/// States that are told of a range.
const STATES: usize = 20;
const MOST_ROWS: u32 = 500;

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
