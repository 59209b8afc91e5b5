//! Numbers as the states of a timeline.

use tilework_history::query::{self, Segment};

/// Makes words of numbers: each value becomes the index of its own. `None` where they are only 0 and 1, as some switches say.
pub fn number_words(segments: &mut [Segment]) -> Option<Vec<String>> {
    let value = |segment: &Segment| match segment.state {
        query::State::Value(value) => Some(value),
        query::State::Unknown | query::State::Mixed => None,
    };
    let mut values: Vec<f64> = segments.iter().filter_map(value).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    if values.iter().all(|value| [0.0, 1.0].contains(value)) {
        return None;
    }
    for segment in segments {
        if let query::State::Value(value) = &mut segment.state {
            let index = values.partition_point(|known| known < value);
            *value = f64::from(u32::try_from(index).unwrap_or(u32::MAX));
        }
    }
    Some(values.iter().map(f64::to_string).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(values: &[f64]) -> Vec<Segment> {
        let segment = |(at, value): (i64, &f64)| Segment {
            from: at,
            to: at + 1,
            state: query::State::Value(*value),
        };
        (0..).zip(values).map(segment).collect()
    }

    #[test]
    fn numbers_of_a_timeline_are_written_and_zero_and_one_are_off_and_on() {
        let mut modes = segments(&[2.5, 0.0, 2.5]);
        let words = number_words(&mut modes).unwrap();
        assert_eq!(words, ["0", "2.5"]);
        let indices: Vec<_> = modes.iter().map(|segment| segment.state).collect();
        assert_eq!(indices, [1.0, 0.0, 1.0].map(query::State::Value));
        assert_eq!(number_words(&mut segments(&[0.0, 1.0])), None);
    }
}
