//! From CSS pixels to the pixels of a backend.

use plotters::{
    backend::DrawingBackend,
    coord::Shift,
    drawing::DrawingArea,
    element::{Circle, PathElement, Polygon, Rectangle, Text},
    style::{
        FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use crate::{ChartError, Color, font};

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Anchor {
    Left,
    Middle,
}

/// How a backend places texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextRule {
    /// What the backend calls a text of size 1.
    pub size: f64,
    /// How far the baseline lies under the point that the backend is given, as a part of the font's size.
    pub drop: f64,
}

pub(crate) struct Ink<'a, DB: DrawingBackend> {
    pub area: &'a DrawingArea<DB, Shift>,
    /// Pixels of the backend in one CSS pixel.
    pub scale: f64,
    pub text: TextRule,
}

impl<DB: DrawingBackend> Ink<'_, DB> {
    #[allow(clippy::cast_possible_truncation)] // saturates, and pictures are far smaller
    fn pixel(&self, (x, y): (f64, f64)) -> (i32, i32) {
        (
            (x * self.scale).round() as i32,
            (y * self.scale).round() as i32,
        )
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn length(&self, length: f64) -> u32 {
        (length * self.scale).round().max(1.0) as u32
    }

    fn pixels(&self, path: &[(f64, f64)]) -> Vec<(i32, i32)> {
        let mut pixels: Vec<_> = path.iter().map(|point| self.pixel(*point)).collect();
        pixels.dedup();
        pixels
    }

    pub fn line(&self, path: &[(f64, f64)], color: Color, width: f64) -> Result<(), ChartError> {
        let style = ShapeStyle {
            color: mix(color, 1.0),
            filled: false,
            stroke_width: self.length(width),
        };
        self.area
            .draw(&PathElement::new(self.pixels(path), style))
            .map_err(failed)
    }

    pub fn fill(&self, path: &[(f64, f64)], color: Color, opacity: f64) -> Result<(), ChartError> {
        self.area
            .draw(&Polygon::new(self.pixels(path), mix(color, opacity)))
            .map_err(failed)
    }

    pub fn rectangle(
        &self,
        from: (f64, f64),
        to: (f64, f64),
        color: Color,
    ) -> Result<(), ChartError> {
        let style = ShapeStyle {
            color: mix(color, 1.0),
            filled: true,
            stroke_width: 0,
        };
        self.area
            .draw(&Rectangle::new([self.pixel(from), self.pixel(to)], style))
            .map_err(failed)
    }

    pub fn dot(&self, center: (f64, f64), radius: f64, color: Color) -> Result<(), ChartError> {
        let style = ShapeStyle {
            color: mix(color, 1.0),
            filled: true,
            stroke_width: 0,
        };
        self.area
            .draw(&Circle::new(self.pixel(center), self.length(radius), style))
            .map_err(failed)
    }

    /// `baseline`: where the digits stand.
    pub fn label(
        &self,
        text: &str,
        (x, baseline): (f64, f64),
        anchor: Anchor,
        color: Color,
    ) -> Result<(), ChartError> {
        let at = self.pixel((x, baseline - self.text.drop * font::LABEL_SIZE));
        let horizontal = match anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle => HPos::Center,
        };
        let size = font::LABEL_SIZE * self.scale * self.text.size;
        let color = mix(color, 1.0);
        let style = TextStyle::from(FontDesc::new(
            FontFamily::Name(font::FAMILY),
            size,
            FontStyle::Normal,
        ))
        .color(&color)
        .pos(Pos::new(horizontal, VPos::Top));
        self.area
            .draw(&Text::new(text.to_owned(), at, style))
            .map_err(failed)
    }
}

fn mix(color: Color, opacity: f64) -> RGBAColor {
    RGBAColor(color.red, color.green, color.blue, opacity)
}

pub(crate) fn failed<E: std::error::Error + Send + Sync>(
    error: plotters::drawing::DrawingAreaErrorKind<E>,
) -> ChartError {
    ChartError::Draw(error.to_string())
}
