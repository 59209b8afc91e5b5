//! One sample among ten million, in a real store.

#![allow(clippy::unwrap_used, reason = "a failed step should panic")]

use tilework_history::{History, Kind, Options, Sample, SeriesId, Source, query};

/// A year, a sample in three seconds.
const COUNT: i64 = 10_512_000;
const APART: i64 = 3_000;
const END: i64 = 1_795_345_200_000;
const COLUMNS: u32 = 800;

fn filled(folder: &std::path::Path, spike: i64) -> (History, SeriesId) {
    let options = Options {
        clock: std::sync::Arc::new(|| END),
        ..Options::default()
    };
    let (history, _) = History::open(folder, options).unwrap();
    let source = Source {
        broker: "farm".to_owned(),
        topic: "farm/soil".to_owned(),
        template: None,
        decode: "number".to_owned(),
        time: None,
    };
    let series = history.series(&source, Kind::Number);
    let sample = |index: i64| {
        let at = END - (COUNT - index) * APART;
        let value = if at == spike {
            99.0
        } else {
            (index % 70) as f64 / 10.0
        };
        Sample { at, value }
    };
    let mut next = 0;
    while next < COUNT {
        let until = (next + 200_000).min(COUNT);
        history
            .import(series, (next..until).map(sample).collect())
            .unwrap();
        next = until;
    }
    (history, series)
}

#[test]
fn a_spike_among_ten_million_is_visible_at_every_zoom_level() {
    let folder = tempfile::tempdir().unwrap();
    let spike = END - 5_000_003 * APART;
    let (history, series) = filled(folder.path(), spike);
    let reader = history.reader();
    let highest = |from: i64, to: i64| {
        let line = query::line(&reader, series, from, to, COLUMNS).unwrap();
        assert!(line.points.len() < 6_000, "{}", line.points.len());
        let inside = line
            .points
            .iter()
            .filter(|point| (from..to).contains(&point.at));
        inside.map(|point| point.value).fold(f64::MIN, f64::max)
    };
    // In the middle, at the left edge, at the right edge of ever shorter ranges: from ten years to ten seconds.
    let mut span = COUNT * APART * 10;
    while span >= 10_000 {
        for before in [span / 2, 0, span - 1] {
            let from = spike - before;
            assert_eq!(
                highest(from, from + span),
                99.0,
                "{span} ms, {before} before it"
            );
        }
        // Beside the range it is not seen, however near.
        assert!(
            highest(spike + 1, spike + 1 + span) < 99.0,
            "{span} ms after it"
        );
        assert!(highest(spike - span, spike) < 99.0, "{span} ms before it");
        span = span * 2 / 5;
    }
}
