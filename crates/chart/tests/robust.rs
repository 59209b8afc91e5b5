//! Whatever the data, there is a picture.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use tilework_chart::{
    Axis, Bar, Bars, Bin, Chart, Histogram, Line, Marker, Plot, Point, Row, Scatter, Segment,
    Shares, Side, State, Style, Threshold, draw_svg,
};

mod samples;

use samples::{DAY, NOON, base, color, dark};

/// Near the chart, far from it, and at the ends of what a number can be.
fn instant() -> impl Strategy<Value = i64> {
    prop_oneof![8 => NOON - 2 * DAY..NOON + DAY, 1 => any::<i64>(), 1 => prop::sample::select(&[i64::MIN, i64::MAX][..])]
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![6 => -100.0..100.0f64, 1 => any::<f64>(), 1 => prop::sample::select(&[f64::NAN, f64::INFINITY, f64::MAX, f64::MIN, 0.0][..])]
}

fn edge() -> impl Strategy<Value = Option<f64>> {
    prop::option::weighted(0.3, -1e300..1e300f64)
}

fn axis() -> impl Strategy<Value = Axis> {
    (edge(), edge(), any::<bool>()).prop_map(|(minimum, maximum, logarithmic)| Axis {
        unit: Some("V".to_owned()),
        minimum,
        maximum: maximum.filter(|maximum| minimum.is_none_or(|minimum| minimum < *maximum)),
        logarithmic,
    })
}

type Pairs = Vec<(i64, f64)>;

/// The same numbers as each kind of plot.
fn plots<'a>(
    points: &'a [Point],
    bars: &'a [Bar],
    segments: &'a [Segment<'a>],
    pairs: &'a [(f64, f64)],
    bins: &'a [Bin],
    bottom: &Axis,
) -> Vec<Plot<'a>> {
    let color = color("#57b6ff");
    let line = |style, smooth, side| Line {
        points,
        compare: points,
        color,
        style,
        smooth,
        side,
    };
    let shares = Shares { bins, color };
    vec![
        Plot::Lines(vec![
            line(Style::Area, true, Side::Left),
            line(Style::Step, false, Side::Right),
            line(Style::Line, false, Side::Left),
        ]),
        Plot::Bars(vec![
            Bars {
                bars,
                compare: bars,
                color,
                side: Side::Left,
            },
            Bars {
                bars,
                compare: &[],
                color,
                side: Side::Right,
            },
        ]),
        Plot::Timeline(vec![Row {
            label: "Pump",
            color,
            segments,
        }]),
        Plot::Scatter(Scatter {
            points: pairs,
            compare: pairs,
            color,
            bottom: bottom.clone(),
        }),
        Plot::Histogram(Histogram {
            series: vec![shares],
            bottom: bottom.clone(),
        }),
        Plot::Histogram(Histogram {
            series: vec![shares, shares],
            bottom: bottom.clone(),
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_data_and_any_edges_give_a_picture_of_finite_places(
        values in prop::collection::vec((instant(), number()), 0..40), left in axis(), right in prop::option::of(axis()), bottom in axis(),
        width in 40u32..900, height in 20u32..400, axes: bool,
    ) {
        let mut sorted: Pairs = values;
        sorted.sort_by_key(|(at, _)| *at);
        let points: Vec<Point> = sorted.iter().map(|(at, value)| Point { at: *at, value: *value }).collect();
        let spans = || sorted.iter().zip(sorted.iter().skip(1));
        let bars: Vec<Bar> = spans().map(|(a, b)| Bar { from: a.0, to: b.0, value: Some(a.1) }).collect();
        let states = [State::On, State::Mixed, State::Off, State::Nothing, State::Word { index: usize::MAX, text: "Half" }];
        let segments: Vec<Segment<'_>> = spans().zip(states.into_iter().cycle()).map(|((a, b), state)| Segment { from: a.0, to: b.0, state }).collect();
        let pairs: Vec<(f64, f64)> = spans().map(|(a, b)| (a.1, b.1)).collect();
        let bins: Vec<Bin> = spans().map(|(a, b)| Bin { from: a.1, to: b.1, share: a.1 / 100.0 }).collect();
        let marks: Vec<Marker> = sorted.iter().map(|(at, _)| Marker { at: *at, color: color("#ff6b5e"), label: "Alert".to_owned() }).collect();
        let thresholds: Vec<Threshold> = pairs.iter().map(|(a, b)| Threshold {
            value: *a, to: (b > a).then_some(*b), color: color("#ff6b5e"), label: "Limit".to_owned(), side: Side::Right,
        }).collect();
        for plot in plots(&points, &bars, &segments, &pairs, &bins, &bottom) {
            let chart = Chart {
                width, height, axes, left: left.clone(), right: right.clone(), thresholds: thresholds.clone(), markers: marks.clone(),
                ..base(plot, DAY, &dark())
            };
            let drawing = draw_svg(&chart).unwrap();
            prop_assert!(!drawing.svg.contains("NaN") && !drawing.svg.contains("inf"), "{}", drawing.svg);
            let scale = drawing.scales.left_axis;
            prop_assert!(scale.minimum < scale.maximum && (scale.maximum - scale.minimum).is_finite(), "{scale:?}");
            prop_assert!(!drawing.svg.contains("2147483647") && !drawing.svg.contains("-2147483648"), "{}", drawing.svg);
        }
    }
}
