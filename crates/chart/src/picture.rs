//! What is where in the picture, for every backend.

use plotters::backend::DrawingBackend;

use crate::{
    Chart, ChartError, Scales, Style, downsample,
    downsample::window,
    font::{CAPITAL, LABEL_SIZE, label_width},
    ink::{Anchor, Ink},
    numbers::{ValueAxis, tick_labels, tight_range, value_axis},
    outline::{Corner, Frame, corners, extent, in_frame},
    times::{TimeTick, time_ticks, widest_label},
};

const STROKE: f64 = 2.0;
const AREA_OPACITY: f64 = 0.13;
const DOT_RADIUS: f64 = 3.0;
const UNIT_LIMIT: usize = 12;

/// Between the labels of values and the plot.
const LABEL_GAP: f64 = 10.0;
/// From one label of time to the next.
const TIME_GAP: f64 = 28.0;
const TIME_SPACING: f64 = 84.0;
/// Height of the labels of time, with the gap above them.
const TIME_HEIGHT: f64 = 22.0;
/// Smaller pictures have no labels of time, or of values.
const HEIGHT_FOR_TIME: f64 = 64.0;
const WIDTH_FOR_VALUES: f64 = 120.0;
/// Least distance of two labels of values.
const LINE_HEIGHT: f64 = 18.0;

/// Everything that was worked out before the first stroke.
pub(crate) struct Picture {
    frame: Frame,
    /// Where areas end: a sparkline's go to the edge of the picture.
    floor: f64,
    lines: Vec<Vec<Corner>>,
    values: Vec<(f64, Option<String>)>,
    times: Vec<(f64, String)>,
    pub scales: Scales,
}

pub(crate) fn compose(chart: &Chart<'_>) -> Picture {
    let (width, height) = (f64::from(chart.width), f64::from(chart.height));
    let shapes: Vec<Vec<Corner>> = chart
        .series
        .iter()
        .map(|series| {
            let points = downsample(series.points, chart.from, chart.to, chart.width);
            corners(&points, series.style, chart.from, chart.to)
        })
        .collect();
    let data = shapes
        .iter()
        .fold(None, |found, shape| extent(shape, found));
    let samples = chart
        .series
        .iter()
        .map(|series| window(series.points, chart.from, chart.to).len())
        .sum::<usize>();

    let (frame, floor, axis, labels) = if chart.axes {
        let axis = value_axis(data, chart.minimum, chart.maximum);
        let labels = value_labels(&axis, chart.unit);
        let widest = labels
            .iter()
            .map(|label| label_width(label))
            .fold(0.0, f64::max);
        let left = if width < WIDTH_FOR_VALUES {
            STROKE / 2.0
        } else {
            (widest + LABEL_GAP).ceil().min(width / 2.0)
        };
        let half_label = (LABEL_SIZE * CAPITAL / 2.0 + 1.0).ceil();
        let bottom = height
            - if height < HEIGHT_FOR_TIME {
                half_label
            } else {
                TIME_HEIGHT
            };
        let frame = Frame {
            left,
            top: half_label,
            right: width - STROKE / 2.0,
            bottom,
        };
        (frame, bottom, axis, labels)
    } else {
        let (minimum, maximum) = tight_range(data, chart.minimum, chart.maximum);
        let axis = ValueAxis {
            minimum,
            maximum,
            ticks: Vec::new(),
            step: 1.0,
        };
        let frame = Frame {
            left: 0.0,
            top: STROKE,
            right: width,
            bottom: height - STROKE,
        };
        (frame, height, axis, Vec::new())
    };
    let scales = Scales {
        left: frame.left,
        top: frame.top,
        right: frame.right,
        bottom: frame.bottom,
        from: chart.from,
        to: chart.to,
        minimum: axis.minimum,
        maximum: axis.maximum,
        samples: u32::try_from(samples).unwrap_or(u32::MAX),
    };
    Picture {
        lines: shapes
            .iter()
            .map(|shape| in_frame(shape, frame, axis.minimum, axis.maximum))
            .collect(),
        values: place_values(&axis, labels, frame, width),
        times: if chart.axes {
            place_times(chart, frame)
        } else {
            Vec::new()
        },
        frame,
        floor,
        scales,
    }
}

