//! The samples of one binding, in bounded memory.
//!
//! When it is full, the older half is thinned: of every four neighbours the lowest and the highest stay. So a long time stays
//! visible, coarser the older it is, and no spike is lost.

use std::collections::VecDeque;

use tilework_chart::Point;
use tilework_core::Millis;

/// 64 KiB a binding; a value a second fills it after an hour, and it then covers ever more.
pub const CAPACITY: usize = 4_096;

#[derive(Debug, Default)]
pub struct Series {
    points: VecDeque<Point>,
}

impl Series {
    /// Adds the newest sample. A clock that was set back must not make time run backwards in the picture.
    pub fn push(&mut self, at: Millis, value: f64) {
        let at = self.points.back().map_or(at, |last| at.max(last.at));
        if self.points.len() >= CAPACITY {
            self.thin();
        }
        self.points.push_back(Point { at, value });
    }

    /// In time order, with the last sample before `from`, so that a line can come in from the left.
    pub fn since(&self, from: Millis) -> Vec<Point> {
        let first = self
            .points
            .partition_point(|point| point.at < from)
            .saturating_sub(1);
        self.points.range(first..).copied().collect()
    }

    fn thin(&mut self) {
        let newer = self.points.split_off(CAPACITY / 2);
        let older: Vec<Point> = std::mem::take(&mut self.points).into();
        for group in older.chunks(4) {
            let low = (0..group.len())
                .min_by(|a, b| group[*a].value.total_cmp(&group[*b].value))
                .unwrap_or(0);
            let high = (0..group.len())
                .max_by(|a, b| group[*a].value.total_cmp(&group[*b].value))
                .unwrap_or(0);
            self.points.push_back(group[low.min(high)]);
            if low != high {
                self.points.push_back(group[low.max(high)]);
            }
        }
        self.points.extend(newer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_series_keeps_its_span_and_its_spikes() {
        let mut series = Series::default();
        for second in 0..20_000_i64 {
            let value = if second == 1_234 {
                99.0
            } else {
                (second % 7) as f64
            };
            series.push(second * 1_000, value);
        }
        let all = series.since(i64::MIN);
        assert!(all.len() <= CAPACITY, "{}", all.len());
        assert!(
            all[0].at < 4_000,
            "the beginning is still there: {}",
            all[0].at
        );
        assert!(
            all.iter().any(|point| point.value == 99.0),
            "the spike is still there"
        );
        assert!(
            all.windows(2).all(|pair| pair[0].at <= pair[1].at),
            "in time order"
        );
    }

    #[test]
    fn since_brings_the_sample_before() {
        let mut series = Series::default();
        [10, 20, 30].into_iter().for_each(|at| series.push(at, 0.0));
        let times: Vec<_> = series.since(25).iter().map(|point| point.at).collect();
        assert_eq!(times, [20, 30]);
    }

    #[test]
    fn a_clock_set_back_does_not_turn_time_around() {
        let mut series = Series::default();
        series.push(1_000, 1.0);
        series.push(500, 2.0);
        assert_eq!(series.since(0).last().unwrap().at, 1_000);
    }
}
