//! What a picture is drawn of: the history's answers, owned.

use tilework_chart::{Back, Bar, Bin, Every, Point, shift_back};
use tilework_core::Millis;
use tilework_history::{
    HistoryError, Kind, Read, Reader, SeriesId,
    query::{self, Measure, Segment},
};

use super::{ChartPlot, ChartRequest, bars, written::number_words};
use crate::{
    clock::now,
    error::{Answer, AppError},
    rooms::history::{Found, Past, instants},
};

/// The most dots of a scatter: more than a screen can tell apart.
const DOTS: usize = 5_000;
const BINS: u32 = 30;
/// Different numbers that a timeline writes out; of more it shows whether they are 0.
const MOST_NUMBERS: usize = 12;
/// CSS pixels, as tilework-chart has it.
const WIDEST: u32 = 4_096;
const MOST_SERIES: usize = 16;

pub struct Data {
    pub from: Millis,
    pub to: Millis,
    pub plot: Plotted,
    /// Over all series, without comparisons.
    pub samples: u64,
    /// What the bars are of.
    pub every: Option<Every>,
}

impl Data {
    /// Nothing is there to be seen.
    pub fn is_empty(&self) -> bool {
        match &self.plot {
            Plotted::Lines(lines) => lines.iter().all(|shown| shown.now.is_empty()),
            Plotted::Bars(bars) => {
                let mut all = bars.iter().flat_map(|shown| &shown.now);
                all.all(|bar| bar.value.is_none())
            }
            Plotted::Timeline(rows) => {
                let mut all = rows.iter().flat_map(|row| &row.segments);
                all.all(|segment| segment.state == query::State::Unknown)
            }
            Plotted::Scatter(shown) => shown.now.is_empty(),
            Plotted::Histogram(all) => all.iter().all(Vec::is_empty),
        }
    }
}

/// One entry for each series of the request.
pub enum Plotted {
    Lines(Vec<Shown<Vec<Point>>>),
    Bars(Vec<Shown<Vec<Bar>>>),
    Timeline(Vec<Row>),
    Scatter(Shown<Vec<(f64, f64)>>),
    Histogram(Vec<Vec<Bin>>),
}

/// What is drawn, and what is drawn behind it from a day or a week before.
#[derive(Default)]
pub struct Shown<T> {
    pub now: T,
    pub before: T,
}

#[derive(Default)]
pub struct Row {
    pub segments: Vec<Segment>,
    /// Of what values are an index; `None`: 0 is off, everything else on.
    pub words: Option<Vec<String>>,
}

/// Blocks: it reads the disk.
pub fn collect(past: &Past, request: &ChartRequest) -> Answer<Data> {
    // Before anything is read for it; the rest is checked when it is drawn.
    if request.width > WIDEST || request.series.len() > MOST_SERIES {
        return Err(AppError::Internal {
            message: format!("a chart has at most {WIDEST} pixels and {MOST_SERIES} series"),
        });
    }
    let now = now();
    let history = past.recorder.history()?;
    let reader = past.recorder.reader()?;
    let found: Vec<Found> = request
        .series
        .iter()
        .map(|series| Found::of(past, history, &series.binding))
        .collect();
    let (from, to) = instants(request.range, now, &reader, &Found::all(&found))?;
    let asked = Asked {
        reader: &reader,
        from,
        to,
        now,
        columns: request.width,
        zone: &request.locale.time_zone,
        back: request.compare,
    };
    let (mut samples, mut of) = (0, None);
    let plot = match request.plot {
        ChartPlot::Lines => {
            let lines = found
                .iter()
                .map(|found| asked.line(found.number(), &mut samples));
            Plotted::Lines(lines.collect::<Result<_, _>>()?)
        }
        ChartPlot::Bars { every, measure } => {
            let (drawn, edges) = bars::edges(from, to, asked.zone, every)?;
            of = Some(drawn);
            let bars = found
                .iter()
                .map(|found| asked.bars(found.number(), &edges, measure, &mut samples));
            Plotted::Bars(bars.collect::<Result<_, _>>()?)
        }
        ChartPlot::Timeline => {
            let rows = found.iter().map(|found| asked.row(found, &mut samples));
            Plotted::Timeline(rows.collect::<Result<_, _>>()?)
        }
        ChartPlot::Scatter => Plotted::Scatter(asked.pairs(&found, &mut samples)?),
        ChartPlot::Histogram => {
            let bins = found
                .iter()
                .map(|found| asked.bins(found.number(), &mut samples));
            Plotted::Histogram(bins.collect::<Result<_, _>>()?)
        }
    };
    Ok(Data {
        from,
        to,
        plot,
        samples,
        every: of,
    })
}

