//! A picture for the screen.

use plotters::{backend::SVGBackend, drawing::IntoDrawingArea};

use crate::{
    Chart, ChartError, Scales, font,
    ink::{Ink, TextRule, failed},
    picture::{compose, paint},
};

/// plotters writes whole numbers: they are tenths of a CSS pixel here, and the view box says so. Lines would be jagged else.
const TENTHS: u32 = 10;

/// As plotters-svg 0.3.7 writes texts: `font-size` is the size divided by 1.24, `dy` of the upper anchor is 0.76 em.
const TEXT: TextRule = TextRule {
    size: 1.24,
    drop: 0.76,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// One `<svg>` element without background, scripts or references; every text in it is escaped.
    pub svg: String,
    pub scales: Scales,
}

/// # Errors
/// [`ChartError`], each for a part of `chart` that is outside its limits.
pub fn draw_svg(chart: &Chart<'_>) -> Result<Drawing, ChartError> {
    chart.check()?;
    font::ready()?;
    let picture = compose(chart);
    let mut drawn = String::new();
    {
        let area =
            SVGBackend::with_string(&mut drawn, (chart.width * TENTHS, chart.height * TENTHS))
                .into_drawing_area();
        paint(
            &picture,
            chart,
            &Ink {
                area: &area,
                scale: f64::from(TENTHS),
                text: TEXT,
            },
        )?;
        area.present().map_err(failed)?;
    }
    let (_, shapes) = drawn
        .split_once('>')
        .ok_or_else(|| ChartError::Draw("there is no picture".to_owned()))?;
    let (width, height) = (chart.width, chart.height);
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {} {}" stroke-linejoin="round" stroke-linecap="round">{shapes}"#,
        width * TENTHS,
        height * TENTHS,
    );
    Ok(Drawing {
        svg,
        scales: picture.scales,
    })
}
