//! What a scene is made of.

use crate::{
    model::Color,
    text::font::{CAPITAL, DESCENT, LABEL_SIZE, text_width},
};

use super::frame::{Corner, Frame};

/// What a group of shapes belongs to, so that the UI finds it in an SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Background,
    Grid,
    Series(usize),
    Compare(usize),
    Threshold(usize),
    Marker(usize),
    Labels,
}

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Left,
    Middle,
    Right,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub text: String,
    pub x: f64,
    /// Where the digits stand.
    pub baseline: f64,
    pub anchor: Anchor,
    pub size: f64,
    pub color: Color,
}

impl Label {
    pub fn new(text: &str, (x, baseline): Corner, anchor: Anchor, color: Color) -> Self {
        Self {
            text: text.to_owned(),
            x,
            baseline,
            anchor,
            size: LABEL_SIZE,
            color,
        }
    }

    pub fn bounds(&self) -> Frame {
        let width = text_width(&self.text, self.size);
        let left = match self.anchor {
            Anchor::Left => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::Right => self.x - width,
        };
        Frame {
            left,
            top: self.baseline - CAPITAL * self.size,
            right: left + width,
            bottom: self.baseline + DESCENT * self.size,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Line {
        path: Vec<Corner>,
        color: Color,
        width: f64,
    },
    Fill {
        path: Vec<Corner>,
        color: Color,
        opacity: f64,
    },
    Rectangle {
        frame: Frame,
        color: Color,
        opacity: f64,
    },
    Dot {
        center: Corner,
        radius: f64,
        color: Color,
        opacity: f64,
    },
    Text(Label),
}

impl Shape {
    /// Nothing of it is drawn above the first or below the second height, whatever a painter rounds.
    pub fn heights(&self) -> (f64, f64) {
        let (middle, around) = match self {
            Self::Line { path, width, .. } => (heights(path), width / 2.0),
            Self::Fill { path, .. } => (heights(path), 0.0),
            Self::Rectangle { frame, .. } => ((frame.top, frame.bottom), 0.0),
            Self::Dot { center, radius, .. } => ((center.1, center.1), *radius),
            // Accents and brackets reach beyond capitals.
            Self::Text(label) => ((label.baseline, label.baseline), 2.0 * label.size),
        };
        (middle.0 - around - 1.0, middle.1 + around + 1.0)
    }
}

fn heights(path: &[Corner]) -> (f64, f64) {
    path.iter()
        .fold((f64::MAX, f64::MIN), |(top, bottom), (_, y)| {
            (top.min(*y), bottom.max(*y))
        })
}

/// Lengths of a stroke and of the gap behind it, in CSS pixels, without the round ends.
pub(crate) type Dash = (f64, f64);