/// The unit stands at the highest tick only.
fn value_labels(axis: &ValueAxis, unit: Option<&str>) -> Vec<String> {
    let mut labels = tick_labels(&axis.ticks, axis.step);
    let unit: String = unit
        .unwrap_or_default()
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    if let Some(label) = labels.last_mut()
        && !unit.is_empty()
    {
        let cut = unit.chars().count() > UNIT_LIMIT;
        let unit: String = unit
            .chars()
            .take(UNIT_LIMIT)
            .chain(cut.then_some('…'))
            .collect();
        // A percent sign stands at its number, every other unit after a space that does not break.
        label.push_str(if unit == "%" || unit == "°" {
            ""
        } else {
            "\u{a0}"
        });
        label.push_str(&unit);
    }
    labels
}

/// Height of each tick, and its label unless that would touch another.
fn place_values(
    axis: &ValueAxis,
    labels: Vec<String>,
    frame: Frame,
    width: f64,
) -> Vec<(f64, Option<String>)> {
    let height = frame.bottom - frame.top;
    let place =
        |tick: f64| frame.bottom - (tick - axis.minimum) / (axis.maximum - axis.minimum) * height;
    let distance = axis.step / (axis.maximum - axis.minimum) * height;
    let top = axis.ticks.len().saturating_sub(1);
    let whole = place(axis.ticks.first().copied().unwrap_or_default()) - frame.top;
    axis.ticks
        .iter()
        .zip(labels)
        .enumerate()
        .map(|(index, (tick, label))| {
            let fits =
                distance >= LINE_HEIGHT || index == top || (index == 0 && whole >= LINE_HEIGHT);
            (
                place(*tick),
                (fits && width >= WIDTH_FOR_VALUES).then_some(label),
            )
        })
        .collect()
}

/// The middle of each label of time that fits the picture.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // instants are below 2^53, see Chart::check
fn place_times(chart: &Chart<'_>, frame: Frame) -> Vec<(f64, String)> {
    if f64::from(chart.height) < HEIGHT_FOR_TIME {
        return Vec::new();
    }
    let span = chart.to - chart.from;
    let per_pixel = span as f64 / (frame.right - frame.left);
    let spacing = (label_width(widest_label(span)) + TIME_GAP).max(TIME_SPACING);
    let fits = |(middle, label): &(f64, String)| {
        let half = label_width(label) / 2.0;
        middle - half >= 0.0 && middle + half <= f64::from(chart.width)
    };
    time_ticks(
        chart.from,
        chart.to,
        chart.utc_offset_minutes,
        (spacing * per_pixel).ceil() as i64,
    )
    .into_iter()
    .map(|TimeTick { at, label }| (frame.left + (at - chart.from) as f64 / per_pixel, label))
    .filter(fits)
    .collect()
}

pub(crate) fn paint<DB: DrawingBackend>(
    picture: &Picture,
    chart: &Chart<'_>,
    ink: &Ink<'_, DB>,
) -> Result<(), ChartError> {
    let frame = picture.frame;
    for (y, _) in &picture.values {
        ink.rectangle(
            (frame.left, y - 0.5),
            (frame.right, y + 0.5),
            chart.palette.grid,
        )?;
    }
    // The first series is the most important: it is drawn last.
    let shapes = || chart.series.iter().zip(&picture.lines).rev();
    for (series, line) in
        shapes().filter(|(series, line)| series.style == Style::Area && line.len() > 1)
    {
        let mut outline = line.clone();
        outline.extend(line.last().map(|(x, _)| (*x, picture.floor)));
        outline.extend(line.first().map(|(x, _)| (*x, picture.floor)));
        ink.fill(&outline, series.color, AREA_OPACITY)?;
    }
    for (series, line) in shapes() {
        match line.as_slice() {
            [] => {}
            [only] => ink.dot(*only, DOT_RADIUS, series.color)?,
            _ => ink.line(line, series.color, STROKE)?,
        }
    }
    for (y, label) in &picture.values {
        if let Some(label) = label {
            ink.label(
                label,
                (0.0, y + LABEL_SIZE * CAPITAL / 2.0),
                Anchor::Left,
                chart.palette.text,
            )?;
        }
    }
    let baseline = f64::from(chart.height) - (LABEL_SIZE * 0.35).round();
    for (middle, label) in &picture.times {
        ink.label(
            label,
            (*middle, baseline),
            Anchor::Middle,
            chart.palette.text,
        )?;
    }
    Ok(())
}
