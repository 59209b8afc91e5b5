//! Pictures and numbers of the history.

mod bars;
mod data;
mod numbers;
mod picture;
mod question;
mod table;
mod types;
mod written;

use std::sync::Arc;

use tilework_chart::{Chart, ChartError, Dress, Legend, draw_png, draw_svg};

use crate::{
    error::Answer,
    rooms::{
        Asker,
        history::{Past, blocking},
    },
};
use data::Data;
use picture::with_chart;
pub use types::*;

/// Pixels of the exported picture for one of the screen.
const EXPORT_SCALE: u32 = 2;

#[derive(Debug)]
pub struct Charts {
    past: Past,
}

impl Charts {
    pub fn new(past: Past) -> Self {
        Self { past }
    }

    /// One line of JSON ([`ChartScales`]), a line feed, the SVG.
    pub async fn draw_chart(&self, _: &Arc<Asker>, request: ChartRequest) -> Answer<Vec<u8>> {
        self.on_chart(request, |chart, data| {
            let drawing = draw_svg(chart)?;
            let scales = ChartScales {
                scales: drawing.scales,
                samples: data.samples,
                empty: data.is_empty(),
                every: data.every,
            };
            let mut bytes = serde_json::to_vec(&scales).unwrap_or_default();
            bytes.push(b'\n');
            bytes.extend_from_slice(drawing.svg.as_bytes());
            Ok(bytes)
        })
        .await
    }

    /// The picture to take away, with its texts around it: `subtitle` is the range in words.
    pub async fn picture(
        &self,
        request: ChartRequest,
        format: PictureFormat,
        title: String,
        subtitle: String,
    ) -> Answer<Vec<u8>> {
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
    ) -> Answer<T> {
        let past = self.past.clone();
        blocking(move || {
            let data = data::collect(&past, &request)?;
            with_chart(&request, &data, |chart| draw(chart, &data))
        })
        .await
    }
}
