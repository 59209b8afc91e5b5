//! Gaps, curves, comparisons, logarithmic axes and thresholds of series over time.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tilework_chart::{Axis, Chart, Line, Locale, Plot, Point, Side, Style, Threshold, draw_svg};

mod hour;
mod samples;
mod svg_file;

use hour::{SPAN, chart, point, wave};
use samples::{color, line as series};
use svg_file::{group, line, texts};

fn smooth(points: &[Point]) -> Chart<'_> {
    let mut chart = chart(points, Style::Line);
    chart.plot = Plot::Lines(vec![Line {
        smooth: true,
        ..series(points, color("#ff8367"), Style::Line)
    }]);
    chart
}

#[test]
fn a_gap_breaks_line_and_area() {
    let gap = f64::NAN;
    let values = [20.0, 21.0, gap, 22.0, gap, 23.0, 24.0];
    let points: Vec<Point> = (0..)
        .zip(values)
        .map(|(index, value)| point(index * SPAN / 6, value))
        .collect();
    let svg = draw_svg(&chart(&points, Style::Area)).unwrap().svg;
    let count = |tag: &str| svg.matches(tag).count();
    assert_eq!(
        (count("<polyline"), count("<polygon"), count("<circle")),
        (2, 2, 1),
        "{svg}"
    );
}

#[test]
fn a_curve_has_the_extremes_of_its_samples() {
    let points = [(0, 1.0), (SPAN / 4, 8.0), (SPAN / 2, 8.0), (SPAN, 2.0)];
    let points = points.map(|(after, value)| point(after, value));
    let straight = line(&draw_svg(&chart(&points, Style::Line)).unwrap().svg);
    let curve = line(&draw_svg(&smooth(&points)).unwrap().svg);
    let top = |path: &[(f64, f64)]| path.iter().fold(f64::MAX, |top, (_, y)| top.min(*y));
    assert!(curve.len() > 40 && straight.len() == 4);
    assert_eq!(top(&curve), top(&straight));
}

#[test]
fn a_logarithmic_axis_has_no_place_for_zero() {
    let points = [(0, 1.0), (SPAN / 3, 10.0), (SPAN / 2, 0.0), (SPAN, 100.0)];
    let points = points.map(|(after, value)| point(after, value));
    let mut chart = chart(&points, Style::Line);
    chart.left.logarithmic = true;
    let drawing = draw_svg(&chart).unwrap();
    assert_eq!(
        (
            drawing.scales.left_axis.minimum,
            drawing.scales.left_axis.maximum
        ),
        (1.0, 100.0)
    );
    assert_eq!(line(&drawing.svg).len(), 2, "the line ends before the zero");
    let middle = f64::midpoint(drawing.scales.top, drawing.scales.bottom);
    assert!((line(&drawing.svg)[1].1 - middle).abs() <= 0.1);
}

#[test]
fn a_comparison_is_dashed_and_behind_the_series() {
    let (points, before) = (wave(50), wave(30));
    let mut chart = chart(&points, Style::Line);
    chart.plot = Plot::Lines(vec![Line {
        compare: &before,
        ..series(&points, color("#ff8367"), Style::Line)
    }]);
    let svg = draw_svg(&chart).unwrap().svg;
    assert!(
        group(&svg, "data-compare=\"0\"").contains("stroke-dasharray"),
        "{svg}"
    );
    assert!(svg.find("data-compare") < svg.find("data-series"), "{svg}");
    assert!(group(&svg, "data-series=\"0\"").contains("#FF8367"));
}

#[test]
fn a_far_threshold_does_not_flatten_the_line() {
    let points = wave(50);
    let near_and_far = [28.0, 900.0].map(|value| Threshold {
        value,
        to: None,
        color: color("#ff6b5e"),
        label: "Limit".to_owned(),
        side: Side::Left,
    });
    let drawing = draw_svg(&Chart {
        thresholds: near_and_far.to_vec(),
        ..chart(&points, Style::Line)
    })
    .unwrap();
    assert_eq!(drawing.scales.left_axis.maximum, 30.0);
    assert_eq!(
        texts(&drawing.svg)
            .iter()
            .filter(|text| *text == "Limit")
            .count(),
        1
    );
}

#[test]
fn times_and_numbers_are_written_as_the_person_does() {
    let points = [point(0, 10_000.0), point(SPAN, 10_001.5)];
    let mut chart = chart(&points, Style::Line);
    chart.locale = Locale {
        time_zone: "America/New_York".to_owned(),
        day_periods: Some(["vorm.".to_owned(), "nachm.".to_owned()]),
        decimal_separator: ",".to_owned(),
        group_separator: ".".to_owned(),
        ..Locale::default()
    };
    let found = texts(&draw_svg(&chart).unwrap().svg);
    assert!(found.contains(&"10.000,5".to_owned()), "{found:?}");
    assert!(found.contains(&"6:30\u{a0}vorm.".to_owned()), "{found:?}");
}

#[test]
fn a_chart_with_everything_on_the_right_has_no_labels_on_the_left() {
    let points = wave(50);
    let mut chart = chart(&points, Style::Line);
    chart.right = Some(Axis {
        unit: Some("hPa".to_owned()),
        ..Axis::default()
    });
    chart.plot = Plot::Lines(vec![Line {
        side: Side::Right,
        ..series(&points, color("#ff8367"), Style::Line)
    }]);
    let drawing = draw_svg(&chart).unwrap();
    let right = drawing.scales.right_axis.unwrap();
    assert_eq!((right.minimum, right.maximum), (15.0, 25.0));
    assert!(drawing.scales.left < 2.0 && drawing.scales.right < 370.0);
    assert!(drawing.svg.contains("data-part=\"grid\""));
    assert!(!texts(&drawing.svg).contains(&"1.0\u{a0}°C".to_owned()));
}

#[test]
fn hidden_labels_leave_their_room_to_the_plot() {
    let points = wave(50);
    let drawing = draw_svg(&Chart {
        width: 100,
        ..chart(&points, Style::Line)
    })
    .unwrap();
    assert!(drawing.scales.left < 2.0 && drawing.scales.right > 98.0);
}
