//! What is refused.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tilework_chart::{Axis, Chart, ChartError, Marker, Plot, Style, draw_png, draw_svg};

mod samples;

use samples::{HOUR, base, color, dark, line};

#[test]
fn what_is_outside_the_limits_is_refused() {
    let base = base(Plot::Lines(Vec::new()), HOUR, &dark());
    let check =
        |chart: Chart<'_>, expected: ChartError| assert_eq!(draw_svg(&chart), Err(expected));
    for (width, height) in [(39, 160), (4_097, 160), (400, 19), (400, 4_097)] {
        let size = ChartError::Size { width, height };
        check(
            Chart {
                width,
                height,
                ..base.clone()
            },
            size,
        );
    }
    for (from, to) in [(0, 0), (1, 0), (i64::MIN, 0), (0, i64::MAX)] {
        check(
            Chart {
                from,
                to,
                ..base.clone()
            },
            ChartError::Span,
        );
    }
    let edges = [
        (Some(f64::NAN), None),
        (None, Some(f64::INFINITY)),
        (Some(2.0), Some(1.0)),
        (Some(1.0), Some(1.0)),
    ];
    for (minimum, maximum) in edges {
        let axis = Axis {
            minimum,
            maximum,
            ..Axis::default()
        };
        check(
            Chart {
                left: axis.clone(),
                ..base.clone()
            },
            ChartError::Range,
        );
        check(
            Chart {
                right: Some(axis),
                ..base.clone()
            },
            ChartError::Range,
        );
    }
    let marker = Marker {
        at: 0,
        color: color("#ff6b5e"),
        label: String::new(),
    };
    check(
        Chart {
            markers: vec![marker; 257],
            ..base.clone()
        },
        ChartError::TooMany,
    );
    check(
        Chart {
            plot: Plot::Lines(vec![line(&[], color("#ff6b5e"), Style::Line); 17]),
            ..base.clone()
        },
        ChartError::TooMany,
    );
}

#[test]
fn a_picture_is_not_larger_than_memory_allows() {
    let base = base(Plot::Lines(Vec::new()), HOUR, &dark());
    for scale in [0, 5, u32::MAX] {
        assert_eq!(draw_png(&base, scale), Err(ChartError::Scale));
    }
    let large = Chart {
        width: 4_096,
        height: 4_096,
        ..base
    };
    assert_eq!(draw_png(&large, 4), Err(ChartError::Scale));
}
