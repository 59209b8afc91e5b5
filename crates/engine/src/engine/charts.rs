//! A chart request as a picture.

use tilework_chart::{Chart, ChartError, Color, Palette, Point, Series, Style, draw_png, draw_svg};
use tokio::task::spawn_blocking;

use super::Engine;
use crate::{
    api::{AppError, ChartRequest, ChartScales, ChartStyle},
    clock::now,
};

const LONGEST_SECONDS: u32 = 31_622_400;
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
        // Drawing takes as long as a few hundred messages: not on the threads that take them in.
        let drawn = spawn_blocking(move || picture(&request, &points, from, to, draw)).await;
        drawn.map_err(|error| AppError::Internal {
            message: error.to_string(),
        })?
    }
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
