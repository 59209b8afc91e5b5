//! Where the plot lies in the picture, and what its edges stand for.

use super::{
    numbers::MOST_TICKS,
    scale::{Extent, Scale, with_thresholds},
    up::{LINE_HEIGHT, SIDE_BEARING, UpLabels, up_labels},
};
use crate::{
    calendar::Zone,
    model::{Axis, Chart, Side},
    scene::Frame,
    text::font::{CAPITAL, DESCENT, LABEL_SIZE},
};

/// Width of a series' line in CSS pixels.
pub(crate) const STROKE: f64 = 1.7;
/// Between the labels of values and the plot.
const LABEL_GAP: f64 = 10.0;
/// Height of the labels under the plot, with the gap above them.
const BOTTOM_HEIGHT: f64 = 22.0;
/// Lower pictures have no labels under the plot, narrower ones none beside it.
const HEIGHT_FOR_BOTTOM: f64 = 64.0;
const WIDTH_FOR_LABELS: f64 = 120.0;
/// Smaller pictures have no labels in the plot: they would hide it.
const WIDTH_FOR_MARKS: f64 = 280.0;
const HEIGHT_FOR_MARKS: f64 = 120.0;
/// Of the picture's width, for the labels of both sides.
const MOST_FOR_LABELS: f64 = 0.45;
/// Of two ticks in a high picture.
const TICK_HEIGHT: f64 = 60.0;

/// Lowest and highest values of what is drawn, by their axis.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Data {
    pub left: Extent,
    pub right: Extent,
    /// Whether anything is on the left, or nothing on the right.
    pub left_used: bool,
}

#[derive(Debug)]
pub(crate) struct Axes {
    pub frame: Frame,
    /// Where areas end: a sparkline's go to the edge of the picture.
    pub floor: f64,
    pub left: Scale,
    pub right: Option<Scale>,
    pub left_labels: UpLabels,
    pub right_labels: UpLabels,
    /// Where labels may be.
    pub outer: Frame,
    pub zone: Zone,
    pub bottom_labels: bool,
    /// Whether thresholds and markers may have labels.
    pub mark_labels: bool,
}

impl Axes {
    pub fn new(chart: &Chart<'_>, outer: Frame, data: Data) -> Self {
        let zone = Zone::named(&chart.locale.time_zone);
        let thresholds = |side: Side| {
            let all = chart.thresholds.iter();
            all.filter(move |threshold| chart.side(threshold.side) == side)
        };
        let left_data = with_thresholds(data.left, thresholds(Side::Left), chart.left.logarithmic);
        let right_data = chart.right.as_ref().and_then(|axis| {
            with_thresholds(data.right, thresholds(Side::Right), axis.logarithmic)
        });
        if !chart.axes {
            return Self {
                frame: Frame {
                    top: outer.top + STROKE,
                    bottom: outer.bottom - STROKE,
                    ..outer
                },
                floor: outer.bottom,
                left: Scale::tight(&chart.left, left_data),
                right: (chart.right.as_ref()).map(|axis| Scale::tight(axis, right_data)),
                left_labels: UpLabels::default(),
                right_labels: UpLabels::default(),
                outer,
                zone,
                bottom_labels: false,
                mark_labels: false,
            };
        }
        let bottom_labels = outer.height() >= HEIGHT_FOR_BOTTOM;
        let (top, bottom) = heights(outer, bottom_labels);
        let room = (bottom - top) / LINE_HEIGHT + 1.0;
        let most = ((bottom - top) / TICK_HEIGHT)
            .floor()
            .clamp(MOST_TICKS, 8.0);
        let scale = |axis: &Axis, data| Scale::new(axis, data, room, most, &chart.locale);
        let left = scale(&chart.left, left_data);
        let right = chart.right.as_ref().map(|axis| {
            let beside = (data.left_used)
                .then(|| Scale::beside(&left, axis, right_data, &chart.locale))
                .flatten();
            beside.unwrap_or_else(|| scale(axis, right_data))
        });
        let labels = |scale: Option<&Scale>, unit: bool| {
            scale.map_or_else(UpLabels::default, |scale| {
                up_labels(scale, top, bottom, unit)
            })
        };
        let shown = data.left_used.then_some(&left);
        let (mut left_labels, mut right_labels) =
            (labels(shown, true), labels(right.as_ref(), true));
        let most = outer.width() * MOST_FOR_LABELS;
        if left_labels.width + right_labels.width > most {
            (left_labels, right_labels) = (labels(shown, false), labels(right.as_ref(), false));
        }
        if left_labels.width + right_labels.width > most || outer.width() < WIDTH_FOR_LABELS {
            right_labels.hide();
        }
        if left_labels.width > most || outer.width() < WIDTH_FOR_LABELS {
            left_labels.hide();
        }
        let beside = |labels: &UpLabels| {
            if labels.width > 0.0 {
                (labels.width + LABEL_GAP + SIDE_BEARING).ceil()
            } else {
                STROKE / 2.0
            }
        };
        Self {
            frame: Frame {
                left: outer.left + beside(&left_labels),
                top,
                right: outer.right - beside(&right_labels),
                bottom,
            },
            floor: bottom,
            left,
            right,
            left_labels,
            right_labels,
            outer,
            zone,
            bottom_labels,
            mark_labels: outer.width() >= WIDTH_FOR_MARKS && outer.height() >= HEIGHT_FOR_MARKS,
        }
    }

    pub fn scale(&self, side: Side) -> &Scale {
        match (side, &self.right) {
            (Side::Right, Some(right)) => right,
            _ => &self.left,
        }
    }

    /// The height of a value in the picture, which may be far outside of it; `None` where it has no place.
    pub fn y(&self, side: Side, value: f64) -> Option<f64> {
        let part = self.scale(side).part(value)?;
        Some(self.frame.bottom - part * self.frame.height())
    }

    /// Where an instant lies.
    #[allow(clippy::cast_precision_loss)] // instants are below 2^53, see Chart::check
    pub fn x(&self, chart: &Chart<'_>, at: i64) -> f64 {
        let part = at.saturating_sub(chart.from) as f64 / (chart.to - chart.from) as f64;
        self.frame.left + part * self.frame.width()
    }
}

/// Upper and lower edge of the plot in a picture with axes.
pub(crate) fn heights(outer: Frame, bottom_labels: bool) -> (f64, f64) {
    let half_label = (LABEL_SIZE * CAPITAL / 2.0 + 1.0).ceil();
    let below = if bottom_labels {
        BOTTOM_HEIGHT
    } else {
        half_label + (LABEL_SIZE * DESCENT).ceil()
    };
    (outer.top + half_label, outer.bottom - below)
}
