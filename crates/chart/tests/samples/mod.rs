//! One chart of each kind, in both themes: for the snapshots, and for the gallery.

#![allow(dead_code, reason = "each test uses some of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tilework_chart::{
    Axis, Bar, Bars, Bin, Chart, Color, Dress, Every, Histogram, Legend, Line, Locale, Marker,
    Palette, Plot, Point, Row, Scatter, Segment, Shares, Side, State, Style, Threshold, calendar,
};

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

/// The same on every machine: no function of the mathematics library decides about a pixel.
pub fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from((state >> 40) as u32) / f64::from(1 << 24) - 0.5
    }
}

pub fn wave(count: i64, span: i64, middle: f64, height: f64, rough: f64) -> Vec<Point> {
    let mut random = noise(7);
    (0..count)
        .map(|index| Point {
            at: NOON - span + span * index / (count - 1),
            value: middle + height * (index as f64 / count as f64 * 12.0).sin() + rough * random(),
        })
        .collect()
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

pub fn unit(unit: &str) -> Axis<'_> {
    Axis {
        unit: Some(unit),
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

/// What the charts are made from.
#[derive(Debug)]
pub struct Data {
    air: Vec<Point>,
    soil: Vec<Point>,
    gaps: Vec<Point>,
    steps: Vec<Point>,
    few: Vec<Point>,
    before: Vec<Point>,
    pressure: Vec<Point>,
    decades: Vec<Point>,
    energy: [Vec<Bar>; 3],
    balance: Vec<Bar>,
    rows: Vec<(&'static str, Vec<Segment<'static>>)>,
    pairs: [Vec<(f64, f64)>; 2],
    bins: [Vec<Bin>; 2],
}

impl Data {
    pub fn new() -> Self {
        let mut gaps = wave(300, DAY, 48.0, 18.0, 3.0);
        for point in gaps.iter_mut().skip(80).take(40) {
            point.value = f64::NAN;
        }
        gaps[100].value = 58.0;
        gaps[220].value = f64::NAN;
        let few = |shift: f64| {
            let values = [
                3.1, 3.4, 2.8, 5.9, 9.4, 12.6, 13.1, 11.0, 8.2, 6.3, 6.0, 4.4,
            ];
            (0..)
                .zip(values)
                .map(|(index, value)| Point {
                    at: NOON - DAY + index * 2 * HOUR,
                    value: value * (1.0 - shift) + shift * 3.0,
                })
                .collect::<Vec<_>>()
        };
        let decades = (0..200)
            .map(|index| Point {
                at: NOON - DAY + index * DAY / 199,
                value: 0.4
                    * 10f64.powf(4.0 * (index as f64 / 199.0) + (index as f64 / 9.0).sin() * 0.3),
            })
            .collect();
        Self {
            air: wave(800, DAY, 24.0, 5.0, 1.2),
            soil: wave(800, DAY, 21.0, -5.0, 1.0),
            gaps,
            steps: (0..12)
                .map(|i| Point {
                    at: NOON - HOUR + i * 5 * MINUTE,
                    value: 19.0 + ((i * 5) % 7) as f64 * 0.5,
                })
                .collect(),
            few: few(0.0),
            before: few(0.3),
            pressure: wave(200, DAY, 1_013.0, 7.0, 0.3),
            decades,
            energy: [bars(1.0, 3), bars(0.6, 5), bars(0.9, 9)],
            balance: bars(1.0, 3)
                .into_iter()
                .zip(0..)
                .map(|(bar, index)| Bar {
                    value: (index != 4).then(|| bar.value.unwrap_or_default() - 6.0),
                    ..bar
                })
                .collect(),
            rows: rows(),
            pairs: [pairs(11, 0.0), pairs(5, 2.0)],
            bins: [bins(20.0, 3), bins(23.5, 8)],
        }
    }

    /// Of each kind one, by the name of its picture.
    pub fn charts(&self, theme: &Theme) -> Vec<(&'static str, Chart<'_>)> {
        let Theme {
            coral,
            sky,
            teal,
            amber,
            danger,
            ..
        } = theme.clone();
        let lines = |lines, span| base(Plot::Lines(lines), span, theme);
        vec![
            (
                "lines",
                Chart {
                    left: unit("°C"),
                    ..lines(
                        vec![
                            line(&self.air, coral, Style::Area),
                            line(&self.soil, sky, Style::Line),
                        ],
                        DAY,
                    )
                },
            ),
            (
                "gaps",
                Chart {
                    left: unit("%"),
                    ..lines(vec![line(&self.gaps, teal, Style::Area)], DAY)
                },
            ),
            (
                "smooth",
                Chart {
                    left: unit("°C"),
                    ..lines(
                        vec![Line {
                            compare: &self.before,
                            smooth: true,
                            ..line(&self.few, coral, Style::Area)
                        }],
                        DAY,
                    )
                },
            ),
            (
                "steps",
                Chart {
                    left: unit("°C"),
                    ..lines(vec![line(&self.steps, amber, Style::Step)], HOUR)
                },
            ),
            (
                "axes",
                Chart {
                    left: unit("°C"),
                    right: Some(unit("hPa")),
                    ..lines(
                        vec![
                            line(&self.air, coral, Style::Line),
                            Line {
                                side: Side::Right,
                                ..line(&self.pressure, sky, Style::Line)
                            },
                        ],
                        DAY,
                    )
                },
            ),
            (
                "logarithmic",
                Chart {
                    left: Axis {
                        logarithmic: true,
                        ..unit("lx")
                    },
                    ..lines(vec![line(&self.decades, amber, Style::Line)], DAY)
                },
            ),
            (
                "thresholds",
                Chart {
                    left: unit("°C"),
                    thresholds: vec![
                        threshold(28.0, None, danger, "Too warm"),
                        threshold(18.0, Some(22.0), teal, "Comfort"),
                    ],
                    markers: vec![
                        Marker {
                            at: NOON - 15 * HOUR,
                            color: danger,
                            label: "Pump failed",
                        },
                        Marker {
                            at: NOON - 4 * HOUR,
                            color: amber,
                            label: "Door open",
                        },
                    ],
                    ..lines(vec![line(&self.air, coral, Style::Line)], DAY)
                },
            ),
            (
                "bars",
                Chart {
                    left: unit("kWh"),
                    ..base(
                        Plot::Bars(vec![
                            bars_of(&self.energy[0], amber),
                            bars_of(&self.energy[1], sky),
                        ]),
                        14 * DAY,
                        theme,
                    )
                },
            ),
            (
                "bars-compare",
                Chart {
                    left: unit("kWh"),
                    ..base(
                        Plot::Bars(vec![Bars {
                            compare: &self.energy[2],
                            ..bars_of(&self.energy[0], amber)
                        }]),
                        14 * DAY,
                        theme,
                    )
                },
            ),
            (
                "bars-negative",
                Chart {
                    left: unit("kWh"),
                    ..base(
                        Plot::Bars(vec![bars_of(&self.balance, teal)]),
                        14 * DAY,
                        theme,
                    )
                },
            ),
            (
                "timeline",
                base(
                    Plot::Timeline(
                        self.rows
                            .iter()
                            .zip([amber, coral, teal, sky])
                            .map(|((label, segments), color)| Row {
                                label,
                                color,
                                segments,
                            })
                            .collect(),
                    ),
                    DAY,
                    theme,
                ),
            ),
            (
                "scatter",
                Chart {
                    left: unit("%"),
                    ..base(
                        Plot::Scatter(Scatter {
                            points: &self.pairs[0],
                            compare: &self.pairs[1],
                            color: sky,
                            bottom: unit("°C"),
                        }),
                        DAY,
                        theme,
                    )
                },
            ),
            (
                "histogram",
                base(
                    Plot::Histogram(Histogram {
                        series: vec![shares(&self.bins[0], coral)],
                        bottom: unit("°C"),
                    }),
                    DAY,
                    theme,
                ),
            ),
            (
                "histogram-two",
                base(
                    Plot::Histogram(Histogram {
                        series: vec![shares(&self.bins[0], coral), shares(&self.bins[1], sky)],
                        bottom: unit("°C"),
                    }),
                    DAY,
                    theme,
                ),
            ),
            (
                "export",
                Chart {
                    left: unit("°C"),
                    height: 320,
                    dress: Some(Dress {
                        title: Some("Greenhouse climate"),
                        subtitle: Some("21 November 2026, 13:00 – 22 November 2026, 13:00"),
                        legend: vec![
                            Legend {
                                label: "Air",
                                color: coral,
                            },
                            Legend {
                                label: "Soil",
                                color: sky,
                            },
                        ],
                    }),
                    ..lines(
                        vec![
                            line(&self.air, coral, Style::Area),
                            line(&self.soil, sky, Style::Line),
                        ],
                        DAY,
                    )
                },
            ),
            (
                "sparkline",
                Chart {
                    width: 152,
                    height: 36,
                    axes: false,
                    ..lines(vec![line(&self.air[..80], coral, Style::Area)], DAY)
                },
            ),
        ]
    }
}

fn threshold(value: f64, to: Option<f64>, color: Color, label: &str) -> Threshold<'_> {
    Threshold {
        value,
        to,
        color,
        label,
        side: Side::Left,
    }
}

fn bars_of(bars: &[Bar], color: Color) -> Bars<'_> {
    Bars {
        bars,
        compare: &[],
        color,
        side: Side::Left,
    }
}

