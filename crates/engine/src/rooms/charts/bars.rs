//! Bars: where they stand, and what is told of them in numbers.

use tilework_chart::{Every, calendar, shift_back, steps};
use tilework_core::Millis;
use tilework_history::{
    HistoryError, Reader, SeriesId,
    query::{self, Measure, OfSamples},
};

use super::ChartBars;
use crate::error::{Answer, AppError};

/// The edges of the bars over a range, and what they are of: hours of ten years are no bars any more.
pub fn edges(from: Millis, to: Millis, zone: &str, every: Every) -> Answer<(Every, Vec<Millis>)> {
    let mut every = every;
    loop {
        let wider = match every {
            Every::Hour => Every::Day,
            Every::Day => Every::Week,
            Every::Week => Every::Month,
            Every::Month => break,
        };
        if let Ok(edges) = calendar(from, to, zone, every) {
            return Ok((every, edges));
        }
        every = wider;
    }
    let edges = calendar(from, to, zone, every).map_err(|error| AppError::Internal {
        message: error.to_string(),
    })?;
    Ok((every, edges))
}

/// What rows of a table begin and end at: round times of the local clock, at most `rows` of them.
pub fn round(from: Millis, to: Millis, zone: &str, rows: u32) -> Answer<Vec<Millis>> {
    steps(from, to, zone, rows as usize).map_err(|error| AppError::Internal {
        message: error.to_string(),
    })
}

impl ChartBars {
    /// The bar at an instant of the picture: from, to.
    pub(super) fn at(&self, at: Millis) -> Answer<(Millis, Millis)> {
        let (_, edges) = edges(at, at.saturating_add(1), &self.time_zone, self.every)?;
        let last = edges.last().copied().unwrap_or(at);
        let bar = edges.windows(2).find(|bar| bar[0] <= at && at < bar[1]);
        Ok(bar.map_or((at, last), |bar| (bar[0], bar[1])))
    }

    /// How high a bar is that stands there; of the time before, where it is drawn behind it.
    pub(super) fn height(
        &self,
        reader: &Reader,
        series: SeriesId,
        (from, to): (Millis, Millis),
        now: Millis,
    ) -> Result<Option<f64>, HistoryError> {
        let back = |at| match self.back {
            Some(back) => shift_back(at, &self.time_zone, back),
            None => at,
        };
        let edges = [back(from).min(now), back(to).min(now)];
        let heights = query::bars(reader, series, &edges, self.measure)?;
        Ok(heights.into_iter().next().flatten())
    }

    /// Whether several bars together are something.
    fn adds_up(&self) -> bool {
        matches!(self.measure, Measure::Sum | Measure::Delta | Measure::Count)
    }

    /// The numbers of the bars, and what they are together.
    pub(super) fn numbers(
        &self,
        reader: &Reader,
        series: SeriesId,
        edges: &[Millis],
        now: Millis,
    ) -> Result<(Option<OfSamples>, Option<f64>), HistoryError> {
        let known: Vec<Millis> = edges.iter().map(|edge| (*edge).min(now)).collect();
        let heights = query::bars(reader, series, &known, self.measure)?;
        let bars = heights.into_iter().zip(edges.iter().skip(1));
        let bars: Vec<(f64, bool)> = bars
            .filter_map(|(height, end)| Some((height?, *end <= now)))
            .collect();
        Ok((
            of_bars(&bars),
            self.adds_up()
                .then(|| bars.iter().map(|(height, _)| height).sum()),
        ))
    }
}

/// Of heights, each with whether its bar is over.
fn of_bars(bars: &[(f64, bool)]) -> Option<OfSamples> {
    let (first, last) = (bars.first()?.0, bars.last()?.0);
    let all_over = bars.iter().filter(|(_, over)| *over);
    let mut told: Vec<f64> = all_over.map(|(height, _)| *height).collect();
    if told.is_empty() {
        told = bars.iter().map(|(height, _)| *height).collect();
    }
    let extreme = |pick: fn(f64, f64) -> f64| told.iter().copied().reduce(pick);
    Some(OfSamples {
        minimum: extreme(f64::min)?,
        maximum: extreme(f64::max)?,
        mean: told.iter().sum::<f64>() / told.len() as f64,
        first,
        last,
        change: last - first,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_not_over_is_the_last_and_neither_the_lowest_nor_in_the_mean() {
        let told = of_bars(&[(10.0, true), (12.0, true), (1.0, false)]).unwrap();
        assert_eq!((told.minimum, told.maximum), (10.0, 12.0));
        assert_eq!((told.mean, told.last, told.change), (11.0, 1.0, -9.0));
        assert_eq!(of_bars(&[(1.0, false)]).unwrap().minimum, 1.0);
        assert_eq!(of_bars(&[]), None);
    }

    #[test]
    fn bars_of_too_long_a_range_are_wider_ones() {
        let year = 365 * 86_400_000;
        let (every, _) = edges(0, year, "UTC", Every::Hour).unwrap();
        assert_eq!(every, Every::Day);
        let (every, _) = edges(0, 20 * year, "UTC", Every::Hour).unwrap();
        assert_eq!(every, Every::Week);
    }

    #[test]
    fn the_bar_at_an_instant_is_that_of_the_local_calendar() {
        let bars = ChartBars {
            every: Every::Day,
            measure: Measure::Delta,
            time_zone: "Europe/Berlin".into(),
            back: None,
        };
        // 2026-10-25 in Berlin has 25 hours.
        let noon = 1_792_926_000_000;
        let (from, to) = bars.at(noon).unwrap();
        assert_eq!((to - from) / 3_600_000, 25);
        assert!(from <= noon && noon < to);
    }
}
