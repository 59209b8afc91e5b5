//! A chart as a scene: what is where in the picture, for every backend.

use crate::{
    Chart, Plot, Scales, Side, bars, downsample::window, dress, histogram, lines, scatter,
    scene::Scene, timeline,
};

pub(crate) struct Picture {
    pub scene: Scene,
    pub scales: Scales,
}

pub(crate) fn compose(chart: &Chart<'_>) -> Picture {
    let mut scene = Scene::default();
    let outer = dress::draw(chart, &mut scene);
    let (axes, bottom) = match &chart.plot {
        Plot::Lines(series) => (lines::draw(chart, series, outer, &mut scene), None),
        Plot::Bars(series) => (bars::draw(chart, series, outer, &mut scene), None),
        Plot::Timeline(rows) => (timeline::draw(chart, rows, outer, &mut scene), None),
        Plot::Scatter(plot) => {
            let (axes, bottom) = scatter::draw(chart, plot, outer, &mut scene);
            (axes, Some(bottom))
        }
        Plot::Histogram(plot) => {
            let (axes, bottom) = histogram::draw(chart, plot, outer, &mut scene);
            (axes, Some(bottom))
        }
    };
    let frame = axes.frame;
    Picture {
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
            bottom_axis: bottom.map(|scale| scale.edges()),
            samples: u32::try_from(samples(chart)).unwrap_or(u32::MAX),
        },
    }
}

/// The axis that a series or a threshold belongs to, as far as there is one.
pub(crate) fn side_of(chart: &Chart<'_>, side: Side) -> Side {
    if chart.right.is_some() {
        side
    } else {
        Side::Left
    }
}

fn samples(chart: &Chart<'_>) -> usize {
    let inside = |from: i64, to: i64| to > chart.from && from < chart.to;
    match &chart.plot {
        Plot::Lines(series) => (series.iter())
            .map(|line| {
                let shown = &line.points[window(line.points, chart.from, chart.to)];
                shown.iter().filter(|point| point.value.is_finite()).count()
            })
            .sum(),
        Plot::Bars(series) => (series.iter().flat_map(|of| of.bars))
            .filter(|bar| bar.value.is_some() && inside(bar.from, bar.to))
            .count(),
        Plot::Timeline(rows) => (rows.iter().flat_map(|row| row.segments))
            .filter(|segment| inside(segment.from, segment.to))
            .count(),
        Plot::Scatter(scatter) => scatter.points.len(),
        Plot::Histogram(histogram) => histogram.series.iter().map(|of| of.bins.len()).sum(),
    }
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
