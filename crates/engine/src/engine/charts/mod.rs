//! Pictures and numbers of the history.

mod asked;
mod data;
mod numbers;
mod picture;
mod written;

use tilework_chart::{Chart, ChartError, Dress, Legend, draw_png, draw_svg};
use tokio::task::spawn_blocking;

use super::Engine;
use crate::api::{AppError, ChartRequest, ChartScales, PictureExport, PictureFormat};
pub(super) use asked::{Found, instants};
use data::Data;
use picture::with_chart;

/// Pixels of the exported picture for one of the screen.
const EXPORT_SCALE: u32 = 2;

impl Engine {
    /// One line of JSON ([`ChartScales`]), a line feed, the SVG.
    pub(super) async fn chart_svg(&self, request: ChartRequest) -> Result<Vec<u8>, AppError> {
        self.on_chart(request, |chart, data| {
            let drawing = draw_svg(chart)?;
            let scales = ChartScales {
                scales: drawing.scales,
                samples: data.samples,
                empty: data.is_empty(),
            };
            let mut bytes = serde_json::to_vec(&scales).unwrap_or_default();
            bytes.push(b'\n');
            bytes.extend_from_slice(drawing.svg.as_bytes());
            Ok(bytes)
        })
        .await
    }

    /// The picture of an export, with its texts around it.
    pub(super) async fn exported_picture(
        &self,
        export: &PictureExport,
    ) -> Result<Vec<u8>, AppError> {
        let PictureExport {
            chart: request,
            format,
            title,
            subtitle,
        } = export.clone();
        let legend: Vec<_> = request
            .series
            .iter()
            .map(|series| (series.label.clone(), series.color))
            .collect();
        self.on_chart(request, move |chart, _| {
            let legend = legend.iter().map(|(label, color)| Legend {
                label,
                color: *color,
            });
            let dressed = Chart {
                dress: Some(Dress {
                    title: Some(&title),
                    subtitle: Some(&subtitle),
                    legend: legend.collect(),
                }),
                ..chart.clone()
            };
            match format {
                PictureFormat::Png => draw_png(&dressed, EXPORT_SCALE),
                PictureFormat::Svg => Ok(draw_svg(&dressed)?.svg.into_bytes()),
            }
        })
        .await
    }

    /// Reading and drawing take as long as a few hundred messages: not on the threads that take them in.
    async fn on_chart<T: Send + 'static>(
        &self,
        request: ChartRequest,
        draw: impl FnOnce(&Chart<'_>, &Data) -> Result<T, ChartError> + Send + 'static,
    ) -> Result<T, AppError> {
        let past = self.inner.past.clone();
        blocking(move || {
            let data = data::collect(&past, &request)?;
            with_chart(&request, &data, |chart| draw(chart, &data))
        })
        .await
    }
}

/// Work that reads the disk or draws.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let done = spawn_blocking(work).await;
    done.unwrap_or_else(|error| {
        Err(AppError::Internal {
            message: error.to_string(),
        })
    })
}
