//! What is drawn, in CSS pixels and in order, before any backend is asked.

use crate::model::Color;

mod frame;
pub(crate) mod outlines;
mod shape;

pub(crate) use frame::{Corner, Frame};
pub(crate) use shape::{Anchor, Dash, Label, Part, Shape};

/// Least distance of two labels.
const APART: f64 = 3.0;

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
