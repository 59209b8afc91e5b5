//! What a person sees of bars, timelines, scatters, histograms and exports.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tilework_chart::{
    Axis, Bar, Bars, Bin, Chart, Histogram, Plot, Row, Scatter, Segment, Shares, Side, State,
    Threshold, draw_svg,
};

mod samples;
mod svg_file;

use samples::{DAY, Data, HOUR, NOON, base, color, dark, unit};
use svg_file::{group, line, texts};

fn bar(hour: i64, value: Option<f64>) -> Bar {
    Bar {
        from: NOON + (hour - 4) * HOUR,
        to: NOON + (hour - 3) * HOUR,
        value,
    }
}

fn bars(bars: &[Bar]) -> Chart<'_> {
    let series = Bars {
        bars,
        compare: &[],
        color: color("#ff8367"),
        side: Side::Left,
    };
    base(Plot::Bars(vec![series, series]), 4 * HOUR, &dark())
}

#[test]
fn a_scale_of_bars_holds_zero_whatever_edges_are_asked_for() {
    let values = [bar(0, Some(20.0)), bar(1, None), bar(2, Some(22.0))];
    for minimum in [None, Some(15.0)] {
        let drawing = draw_svg(&Chart {
            left: Axis {
                minimum,
                ..Axis::default()
            },
            ..bars(&values)
        })
        .unwrap();
        assert_eq!(drawing.scales.left_axis.minimum, 0.0);
        assert_eq!(drawing.scales.samples, 4);
        let drawn = group(&drawing.svg, "data-series=\"1\"");
        assert_eq!(drawn.matches("<polygon").count(), 2, "{}", drawing.svg);
    }
    let drawing = draw_svg(&bars(&[bar(0, Some(-3.0)), bar(1, Some(f64::NAN))])).unwrap();
    assert_eq!(drawing.scales.left_axis.maximum, 0.0);
}

#[test]
fn a_word_is_written_in_a_segment_where_it_fits() {
    let segment = |from, to, state| Segment {
        from: NOON + from * HOUR,
        to: NOON + to * HOUR,
        state,
    };
    let segments = [
        segment(-24, -10, State::On),
        segment(
            -10,
            -9,
            State::Word {
                index: 9,
                text: "Heating",
            },
        ),
        segment(-9, -6, State::Nothing),
        segment(-6, -5, State::Mixed),
        segment(-5, 0, State::Off),
    ];
    let row = Row {
        label: "Boiler",
        color: color("#ff8367"),
        segments: &segments,
    };
    let chart = base(Plot::Timeline(vec![row]), DAY, &dark());
    let drawing = draw_svg(&chart).unwrap();
    let found = texts(&drawing.svg);
    assert!(found.contains(&"Boiler".to_owned()) && found.contains(&"Off".to_owned()));
    assert!(!found.contains(&"Heating".to_owned()), "{found:?}");
    let drawn = group(&drawing.svg, "data-series=\"0\"");
    assert_eq!(drawn.matches("<polygon").count(), 4, "{drawn}");
    // On, the tenth of five words, off; the hatching of mixed states has strokes of the series' colour.
    for color in ["#FF8367", "#F57AB0", "#252A30"] {
        assert!(drawn.contains(color), "{color}: {drawn}");
    }
    assert!(drawn.contains("<line") || drawn.contains("<polyline"));
    let wide = draw_svg(&Chart {
        width: 2_000,
        ..chart
    });
    assert!(texts(&wide.unwrap().svg).contains(&"Heating".to_owned()));
}

#[test]
fn a_scatter_has_a_dot_for_each_place_and_says_its_axis() {
    let points = [
        (1.0, 2.0),
        (1.0, 2.0),
        (f64::NAN, 3.0),
        (4.0, f64::INFINITY),
        (9.0, 8.0),
    ];
    let scatter = Scatter {
        points: &points,
        compare: &[],
        color: color("#57b6ff"),
        bottom: unit("°C"),
    };
    let drawing = draw_svg(&base(Plot::Scatter(scatter), DAY, &dark())).unwrap();
    let dots = group(&drawing.svg, "data-series=\"0\"");
    assert_eq!(dots.matches("<circle").count(), 2, "{}", drawing.svg);
    let bottom = drawing.scales.bottom_axis.unwrap();
    assert!(bottom.minimum <= 1.0 && bottom.maximum >= 9.0);
    assert!(texts(&drawing.svg).iter().any(|text| text.ends_with("°C")));
}