struct Asked<'a> {
    reader: &'a Reader,
    from: Millis,
    to: Millis,
    now: Millis,
    columns: u32,
    zone: &'a str,
    back: Option<Back>,
}

impl Asked<'_> {
    /// Nothing is known of the future: values hold up to now.
    fn known_to(&self) -> Millis {
        self.to.min(self.now).max(self.from)
    }

    /// The same range before.
    fn range_before(&self) -> Option<(Millis, Millis, Back)> {
        let back = self.back?;
        let (from, to) = (self.shifted(self.from, back), self.shifted(self.to, back));
        (from < to).then_some((from, to, back))
    }

    fn shifted(&self, at: Millis, back: Back) -> Millis {
        shift_back(at, self.zone, back)
    }

    /// Where an instant of the time before stands in this picture: the local clock shows the same.
    fn forth(&self, at: Millis, back: Back) -> Millis {
        let days = match back {
            Back::Day => 1,
            Back::Week => 7,
            Back::Year => 365,
        };
        let guess = at + days * 86_400_000;
        guess + (at - self.shifted(guess, back))
    }

    fn line(
        &self,
        series: Option<SeriesId>,
        samples: &mut u64,
    ) -> Result<Shown<Vec<Point>>, HistoryError> {
        let Some(series) = series else {
            return Ok(Shown::default());
        };
        let points = |line: query::Line, place: &dyn Fn(Millis) -> Millis| {
            let points = line.points.into_iter().map(|point| Point {
                at: place(point.at),
                value: point.value,
            });
            points.collect::<Vec<_>>()
        };
        let line = query::line(self.reader, series, self.from, self.to, self.columns)?;
        *samples += line.samples;
        let mut now = points(line, &|at| at);
        hold(&mut now, self.known_to());
        let before = match self.range_before() {
            Some((from, to, back)) => {
                let line = query::line(self.reader, series, from, to, self.columns)?;
                let mut shifted = points(line, &|at| self.forth(at, back));
                // An hour that the clock shows twice would turn time around.
                shifted.sort_by_key(|point| point.at);
                shifted
            }
            None => Vec::new(),
        };
        Ok(Shown { now, before })
    }

    fn bars(
        &self,
        series: Option<SeriesId>,
        edges: &[Millis],
        measure: Measure,
        samples: &mut u64,
    ) -> Result<Shown<Vec<Bar>>, HistoryError> {
        let Some(series) = series else {
            return Ok(Shown::default());
        };
        let known: Vec<Millis> = edges.iter().map(|edge| (*edge).min(self.now)).collect();
        let placed = |values: Vec<Option<f64>>| {
            let spans = edges.windows(2).zip(values);
            spans
                .map(|(span, value)| Bar {
                    from: span[0],
                    to: span[1],
                    value,
                })
                .collect::<Vec<_>>()
        };
        let counts = query::bars(self.reader, series, &known, Measure::Count)?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count
        let count = counts.iter().flatten().sum::<f64>() as u64;
        *samples += count;
        let before = match self.back {
            Some(back) => {
                let edges: Vec<_> = edges.iter().map(|edge| self.shifted(*edge, back)).collect();
                placed(query::bars(self.reader, series, &edges, measure)?)
            }
            None => Vec::new(),
        };
        Ok(Shown {
            now: placed(query::bars(self.reader, series, &known, measure)?),
            before,
        })
    }

    fn row(&self, found: &Found, samples: &mut u64) -> Result<Row, HistoryError> {
        let to = self.known_to();
        let Some((kind, series)) = found.speaking(self.reader, to)? else {
            return Ok(Row::default());
        };
        // A dimmer between 10 and 90 is on all the time, not a hundred states.
        let held = || query::state_times(self.reader, series, self.from, to);
        let many = kind == Kind::Number && held()?.times.len() > MOST_NUMBERS;
        let state = |value: f64| {
            if many {
                f64::from(u8::from(value != 0.0))
            } else {
                value
            }
        };
        let (from, columns) = (self.from, self.columns);
        let mut segments = query::mapped_states(self.reader, series, from, to, columns, &state)?;
        let known = |segment: &&Segment| segment.state != query::State::Unknown;
        *samples += segments.iter().filter(known).count() as u64;
        let words = match kind {
            Kind::Text => Some(self.reader.words(series)?),
            Kind::Number => number_words(&mut segments),
            Kind::OnOff => None,
        };
        Ok(Row { segments, words })
    }

    fn pairs(
        &self,
        found: &[Found],
        samples: &mut u64,
    ) -> Result<Shown<Vec<(f64, f64)>>, HistoryError> {
        let number = |index: usize| found.get(index).and_then(Found::number);
        let (Some(right), Some(up)) = (number(0), number(1)) else {
            return Ok(Shown::default());
        };
        let pairs = |from, to| query::pairs(self.reader, right, up, from, to, DOTS);
        let now = pairs(self.from, self.known_to())?;
        *samples += now.len() as u64;
        let before = match self.range_before() {
            Some((from, to, _)) => pairs(from, to)?,
            None => Vec::new(),
        };
        Ok(Shown { now, before })
    }

    fn bins(&self, series: Option<SeriesId>, samples: &mut u64) -> Result<Vec<Bin>, HistoryError> {
        let Some(series) = series else {
            return Ok(Vec::new());
        };
        let found = query::distribution(self.reader, series, self.from, self.known_to(), BINS)?;
        *samples += self.reader.count(series, self.from, self.to)?;
        let bins = found.edges.windows(2).zip(found.shares);
        Ok(bins
            .map(|(edges, share)| Bin {
                from: edges[0],
                to: edges[1],
                share,
            })
            .collect())
    }
}

