//! A request and its data as a chart.

use tilework_chart::{
    Axis, Bars, Chart, ChartError, Color, Histogram, Line, Locale, Marker, Palette, Plot, Row,
    Scatter, Segment, Shares, Side, State, Style, Threshold,
};
use tilework_history::query;

use super::{
    asked::word,
    data::{Data, Plotted, Row as States},
};
use crate::api::{AppError, AxisSide, ChartAxis, ChartLocale, ChartRequest, ChartStyle};

/// Hands the chart of a request to `draw`.
pub fn with_chart<T>(
    request: &ChartRequest,
    data: &Data,
    draw: impl FnOnce(&Chart<'_>) -> Result<T, ChartError>,
) -> Result<T, AppError> {
    let colors: Vec<Color> = request
        .series
        .iter()
        .map(|series| color(&series.color))
        .collect::<Result<_, _>>()?;
    let rows = match &data.plot {
        Plotted::Timeline(rows) => rows.iter().map(segments).collect(),
        _ => Vec::new(),
    };
    let plot = plot(request, data, &colors, &rows);
    let threshold = |it: &'_ crate::api::ChartThreshold| {
        Ok::<_, AppError>((it.value, it.to, color(&it.color)?, it.axis))
    };
    let thresholds: Vec<_> = request
        .thresholds
        .iter()
        .map(threshold)
        .collect::<Result<_, _>>()?;
    let markers: Vec<Color> = request
        .markers
        .iter()
        .map(|marker| color(&marker.color))
        .collect::<Result<_, _>>()?;
    let palette = &request.palette;
    let chart = Chart {
        plot,
        width: request.width,
        height: request.height,
        from: data.from,
        to: data.to,
        axes: request.axes,
        left: axis(&request.left),
        right: request.right.as_ref().map(axis),
        thresholds: thresholds
            .iter()
            .zip(&request.thresholds)
            .map(|((value, to, color, axis), asked)| Threshold {
                value: *value,
                to: *to,
                color: *color,
                label: &asked.label,
                side: side(*axis),
            })
            .collect(),
        markers: markers
            .iter()
            .zip(&request.markers)
            .map(|(color, asked)| Marker {
                at: asked.at,
                color: *color,
                label: &asked.label,
            })
            .collect(),
        palette: Palette {
            surface: color(&palette.surface)?,
            text: color(&palette.text)?,
            grid: color(&palette.grid)?,
            states: palette
                .states
                .iter()
                .map(|state| color(state))
                .collect::<Result<_, _>>()?,
        },
        locale: locale(&request.locale),
        dress: None,
    };
    draw(&chart).map_err(|error| internal(&error))
}

fn plot<'a>(
    request: &'a ChartRequest,
    data: &'a Data,
    colors: &[Color],
    rows: &'a [Vec<Segment<'a>>],
) -> Plot<'a> {
    let series = || request.series.iter().zip(colors);
    match &data.plot {
        Plotted::Lines(lines) => Plot::Lines(
            series()
                .zip(lines)
                .map(|((asked, color), shown)| Line {
                    points: &shown.now,
                    compare: &shown.before,
                    color: *color,
                    style: match asked.style {
                        ChartStyle::Line => Style::Line,
                        ChartStyle::Area => Style::Area,
                        ChartStyle::Step => Style::Step,
                    },
                    smooth: asked.smooth,
                    side: side(asked.axis),
                })
                .collect(),
        ),
        Plotted::Bars(bars) => Plot::Bars(
            series()
                .zip(bars)
                .map(|((asked, color), shown)| Bars {
                    bars: &shown.now,
                    compare: &shown.before,
                    color: *color,
                    side: side(asked.axis),
                })
                .collect(),
        ),
        Plotted::Timeline(_) => Plot::Timeline(
            series()
                .zip(rows)
                .map(|((asked, color), segments)| Row {
                    label: &asked.label,
                    color: *color,
                    segments,
                })
                .collect(),
        ),
        Plotted::Scatter(shown) => Plot::Scatter(Scatter {
            points: &shown.now,
            compare: &shown.before,
            color: colors.first().copied().unwrap_or(Color {
                red: 128,
                green: 128,
                blue: 128,
            }),
            // The first series goes to the right: its axis is the one that the second does not use.
            bottom: request.right.as_ref().map(axis).unwrap_or_default(),
        }),
        Plotted::Histogram(all) => Plot::Histogram(Histogram {
            series: colors
                .iter()
                .zip(all)
                .map(|(color, bins)| Shares {
                    bins,
                    color: *color,
                })
                .collect(),
            bottom: axis(&request.left),
        }),
    }
}

fn segments(row: &States) -> Vec<Segment<'_>> {
    let state = |state: query::State| match (state, &row.words) {
        (query::State::Unknown, _) => State::Nothing,
        (query::State::Mixed, _) => State::Mixed,
        (query::State::Value(value), Some(words)) => State::Word {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a small index
            index: value as usize,
            text: word(value, words),
        },
        (query::State::Value(value), None) => {
            if value == 0.0 {
                State::Off
            } else {
                State::On
            }
        }
    };
    let segments = row.segments.iter().map(|segment| Segment {
        from: segment.from,
        to: segment.to,
        state: state(segment.state),
    });
    segments.collect()
}

fn color(text: &str) -> Result<Color, AppError> {
    text.parse::<Color>().map_err(|error| internal(&error))
}

fn internal(error: &dyn std::error::Error) -> AppError {
    AppError::Internal {
        message: error.to_string(),
    }
}

fn side(axis: AxisSide) -> Side {
    match axis {
        AxisSide::Left => Side::Left,
        AxisSide::Right => Side::Right,
    }
}

fn axis(axis: &ChartAxis) -> Axis<'_> {
    Axis {
        unit: axis.unit.as_deref(),
        minimum: axis.minimum,
        maximum: axis.maximum,
        logarithmic: axis.logarithmic,
    }
}

fn locale(locale: &ChartLocale) -> Locale {
    let ChartLocale {
        time_zone,
        months,
        weekdays,
        day_periods,
        day_first,
        decimal_separator,
        group_separator,
        on,
        off,
    } = locale.clone();
    Locale {
        time_zone,
        months,
        weekdays,
        day_periods,
        day_first,
        decimal_separator,
        group_separator,
        on,
        off,
    }
}
