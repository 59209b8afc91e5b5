//! A chart request as a picture.

use tilework_chart::{Chart, ChartError, Color, Palette, Point, Series, Style, draw_png, draw_svg};
use tokio::task::spawn_blocking;

use super::Engine;
use crate::{
    api::{AppError, ChartRequest, ChartScales, ChartStyle},
    clock::now,
};

const LONGEST_SECONDS: u32 = 31_622_400;
/// The narrowest picture, in milliseconds, unless a shorter span is asked for.
const SHORTEST_MS: i64 = 60_000;
/// Pixels of the exported picture for one of the screen.
const EXPORT_SCALE: u32 = 2;

impl Engine {
    /// One line of JSON ([`ChartScales`]), a line feed, the SVG.
    pub(super) async fn chart_svg(&self, request: ChartRequest) -> Result<Vec<u8>, AppError> {
        self.draw(request, |chart| {
            let drawing = draw_svg(chart)?;
            let scales = drawing.scales;
            let scales = ChartScales {
                left: scales.left,
                top: scales.top,
                right: scales.right,
                bottom: scales.bottom,
                from: scales.from,
                to: scales.to,
                minimum: scales.minimum,
                maximum: scales.maximum,
                samples: scales.samples,
            };
            let mut bytes = serde_json::to_vec(&scales).unwrap_or_default();
            bytes.push(b'\n');
            bytes.extend_from_slice(drawing.svg.as_bytes());
            Ok(bytes)
        })
        .await
    }

    pub(super) async fn chart_png(&self, request: ChartRequest) -> Result<Vec<u8>, AppError> {
        self.draw(request, |chart| draw_png(chart, EXPORT_SCALE))
            .await
    }

    async fn draw(
        &self,
        request: ChartRequest,
        draw: impl FnOnce(&Chart<'_>) -> Result<Vec<u8>, ChartError> + Send + 'static,
    ) -> Result<Vec<u8>, AppError> {
        let to = now();
        let from = to - i64::from(request.span_seconds.clamp(1, LONGEST_SECONDS)) * 1_000;
        let board = &self.inner.live.board;
        let points: Vec<Vec<Point>> = request
            .series
            .iter()
            .map(|series| board.samples(&series.binding, from))
            .collect();
        let from = first_shown(&points, from, to);
        // Drawing takes as long as a few hundred messages: not on the threads that take them in.
        let drawn = spawn_blocking(move || picture(&request, &points, from, to, draw)).await;
        drawn.map_err(|error| AppError::Internal {
            message: error.to_string(),
        })?
    }
}

/// Where the picture begins: at the first sample while the samples do not fill the span yet, so that the first minutes are not
/// a stub at the right edge; but never less than a minute wide.
fn first_shown(points: &[Vec<Point>], from: i64, to: i64) -> i64 {
    let earliest = points
        .iter()
        .filter_map(|points| points.first())
        .map(|point| point.at)
        .min();
    earliest.map_or(from, |at| at.min(to - SHORTEST_MS).max(from))
}

fn picture(
    request: &ChartRequest,
    points: &[Vec<Point>],
    from: i64,
    to: i64,
    draw: impl FnOnce(&Chart<'_>) -> Result<Vec<u8>, ChartError>,
) -> Result<Vec<u8>, AppError> {
    let internal = |error: String| AppError::Internal { message: error };
    let color = |text: &str| {
        text.parse::<Color>()
            .map_err(|error| internal(error.to_string()))
    };
    let series = request.series.iter().zip(points).map(|(series, points)| {
        let style = match series.style {
            ChartStyle::Line => Style::Line,
            ChartStyle::Area => Style::Area,
            ChartStyle::Step => Style::Step,
        };
        Ok(Series {
            points,
            color: color(&series.color)?,
            style,
        })
    });
    let palette = &request.palette;
    let chart = Chart {
        series: series.collect::<Result<_, AppError>>()?,
        width: request.width,
        height: request.height,
        from,
        to,
        unit: request.unit.as_deref(),
        axes: request.axes,
        minimum: request.minimum,
        maximum: request.maximum,
        palette: Palette {
            surface: color(&palette.surface)?,
            text: color(&palette.text)?,
            grid: color(&palette.grid)?,
        },
        utc_offset_minutes: request.utc_offset_minutes,
    };
    draw(&chart).map_err(|error| internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(times: &[i64], from: i64, to: i64, expected: i64) {
        let points = vec![
            times
                .iter()
                .map(|at| Point {
                    at: *at,
                    value: 0.0,
                })
                .collect(),
        ];
        assert_eq!(first_shown(&points, from, to), expected, "{times:?}");
    }

    #[test]
    fn a_picture_begins_at_its_first_sample_until_the_span_is_full() {
        check(&[600_000, 900_000], 100_000, 1_000_000, 600_000);
        check(&[990_000], 100_000, 1_000_000, 940_000);
        check(&[50_000, 900_000], 100_000, 1_000_000, 100_000);
        check(&[], 100_000, 1_000_000, 100_000);
        check(&[990_000], 970_000, 1_000_000, 970_000);
    }
}
