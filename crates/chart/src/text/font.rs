//! The one font of all charts, embedded so that texts measure the same on every machine.

use std::sync::OnceLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

/// What stands in the SVG, and the name under which the embedded font is registered. Another program that opens an exported SVG
/// may have none of the first; Helvetica and Arial are not wider.
pub(crate) const FAMILY: &str = "Inter Variable, Inter, Helvetica, Arial, sans-serif";
/// Of all labels, in CSS pixels.
pub(crate) const LABEL_SIZE: f64 = 11.0;
/// Height of a capital in Inter, as a part of the font's size.
pub(crate) const CAPITAL: f64 = 0.727;
/// How far letters reach under the baseline.
pub(crate) const DESCENT: f64 = 0.22;

/// SIL Open Font License 1.1, see font/OFL.txt.
static INTER: &[u8] = include_bytes!("../../font/Inter-Regular.otf");

/// plotters measures in whole pixels: texts are measured at this size.
const MEASURE: f64 = 176.0;

/// Registers the font, once; `false` if the embedded file is damaged.
pub(crate) fn is_ready() -> bool {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    *REGISTERED.get_or_init(|| register_font(FAMILY, FontStyle::Normal, INTER).is_ok())
}

/// Width of a text of `size`, in CSS pixels. What the embedded font lacks counts as a square. The page has figures of equal width
/// (`tabular-nums`): all count as wide as a zero.
pub(crate) fn text_width(text: &str, size: f64) -> f64 {
    let font = FontDesc::new(
        FontFamily::Name(FAMILY),
        MEASURE * HEIGHT,
        FontStyle::Normal,
    );
    let foreign = text.chars().filter(|c| !embedded(*c)).count();
    let figure = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let own = text.chars().filter(|c| embedded(*c)).map(figure);
    let own: String = own.collect();
    let own = font
        .layout_box(&own)
        .map_or(0.0, |(_, (width, _))| f64::from(width) / MEASURE);
    (own + foreign as f64) * size
}

/// Width of a label in CSS pixels.
pub(crate) fn label_width(text: &str) -> f64 {
    text_width(text, LABEL_SIZE)
}

/// As font/README.md lists them.
fn embedded(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{24f}' | '\u{370}'..='\u{45f}' | '\u{2010}'..='\u{203a}' | '\u{2070}'..='\u{209f}')
        || matches!(
            c,
            '€' | '℃' | '℉' | 'Ω' | '←'..='↓' | '−' | '≈' | '≤' | '≥' | '∞'
        )
}

/// ab_glyph's size is the height from ascender to descender: this many times the size in CSS.
pub(crate) const HEIGHT: f64 = 1.21;
