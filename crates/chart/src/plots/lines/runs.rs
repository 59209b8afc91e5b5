//! From samples to the corners of a line inside the plot.

use crate::{
    model::{Point, Style},
    scene::{Corner, Frame},
};

/// The unbroken parts of a series: corners in time (0 at `from`, 1 at `to`) and values; a step has one more for each change.
/// They reach beyond the time where the points do. `drawn` tells which values have a place; the others are gaps.
pub(crate) fn runs(
    points: &[Point],
    style: Style,
    (from, to): (i64, i64),
    drawn: impl Fn(f64) -> bool,
) -> Vec<Vec<Corner>> {
    #[allow(clippy::cast_precision_loss)] // instants are below 2^53, see Chart::check
    let time = |at: i64| at.saturating_sub(from) as f64 / (to - from) as f64;
    let mut runs = Vec::new();
    let mut run: Vec<Corner> = Vec::new();
    for point in points {
        let x = time(point.at);
        let held = run.last().map(|(_, held)| *held);
        if style == Style::Step
            && let Some(held) = held
            && held != point.value
        {
            run.push((x, held));
        }
        if drawn(point.value) {
            run.push((x, point.value));
        } else if !run.is_empty() {
            runs.push(std::mem::take(&mut run));
        }
    }
    // Nothing else was said, so the last value still holds.
    if style == Style::Step
        && let Some((x, held)) = run.last().copied()
        && x < 1.0
    {
        run.push((1.0, held));
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}

/// The part between `left` and `right`.
pub(crate) fn clip_ends(corners: &[Corner], left: f64, right: f64) -> Vec<Corner> {
    if let [only] = corners {
        return if (left..=right).contains(&only.0) {
            vec![*only]
        } else {
            Vec::new()
        };
    }
    let mut inside = Vec::with_capacity(corners.len());
    for pair in corners.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        if b.0 < left || a.0 > right {
            continue;
        }
        let at = |x: f64| {
            if b.0 > a.0 {
                (x, a.1 + (b.1 - a.1) * ((x - a.0) / (b.0 - a.0)))
            } else {
                a
            }
        };
        let start = if a.0 < left { at(left) } else { a };
        let end = if b.0 > right { at(right) } else { b };
        if inside.last() != Some(&start) {
            inside.push(start);
        }
        if inside.last() != Some(&end) {
            inside.push(end);
        }
    }
    inside
}

/// What is above or below the frame runs along its edge, and slopes end where they cross it.
pub(crate) fn clip_heights(corners: &[Corner], frame: Frame) -> Vec<Corner> {
    let mut path: Vec<Corner> = Vec::with_capacity(corners.len());
    let mut last: Option<Corner> = None;
    for corner in corners.iter().copied() {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(style: Style, values: &[f64], expected: &[&[Corner]]) {
        let points: Vec<Point> = (0..)
            .zip(values)
            .map(|(at, value)| Point { at, value: *value })
            .collect();
        assert_eq!(runs(&points, style, (0, 4), f64::is_finite), expected);
    }

    #[test]
    fn a_gap_breaks_a_line_and_leaves_a_lone_point() {
        let gap = f64::NAN;
        check(
            Style::Line,
            &[1.0, 2.0, gap, 3.0, gap],
            &[&[(0.0, 1.0), (0.25, 2.0)], &[(0.75, 3.0)]],
        );
    }

    #[test]
    fn a_step_holds_until_the_gap_and_the_last_one_until_the_end() {
        check(
            Style::Step,
            &[1.0, f64::NAN, 3.0],
            &[&[(0.0, 1.0), (0.25, 1.0)], &[(0.5, 3.0), (1.0, 3.0)]],
        );
    }
}
