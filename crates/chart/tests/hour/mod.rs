//! A chart of an hour in UTC, with one series.

#![allow(dead_code, reason = "each test uses some of it")]

use tilework_chart::{Chart, Locale, Plot, Point, Style};

use super::samples::{base, color, dark, line as series, unit};

pub const FROM: i64 = 1_795_345_200_000;
pub const SPAN: i64 = 3_600_000;

pub fn chart(points: &[Point], style: Style) -> Chart<'_> {
    Chart {
        width: 400,
        height: 160,
        from: FROM,
        to: FROM + SPAN,
        left: unit("°C"),
        locale: Locale::default(),
        ..base(
            Plot::Lines(vec![series(points, color("#ff8367"), style)]),
            SPAN,
            &dark(),
        )
    }
}

pub fn point(after: i64, value: f64) -> Point {
    Point {
        at: FROM + after,
        value,
    }
}

pub fn wave(count: i64) -> Vec<Point> {
    (0..count)
        .map(|i| Point {
            at: FROM + SPAN * i / count,
            value: 20.0 + (i as f64 / 9.0).sin() * 5.0,
        })
        .collect()
}
