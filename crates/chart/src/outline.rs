//! From samples to the corners of a line inside the plot.

use crate::{Point, Style};

/// A rectangle in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

pub(crate) type Corner = (f64, f64);

/// Corners of a series in instants and values; a step has one more for each change.
pub(crate) fn corners(points: &[Point], style: Style, from: i64, to: i64) -> Vec<Corner> {
    #[allow(clippy::cast_precision_loss)] // instants are below 2^53, see Chart::check
    let place = |point: &Point| {
        (
            (point.at.saturating_sub(from)) as f64 / (to - from) as f64,
            point.value,
        )
    };
    let mut corners: Vec<Corner> = Vec::with_capacity(points.len() * 2);
    for point in points.iter().map(place) {
        if style == Style::Step
            && let Some((_, held)) = corners.last().copied()
            && held != point.1
        {
            corners.push((point.0, held));
        }
        corners.push(point);
    }
    // Nothing else was said, so the last value still holds.
    if style == Style::Step
        && let Some((x, held)) = corners.last().copied()
        && x < 1.0
    {
        corners.push((1.0, held));
    }
    clip_ends(&corners)
}

/// The part between 0 and 1 of the time.
fn clip_ends(corners: &[Corner]) -> Vec<Corner> {
    if let [only] = corners {
        return if (0.0..=1.0).contains(&only.0) {
            vec![*only]
        } else {
            Vec::new()
        };
    }
    let mut inside = Vec::with_capacity(corners.len());
    for pair in corners.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        if b.0 < 0.0 || a.0 > 1.0 {
            continue;
        }
        let at = |x: f64| {
            if b.0 > a.0 {
                (x, a.1 + (b.1 - a.1) * ((x - a.0) / (b.0 - a.0)))
            } else {
                a
            }
        };
        let start = if a.0 < 0.0 { at(0.0) } else { a };
        let end = if b.0 > 1.0 { at(1.0) } else { b };
        if inside.last() != Some(&start) {
            inside.push(start);
        }
        if inside.last() != Some(&end) {
            inside.push(end);
        }
    }
    inside
}

/// Corners in pixels: what is beyond `minimum..maximum` runs along the edge, and slopes end where they cross it.
pub(crate) fn in_frame(
    corners: &[Corner],
    frame: Frame,
    minimum: f64,
    maximum: f64,
) -> Vec<Corner> {
    let place = |(x, value): Corner| {
        let x = frame.left + x * (frame.right - frame.left);
        let y = frame.bottom - (value - minimum) / (maximum - minimum) * (frame.bottom - frame.top);
        (x, y)
    };
    let mut path: Vec<Corner> = Vec::with_capacity(corners.len());
    let mut last: Option<Corner> = None;
    for corner in corners.iter().map(|corner| place(*corner)) {
        if let Some(a) = last {
            let mut crossings: Vec<f64> = [frame.top, frame.bottom]
                .into_iter()
                .filter(|edge| (a.1 < *edge) != (corner.1 < *edge))
                .map(|edge| (edge - a.1) / (corner.1 - a.1))
                .collect();
            crossings.sort_by(f64::total_cmp);
            path.extend(
                crossings
                    .into_iter()
                    .map(|part| (a.0 + (corner.0 - a.0) * part, a.1 + (corner.1 - a.1) * part)),
            );
        }
        path.push(corner);
        last = Some(corner);
    }
    for corner in &mut path {
        corner.1 = corner.1.clamp(frame.top, frame.bottom);
    }
    path
}

/// Lowest and highest value.
pub(crate) fn extent(corners: &[Corner], found: Option<(f64, f64)>) -> Option<(f64, f64)> {
    corners.iter().fold(found, |found, (_, value)| match found {
        Some((low, high)) => Some((low.min(*value), high.max(*value))),
        None => Some((*value, *value)),
    })
}
