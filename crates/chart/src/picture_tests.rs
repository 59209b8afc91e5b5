use proptest::prelude::*;

use super::*;
use crate::{
    model::{Axis, Locale, Marker, Plot, Point, Side, Style, Threshold},
    scene::{Frame, Label, Shape},
};

#[path = "../tests/samples/mod.rs"]
mod samples;

use samples::{Data, NOON, base, color, dark, line};

/// All labels of a picture, and where they are.
fn labels(chart: &Chart<'_>) -> Vec<(Frame, String)> {
    let groups = compose(chart).unwrap().scene.groups.into_iter();
    let texts = groups
        .flat_map(|group| group.shapes)
        .filter_map(|shape| match shape {
            Shape::Text(label) => Some(label),
            _ => None,
        });
    texts
        .map(|label: Label| (label.bounds(), label.text))
        .collect()
}

fn assert_apart(labels: &[(Frame, String)], width: u32, height: u32, what: &str) {
    let (right, bottom) = (f64::from(width) + 0.01, f64::from(height) + 0.01);
    for (index, (a, text)) in labels.iter().enumerate() {
        let whole = a.left >= -0.01 && a.right <= right && a.top >= -0.01 && a.bottom <= bottom;
        assert!(whole, "{what}: {text} is cut: {a:?}");
        for (b, other) in &labels[index + 1..] {
            assert!(
                !a.touches(*b),
                "{what}: {text} touches {other}: {a:?} {b:?}"
            );
        }
    }
}

#[test]
fn labels_of_every_kind_are_apart_and_whole_at_every_size() {
    let data = Data::new();
    for (name, chart) in data.charts(&dark()) {
        for width in [120, 152, 200, 230, 340, 480, 700, 1_100] {
            for height in [64, 80, 110, 160, 260, 520] {
                let labels_of = labels(&Chart {
                    width,
                    height,
                    ..chart.clone()
                });
                assert_apart(
                    &labels_of,
                    width,
                    height,
                    &format!("{name} {width} × {height}"),
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn labels_are_apart_and_whole_whatever_the_range(
        width in 40u32..1_200, height in 20u32..500, span in 1_000i64..400_000_000_000, low in -1e7..1e7f64, size in 0.0..1e5f64,
        logarithmic: bool, twelve_hours: bool, right: bool,
        zone in prop::sample::select(&["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"][..]),
    ) {
        let points = [(NOON - span, low), (NOON, low + size)].map(|(at, value)| Point { at, value });
        let axis = Axis { unit: Some("µg/m³".to_owned()), logarithmic, ..Axis::default() };
        let marker = |at| Marker { at, color: color("#ff6b5e"), label: "Alert".to_owned() };
        let threshold = |value| Threshold { value, to: None, color: color("#ff6b5e"), label: "Limit".to_owned(), side: Side::Left };
        let chart = Chart {
            width,
            height,
            left: axis.clone(),
            right: right.then_some(axis),
            markers: (0..5).map(|index| marker(NOON - span * index / 7)).collect(),
            thresholds: vec![threshold(low), threshold(low + size / 2.0), threshold(low + size / 1.9)],
            locale: Locale {
                time_zone: zone.to_owned(),
                day_periods: twelve_hours.then(|| ["AM".to_owned(), "PM".to_owned()]),
                ..Locale::default()
            },
            ..base(Plot::Lines(vec![line(&points, color("#ff8367"), Style::Line)]), span, &dark())
        };
        assert_apart(&labels(&chart), width, height, zone);
    }
}
