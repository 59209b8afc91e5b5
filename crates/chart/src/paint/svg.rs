//! A picture for the screen, or for another program.

use std::fmt::Write;

use plotters::{backend::SVGBackend, drawing::IntoDrawingArea};

use crate::{
    model::ChartError,
    scene::{Group, Part, Scene},
};

use super::{
    ink::{Ink, failed},
    text::TextRule,
};

/// plotters writes whole numbers: they are tenths of a CSS pixel here, and the view box says so. Lines would be jagged else.
const TENTHS: u32 = 10;

/// As plotters-svg 0.3.7 writes texts: `font-size` is the size divided by 1.24, `dy` of the upper anchor is 0.76 em.
const TEXT: TextRule = TextRule {
    size: 1.24,
    drop: 0.76,
};

/// `size`: width and height in CSS pixels.
pub(crate) fn svg(scene: &Scene, (width, height): (u32, u32)) -> Result<String, ChartError> {
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {} {}" stroke-linejoin="round" stroke-linecap="round">"#,
        width * TENTHS,
        height * TENTHS,
    );
    svg.push('\n');
    for group in &scene.groups {
        svg.push_str(&opening(group));
        svg.push_str(&shapes(group, (width, height))?);
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

fn opening(group: &Group) -> String {
    let mut tag = match group.part {
        Part::Background => r#"<g data-part="background""#.to_owned(),
        Part::Grid => r#"<g data-part="grid""#.to_owned(),
        Part::Labels => r#"<g data-part="labels""#.to_owned(),
        Part::Series(index) => format!(r#"<g data-series="{index}""#),
        Part::Compare(index) => format!(r#"<g data-compare="{index}""#),
        Part::Threshold(index) => format!(r#"<g data-threshold="{index}""#),
        Part::Marker(index) => format!(r#"<g data-marker="{index}""#),
    };
    if let Some((on, off)) = group.dash {
        let tenths = f64::from(TENTHS);
        // Writing to a string cannot fail.
        let _ = write!(
            tag,
            r#" stroke-dasharray="{} {}""#,
            on * tenths,
            off * tenths
        );
    }
    tag.push_str(">\n");
    tag
}

/// What plotters draws of a group: it can open no groups of its own, so each is a picture whose outermost tag is taken off.
fn shapes(group: &Group, (width, height): (u32, u32)) -> Result<String, ChartError> {
    let mut drawn = String::new();
    {
        let area = SVGBackend::with_string(&mut drawn, (width * TENTHS, height * TENTHS))
            .into_drawing_area();
        let ink = Ink {
            area: &area,
            scale: f64::from(TENTHS),
            text: TEXT,
            cut_dashes: false,
        };
        for shape in &group.shapes {
            ink.paint(shape, group.dash)?;
        }
        area.present().map_err(failed)?;
    }
    let inner = drawn.split_once('>').map(|(_, inner)| inner);
    let inner = inner.and_then(|inner| inner.trim_end().strip_suffix("</svg>"));
    let inner = inner.ok_or_else(|| ChartError::Draw("there is no picture".to_owned()))?;
    Ok(inner.trim_start().to_owned())
}
