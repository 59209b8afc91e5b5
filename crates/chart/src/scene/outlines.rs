//! Outlines that more than one kind of plot is made of.

use super::{
    frame::{Corner, Frame},
    shape::Shape,
};
use crate::model::Color;

/// Corners of a quarter circle.
const STEPS: u32 = 4;

/// Radii of the corners of a rectangle, in CSS pixels.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Radii {
    pub top: f64,
    pub bottom: f64,
}

pub(crate) fn rounded(frame: Frame, radii: Radii) -> Vec<Corner> {
    let limit = (frame.width() / 2.0).min(frame.height() / 2.0).max(0.0);
    let (top, bottom) = (radii.top.min(limit), radii.bottom.min(limit));
    let corners = [
        ((frame.left + top, frame.top + top), top, 2.0),
        ((frame.right - top, frame.top + top), top, 3.0),
        ((frame.right - bottom, frame.bottom - bottom), bottom, 0.0),
        ((frame.left + bottom, frame.bottom - bottom), bottom, 1.0),
    ];
    let mut path = Vec::with_capacity(4 * (STEPS as usize + 1));
    for ((x, y), radius, quarter) in corners {
        let steps = if radius < 0.5 { 0 } else { STEPS };
        for step in 0..=steps {
            let part = f64::from(step) / f64::from(steps.max(1));
            let angle = (quarter + part) * std::f64::consts::FRAC_PI_2;
            path.push((x + radius * angle.cos(), y + radius * angle.sin()));
        }
    }
    path
}

/// Diagonal strokes inside of a frame.
pub(crate) fn hatching(frame: Frame, distance: f64) -> Vec<[Corner; 2]> {
    let mut strokes = Vec::new();
    let mut start = frame.left - frame.height() + distance / 2.0;
    while start < frame.right {
        // From the lower left to the upper right.
        let from = start.max(frame.left);
        let to = (start + frame.height()).min(frame.right);
        if to > from {
            strokes.push([
                (from, frame.bottom - (from - start)),
                (to, frame.bottom - (to - start)),
            ]);
        }
        start += distance;
    }
    strokes
}

pub(crate) fn fill(path: Vec<Corner>, color: Color, opacity: f64) -> Shape {
    Shape::Fill {
        path,
        color,
        opacity,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_and_hatching_stay_in_their_frame() {
        let frame = Frame {
            left: 10.0,
            top: 20.0,
            right: 31.0,
            bottom: 27.0,
        };
        let radii = Radii {
            top: 9.0,
            bottom: 2.0,
        };
        let outline = rounded(frame, radii);
        let strokes = hatching(frame, 4.0);
        assert!(strokes.len() > 5);
        for (x, y) in outline.into_iter().chain(strokes.into_iter().flatten()) {
            assert!(
                (9.999..=31.001).contains(&x) && (19.999..=27.001).contains(&y),
                "{x},{y}"
            );
        }
    }
}