#[test]
fn a_scatter_of_many_samples_keeps_its_outlier() {
    let mut points: Vec<(f64, f64)> = (0..50_000)
        .map(|index| (f64::from(index % 250), f64::from(index / 250)))
        .collect();
    points.push((900.0, 900.0));
    let scatter = Scatter {
        points: &points,
        compare: &[],
        color: color("#57b6ff"),
        bottom: Axis::default(),
    };
    let drawing = draw_svg(&base(Plot::Scatter(scatter), DAY, &dark())).unwrap();
    assert!(drawing.svg.matches("<circle").count() < 4_500);
    let x = |part: &str| {
        part.split(" cx=\"")
            .nth(1)?
            .split('"')
            .next()?
            .parse::<f64>()
            .ok()
    };
    let right = drawing
        .svg
        .split("<circle")
        .skip(1)
        .filter_map(x)
        .fold(0.0, f64::max);
    let axis = drawing.scales.bottom_axis.unwrap();
    let part = (right / 10.0 - drawing.scales.left) / (drawing.scales.right - drawing.scales.left);
    assert!((part * axis.maximum - 900.0).abs() < 5.0, "{part}");
}

#[test]
fn a_histogram_is_in_per_cent_from_zero() {
    let bins = [(10.0, 0.25), (15.0, 0.75)].map(|(from, share)| Bin {
        from,
        to: from + 5.0,
        share,
    });
    let histogram = Histogram {
        series: vec![Shares {
            bins: &bins,
            color: color("#57b6ff"),
        }],
        bottom: unit("°C"),
    };
    let chart = Chart {
        thresholds: vec![Threshold {
            value: 12.5,
            to: None,
            color: color("#ff6b5e"),
            label: "Limit".to_owned(),
            side: Side::Left,
        }],
        ..base(Plot::Histogram(histogram), DAY, &dark())
    };
    let drawing = draw_svg(&chart).unwrap();
    let scales = drawing.scales;
    assert_eq!(
        (scales.left_axis.minimum, scales.left_axis.maximum),
        (0.0, 80.0)
    );
    let bottom = scales.bottom_axis.unwrap();
    assert_eq!((bottom.minimum, bottom.maximum), (10.0, 20.0));
    assert!(texts(&drawing.svg).contains(&"80%".to_owned()));
    // Its line is upright, a quarter of the way.
    let line = line(group(&drawing.svg, "data-threshold=\"0\""));
    let x = scales.left + 0.25 * (scales.right - scales.left);
    assert!(
        line.len() == 2 && line.iter().all(|corner| (corner.0 - x).abs() < 0.1),
        "{line:?}"
    );
}

#[test]
fn an_export_has_a_background_and_says_what_it_shows() {
    let data = Data::new();
    let charts = data.charts(&dark());
    let find = |name: &str| {
        charts
            .iter()
            .find(|chart| chart.0 == name)
            .unwrap()
            .1
            .clone()
    };
    let (plain, export) = (find("lines"), find("export"));
    let (plain, export) = (draw_svg(&plain).unwrap(), draw_svg(&export).unwrap());
    assert!(!plain.svg.contains("data-part=\"background\""));
    assert!(group(&export.svg, "data-part=\"background\"").contains("#15181D"));
    let found = texts(&export.svg);
    for text in ["Greenhouse climate", "Air", "Soil"] {
        assert!(found.contains(&text.to_owned()), "{found:?}");
    }
    assert!(export.svg.contains("sans-serif"));
    assert!(export.scales.top > plain.scales.top + 40.0);
}

#[test]
fn no_data_of_any_kind_leaves_a_picture() {
    let scatter = Scatter {
        points: &[],
        compare: &[],
        color: color("#57b6ff"),
        bottom: Axis::default(),
    };
    let histogram = Histogram {
        series: Vec::new(),
        bottom: Axis::default(),
    };
    let plots = [
        Plot::Lines(Vec::new()),
        Plot::Bars(Vec::new()),
        Plot::Timeline(Vec::new()),
        Plot::Scatter(scatter),
        Plot::Histogram(histogram),
    ];
    for plot in plots {
        for axes in [true, false] {
            let chart = Chart {
                axes,
                ..base(plot.clone(), DAY, &dark())
            };
            assert_eq!(draw_svg(&chart).unwrap().scales.samples, 0);
        }
    }
}
