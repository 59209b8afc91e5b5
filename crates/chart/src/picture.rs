//! A chart as a picture: what is where in it, then as SVG or as PNG.

use crate::{
    dress,
    model::{Chart, ChartError, Scales},
    paint, plots,
    scene::Scene,
    text::font,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// One `<svg>` element without scripts or references, and without background unless the chart is dressed; every text in it
    /// is escaped. What belongs together is in a `<g>`: `data-series`, `data-compare`, `data-threshold` and `data-marker` hold
    /// the index of what it is drawn from, `data-part` is `background`, `grid` or `labels`.
    pub svg: String,
    pub scales: Scales,
}

/// # Errors
/// [`ChartError`], each for a part of `chart` that is outside its limits.
pub fn draw_svg(chart: &Chart<'_>) -> Result<Drawing, ChartError> {
    chart.check()?;
    let picture = compose(chart)?;
    Ok(Drawing {
        svg: paint::svg(&picture.scene, (chart.width, chart.height))?,
        scales: picture.scales,
    })
}

/// The same picture as [`draw_svg`] on the palette's surface, `scale` pixels for each CSS pixel.
///
/// # Errors
/// [`ChartError`]: as for the SVG, and `Scale` outside 1 to 4 or beyond 67 million pixels.
pub fn draw_png(chart: &Chart<'_>, scale: u32) -> Result<Vec<u8>, ChartError> {
    chart.check()?;
    let raster = paint::Raster::new((chart.width, chart.height), scale)?;
    paint::png(&compose(chart)?.scene, chart.palette.surface, &raster)
}

struct Picture {
    scene: Scene,
    scales: Scales,
}

fn compose(chart: &Chart<'_>) -> Result<Picture, ChartError> {
    if !font::is_ready() {
        return Err(ChartError::Draw("the embedded font is damaged".to_owned()));
    }
    let mut scene = Scene::default();
    let outer = dress::draw(chart, &mut scene);
    let plot = plots::of(chart);
    let drawn = plot.draw(chart, outer, &mut scene);
    let (axes, frame) = (&drawn.axes, drawn.axes.frame);
    Ok(Picture {
        scene,
        scales: Scales {
            left: frame.left,
            top: frame.top,
            right: frame.right,
            bottom: frame.bottom,
            from: chart.from,
            to: chart.to,
            left_axis: axes.left.edges(),
            right_axis: axes.right.as_ref().map(|scale| scale.edges()),
            bottom_axis: drawn.bottom.map(|scale| scale.edges()),
            samples: u32::try_from(plot.samples(chart)).unwrap_or(u32::MAX),
        },
    })
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
