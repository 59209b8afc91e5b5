//! What is drawn, in CSS pixels and in order, before any backend is asked.

use crate::{
    Color,
    font::{CAPITAL, DESCENT, LABEL_SIZE, text_width},
    outline::{Corner, Frame},
};

/// Least distance of two labels.
const APART: f64 = 3.0;

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

/// Lengths of a stroke and of the gap behind it, in CSS pixels, without the round ends.
pub(crate) type Dash = (f64, f64);

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    pub part: Part,
    pub dash: Option<Dash>,
    pub shapes: Vec<Shape>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Scene {
    pub groups: Vec<Group>,
    /// Where labels must not be.
    taken: Vec<Frame>,
}

impl Scene {
    pub fn add(&mut self, part: Part, shape: Shape) {
        self.dashed(part, None, shape);
    }

    pub fn dashed(&mut self, part: Part, dash: Option<Dash>, shape: Shape) {
        match self.groups.last_mut() {
            Some(last) if last.part == part && last.dash == dash => last.shapes.push(shape),
            _ => self.groups.push(Group {
                part,
                dash,
                shapes: vec![shape],
            }),
        }
    }

    pub fn rectangle(&mut self, part: Part, frame: Frame, color: Color, opacity: f64) {
        self.add(
            part,
            Shape::Rectangle {
                frame,
                color,
                opacity,
            },
        );
    }

    /// Keeps labels away from here.
    pub fn take(&mut self, frame: Frame) {
        self.taken.push(frame);
    }

    pub fn is_free(&self, frame: Frame) -> bool {
        let around = Frame {
            left: frame.left - APART,
            top: frame.top - APART / 3.0,
            right: frame.right + APART,
            bottom: frame.bottom + APART / 3.0,
        };
        !self.taken.iter().any(|taken| taken.touches(around))
    }

    pub fn label(&mut self, part: Part, label: Label) {
        self.take(label.bounds());
        self.add(part, Shape::Text(label));
    }
}
