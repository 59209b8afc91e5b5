//! One chart of each kind, in both themes: for the snapshots, and for the gallery.

#![allow(dead_code, reason = "each test uses some of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tilework_chart::{Axis, Chart, Color, Line, Locale, Palette, Plot, Point, Side, Style};

mod charts;
pub mod data;

pub use data::Data;

/// 2026-11-22T12:00:00Z, a Sunday.
pub const NOON: i64 = 1_795_348_800_000;
pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// Of ui/src/styles/tokens.css; the grid is `--line` on `--surface`.
#[derive(Debug, Clone)]
pub struct Theme {
    pub name: &'static str,
    pub palette: Palette,
    pub coral: Color,
    pub sky: Color,
    pub teal: Color,
    pub amber: Color,
    pub danger: Color,
}

pub fn color(text: &str) -> Color {
    text.parse().unwrap()
}

pub fn dark() -> Theme {
    Theme {
        name: "dark",
        palette: Palette {
            surface: color("#15181d"),
            text: color("#7b8692"),
            grid: color("#252a30"),
            states: ["#57b6ff", "#a394ff", "#f5b544", "#57c98f", "#f57ab0"]
                .map(color)
                .to_vec(),
        },
        coral: color("#ff8367"),
        sky: color("#57b6ff"),
        teal: color("#2dd4bf"),
        amber: color("#f5b544"),
        danger: color("#ff6b5e"),
    }
}

pub fn light() -> Theme {
    Theme {
        name: "light",
        palette: Palette {
            surface: color("#ffffff"),
            text: color("#667180"),
            grid: color("#eceef1"),
            states: ["#1c7ed6", "#6f5cf0", "#c47f0e", "#1d8a54", "#cf3f80"]
                .map(color)
                .to_vec(),
        },
        coral: color("#d9573a"),
        sky: color("#1c7ed6"),
        teal: color("#0f9e8c"),
        amber: color("#c47f0e"),
        danger: color("#c23327"),
    }
}

pub fn base<'a>(plot: Plot<'a>, span: i64, theme: &Theme) -> Chart<'a> {
    Chart {
        plot,
        width: 480,
        height: 260,
        from: NOON - span,
        to: NOON,
        axes: true,
        left: Axis::default(),
        right: None,
        thresholds: Vec::new(),
        markers: Vec::new(),
        palette: theme.palette.clone(),
        locale: Locale {
            time_zone: "Europe/Berlin".to_owned(),
            ..Locale::default()
        },
        dress: None,
    }
}

pub fn unit(unit: &str) -> Axis {
    Axis {
        unit: Some(unit.to_owned()),
        ..Axis::default()
    }
}

pub fn line(points: &[Point], color: Color, style: Style) -> Line<'_> {
    Line {
        points,
        compare: &[],
        color,
        style,
        smooth: false,
        side: Side::Left,
    }
}
