//! The one font of all charts, embedded so that texts measure the same on every machine.

use std::sync::OnceLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

use crate::ChartError;

/// What stands in the SVG, and the name under which the embedded font is registered.
pub(crate) const FAMILY: &str = "Inter Variable, Inter, sans-serif";
/// Of all labels, in CSS pixels.
pub(crate) const LABEL_SIZE: f64 = 11.0;
/// Height of a capital in Inter, as a part of the font's size.
pub(crate) const CAPITAL: f64 = 0.727;

/// SIL Open Font License 1.1, see font/OFL.txt.
static INTER: &[u8] = include_bytes!("../font/Inter-Regular.otf");

/// plotters measures in whole pixels: texts are measured this much larger.
const MEASURE: f64 = 16.0;

pub(crate) fn ready() -> Result<(), ChartError> {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    let registered =
        REGISTERED.get_or_init(|| register_font(FAMILY, FontStyle::Normal, INTER).is_ok());
    if *registered {
        Ok(())
    } else {
        Err(ChartError::Draw("the embedded font is damaged".to_owned()))
    }
}

/// Width of a label in CSS pixels.
pub(crate) fn label_width(text: &str) -> f64 {
    let font = FontDesc::new(
        FontFamily::Name(FAMILY),
        LABEL_SIZE * MEASURE * HEIGHT,
        FontStyle::Normal,
    );
    font.layout_box(text)
        .map_or(0.0, |(_, (width, _))| f64::from(width) / MEASURE)
}

/// ab_glyph's size is the height from ascender to descender: this many times the size in CSS.
pub(crate) const HEIGHT: f64 = 1.21;
