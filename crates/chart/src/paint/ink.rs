//! From CSS pixels to the pixels of a backend.

use plotters::{
    backend::DrawingBackend,
    coord::Shift,
    drawing::DrawingArea,
    element::{Circle, PathElement, Polygon, Rectangle},
    style::{RGBAColor, ShapeStyle},
};

use crate::{
    model::{ChartError, Color},
    scene::{Corner, Dash, Shape},
};

use super::{
    dash::dashes,
    text::{TextRule, text},
};

pub(crate) struct Ink<'a, DB: DrawingBackend> {
    pub area: &'a DrawingArea<DB, Shift>,
    /// Pixels of the backend in one CSS pixel.
    pub scale: f64,
    pub text: TextRule,
    /// Whether dashed lines are to be cut into their strokes; SVG has an attribute for that.
    pub cut_dashes: bool,
}

impl<DB: DrawingBackend> Ink<'_, DB> {
    pub fn paint(&self, shape: &Shape, dash: Option<Dash>) -> Result<(), ChartError> {
        match shape {
            Shape::Line { path, color, width } => match dash {
                Some(dash) if self.cut_dashes => {
                    for stroke in dashes(path, dash) {
                        self.line(&stroke, *color, *width)?;
                    }
                    Ok(())
                }
                _ => self.line(path, *color, *width),
            },
            Shape::Fill {
                path,
                color,
                opacity,
            } => self.draw(Polygon::new(self.pixels(path), mix(*color, *opacity))),
            Shape::Rectangle {
                frame,
                color,
                opacity,
            } => {
                let from = self.pixel((frame.left, frame.top));
                let to = self.pixel((frame.right, frame.bottom));
                self.draw(Rectangle::new([from, to], filled(*color, *opacity)))
            }
            Shape::Dot {
                center,
                radius,
                color,
                opacity,
            } => self.draw(Circle::new(
                self.pixel(*center),
                self.length(*radius),
                filled(*color, *opacity),
            )),
            Shape::Text(label) => {
                let at = self.pixel((label.x, label.baseline - self.text.drop * label.size));
                let size = label.size * self.scale * self.text.size;
                let color = mix(label.color, 1.0);
                self.draw(text(label, at, size, &color))
            }
        }
    }

    fn draw<E>(&self, element: E) -> Result<(), ChartError>
    where
        for<'e> &'e E: plotters::element::PointCollection<'e, (i32, i32)>,
        E: plotters::element::Drawable<DB>,
    {
        self.area.draw(&element).map_err(failed)
    }

    #[allow(clippy::cast_possible_truncation)] // saturates, and pictures are far smaller
    fn pixel(&self, (x, y): Corner) -> (i32, i32) {
        (
            (x * self.scale).round() as i32,
            (y * self.scale).round() as i32,
        )
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn length(&self, length: f64) -> u32 {
        (length * self.scale).round().max(1.0) as u32
    }

    fn pixels(&self, path: &[Corner]) -> Vec<(i32, i32)> {
        let mut pixels: Vec<_> = path.iter().map(|point| self.pixel(*point)).collect();
        pixels.dedup();
        pixels
    }

    fn line(&self, path: &[Corner], color: Color, width: f64) -> Result<(), ChartError> {
        let style = ShapeStyle {
            color: mix(color, 1.0),
            filled: false,
            stroke_width: self.length(width),
        };
        self.draw(PathElement::new(self.pixels(path), style))
    }
}

fn filled(color: Color, opacity: f64) -> ShapeStyle {
    ShapeStyle {
        color: mix(color, opacity),
        filled: true,
        stroke_width: 0,
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
