//! A request and its data as a chart.

use tilework_chart::{
    Bars, Chart, ChartError, Histogram, Line, Plot, Row, Scatter, Segment, Shares, State,
};
use tilework_history::query;

use super::{
    ChartRequest,
    data::{Data, Plotted, Row as States},
};
use crate::{
    error::{Answer, AppError},
    rooms::history::word,
};

/// Hands the chart of a request to `draw`.
pub fn with_chart<T>(
    request: &ChartRequest,
    data: &Data,
    draw: impl FnOnce(&Chart<'_>) -> Result<T, ChartError>,
) -> Answer<T> {
    let rows = match &data.plot {
        Plotted::Timeline(rows) => rows.iter().map(segments).collect(),
        _ => Vec::new(),
    };
    let plot = plot(request, data, &rows);
    let chart = Chart {
        plot,
        width: request.width,
        height: request.height,
        from: data.from,
        to: data.to,
        axes: request.axes,
        left: request.left.clone(),
        right: request.right.clone(),
        thresholds: request.thresholds.clone(),
        markers: request.markers.clone(),
        palette: request.palette.clone(),
        locale: request.locale.clone(),
        dress: None,
    };
    draw(&chart).map_err(|error| internal(&error))
}

fn plot<'a>(request: &'a ChartRequest, data: &'a Data, rows: &'a [Vec<Segment<'a>>]) -> Plot<'a> {
    let series = || request.series.iter();
    match &data.plot {
        Plotted::Lines(lines) => Plot::Lines(
            series()
                .zip(lines)
                .map(|(asked, shown)| Line {
                    points: &shown.now,
                    compare: &shown.before,
                    color: asked.color,
                    style: asked.style,
                    smooth: asked.smooth,
                    side: asked.axis,
                })
                .collect(),
        ),
        Plotted::Bars(bars) => Plot::Bars(
            series()
                .zip(bars)
                .map(|(asked, shown)| Bars {
                    bars: &shown.now,
                    compare: &shown.before,
                    color: asked.color,
                    side: asked.axis,
                })
                .collect(),
        ),
        Plotted::Timeline(_) => Plot::Timeline(
            series()
                .zip(rows)
                .map(|(asked, segments)| Row {
                    label: &asked.label,
                    color: asked.color,
                    segments,
                })
                .collect(),
        ),
        Plotted::Scatter(shown) => Plot::Scatter(Scatter {
            points: &shown.now,
            compare: &shown.before,
            color: request
                .series
                .first()
                .map_or(request.palette.text, |series| series.color),
            // The first series goes to the right: its axis is the one that the second does not use.
            bottom: request.right.clone().unwrap_or_default(),
        }),
        Plotted::Histogram(all) => Plot::Histogram(Histogram {
            series: series()
                .zip(all)
                .map(|(asked, bins)| Shares {
                    bins,
                    color: asked.color,
                })
                .collect(),
            bottom: request.left.clone(),
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

fn internal(error: &dyn std::error::Error) -> AppError {
    AppError::Internal {
        message: error.to_string(),
    }
}
