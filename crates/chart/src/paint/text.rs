//! Labels, as plotters' backends want them.

use plotters::{
    element::Text,
    style::{
        FontDesc, FontFamily, FontStyle, RGBAColor, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use crate::{
    scene::{Anchor, Label},
    text::font,
};

/// How a backend places texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextRule {
    /// What the backend calls a text of size 1.
    pub size: f64,
    /// How far the baseline lies under the point that the backend is given, as a part of the font's size.
    pub drop: f64,
}

/// The text of a label whose upper edge is at a pixel.
pub(crate) fn text<'a>(
    label: &Label,
    at: (i32, i32),
    size: f64,
    color: &'a RGBAColor,
) -> Text<'a, (i32, i32), String> {
    let horizontal = match label.anchor {
        Anchor::Left => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::Right => HPos::Right,
    };
    let font = FontDesc::new(FontFamily::Name(font::FAMILY), size, FontStyle::Normal);
    let style = TextStyle::from(font)
        .color(color)
        .pos(Pos::new(horizontal, VPos::Top));
    Text::new(label.text.clone(), at, style)
}