fn shares(bins: &[Bin], color: Color) -> Shares<'_> {
    Shares { bins, color }
}

fn bars(factor: f64, seed: u64) -> Vec<Bar> {
    let mut random = noise(seed);
    let edges = calendar(NOON - 14 * DAY, NOON, "Europe/Berlin", Every::Day).unwrap();
    edges
        .windows(2)
        .map(|edges| Bar {
            from: edges[0],
            to: edges[1],
            value: Some(factor * (8.0 + 9.0 * random())),
        })
        .collect()
}

fn rows() -> Vec<(&'static str, Vec<Segment<'static>>)> {
    let segments = |states: &[(i64, State<'static>)]| {
        let ends = states.iter().skip(1).map(|(at, _)| *at).chain([1_440]);
        states
            .iter()
            .zip(ends)
            .map(|((from, state), to)| Segment {
                from: NOON - DAY + from * MINUTE,
                to: NOON - DAY + to * MINUTE,
                state: *state,
            })
            .collect::<Vec<_>>()
    };
    let word = |index, text| State::Word { index, text };
    vec![
        (
            "Grow lights",
            segments(&[
                (0, State::On),
                (380, State::Off),
                (1_050, State::On),
                (1_062, State::Off),
                (1_070, State::On),
            ]),
        ),
        (
            "Irrigation pump",
            segments(&[
                (0, State::Nothing),
                (90, State::Off),
                (300, State::Mixed),
                (420, State::Off),
                (900, State::Mixed),
                (905, State::On),
                (1_000, State::Off),
            ]),
        ),
        (
            "Shade mode",
            segments(&[
                (0, word(0, "Auto")),
                (400, word(1, "Half")),
                (720, word(2, "Full")),
                (760, word(0, "Auto")),
            ]),
        ),
        (
            "Washing machine",
            segments(&[
                (0, word(3, "Idle")),
                (500, word(0, "Washing")),
                (600, word(4, "Spin")),
                (640, State::Nothing),
                (800, word(3, "Idle")),
            ]),
        ),
    ]
}

fn pairs(seed: u64, shift: f64) -> Vec<(f64, f64)> {
    let mut random = noise(seed);
    (0..400)
        .map(|_| {
            let x = 22.0 + 9.0 * (random() + random());
            (
                x,
                120.0 - 3.0 * x + shift * 3.0 + 14.0 * (random() + random()),
            )
        })
        .collect()
}

fn bins(middle: f64, seed: u64) -> Vec<Bin> {
    let mut random = noise(seed);
    let heights: Vec<f64> = (0..16)
        .map(|index| {
            let from = 16.0 + f64::from(index) * 0.75 - middle;
            (1.0 / (1.0 + from * from / 4.0)) * (1.0 + 0.3 * random())
        })
        .collect();
    let sum: f64 = heights.iter().sum();
    (0..)
        .zip(heights)
        .map(|(index, height)| Bin {
            from: 16.0 + f64::from(index) * 0.75,
            to: 16.75 + f64::from(index) * 0.75,
            share: height / sum,
        })
        .collect()
}