/// A value of which nothing else was said holds: the line goes on to `until`, unless an outage broke it.
fn hold(points: &mut Vec<Point>, until: Millis) {
    let last = points.last().copied();
    points.extend(
        last.filter(|last| last.value.is_finite() && last.at < until)
            .map(|last| Point { at: until, ..last }),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(points: &[(Millis, f64)]) -> Vec<(Millis, f64)> {
        let point = |(at, value): &(Millis, f64)| Point {
            at: *at,
            value: *value,
        };
        let mut points = points.iter().map(point).collect();
        hold(&mut points, 100);
        points.iter().map(|point| (point.at, point.value)).collect()
    }

    #[test]
    fn a_quiet_value_is_a_line_to_now() {
        assert_eq!(held(&[(-5, 1.0)]), [(-5, 1.0), (100, 1.0)]);
        assert_eq!(
            held(&[(7, 1.0), (9, 2.0)]),
            [(7, 1.0), (9, 2.0), (100, 2.0)]
        );
    }

    #[test]
    fn nothing_goes_on_after_an_outage_beyond_the_range_or_without_a_sample() {
        let broken = held(&[(7, 1.0), (9, f64::NAN)]);
        assert!(broken.len() == 2 && broken[1].1.is_nan(), "{broken:?}");
        assert_eq!(held(&[(7, 1.0), (120, 2.0)]).len(), 2);
        assert_eq!(held(&[]), []);
    }
}
