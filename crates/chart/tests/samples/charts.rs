//! Of each kind one chart.

use tilework_chart::{
    Axis, Bar, Bars, Bin, Chart, Color, Dress, Histogram, Legend, Line, Marker, Plot, Row, Scatter,
    Shares, Side, Style, Threshold,
};

use super::{DAY, Data, HOUR, NOON, Theme, base, line, unit};

impl Data {
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
                            label: "Pump failed".to_owned(),
                        },
                        Marker {
                            at: NOON - 4 * HOUR,
                            color: amber,
                            label: "Door open".to_owned(),
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
                Chart {
                    thresholds: vec![
                        threshold(18.0, Some(22.0), teal, "Comfort"),
                        threshold(25.5, None, danger, "Too warm"),
                    ],
                    ..base(
                        Plot::Histogram(Histogram {
                            series: vec![shares(&self.bins[0], coral)],
                            bottom: unit("°C"),
                        }),
                        DAY,
                        theme,
                    )
                },
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
                    ..lines(vec![line(&self.pressure, coral, Style::Area)], DAY)
                },
            ),
        ]
    }
}

fn threshold(value: f64, to: Option<f64>, color: Color, label: &str) -> Threshold {
    Threshold {
        value,
        to,
        color,
        label: label.to_owned(),
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
