//! Title, subtitle and legend around an exported plot.

use crate::{
    model::{Chart, Color, Dress},
    scene::{Anchor, Frame, Label, Part, Scene, Shape},
    text::{
        clean, fit,
        font::{CAPITAL, text_width},
    },
};

const MARGIN: f64 = 20.0;
/// Of a picture that is narrower or lower than 240 CSS pixels.
const SMALL_MARGIN: f64 = 8.0;
const SMALL: f64 = 240.0;
const TITLE_SIZE: f64 = 16.0;
const SUBTITLE_SIZE: f64 = 12.0;
const LEGEND_SIZE: f64 = 12.0;
/// From one line to the next.
const TITLE_HEIGHT: f64 = 22.0;
const SUBTITLE_HEIGHT: f64 = 18.0;
const LEGEND_HEIGHT: f64 = 20.0;
/// Between the texts and the plot.
const GAP: f64 = 8.0;
const DOT_RADIUS: f64 = 4.0;
/// From a dot to its label, from a label to the next dot.
const DOT_GAP: f64 = 6.0;
const ENTRY_GAP: f64 = 18.0;
const LIMIT: usize = 120;
/// Of the picture's height, at least for the plot.
const LEAST_PLOT: f64 = 0.5;

/// What is left for the plot.
pub(crate) fn draw(chart: &Chart<'_>, scene: &mut Scene) -> Frame {
    let (width, height) = (f64::from(chart.width), f64::from(chart.height));
    let whole = Frame {
        left: 0.0,
        top: 0.0,
        right: width,
        bottom: height,
    };
    let Some(dress) = &chart.dress else {
        return whole;
    };
    scene.rectangle(Part::Background, whole, chart.palette.surface, 1.0);
    let margin = if width.min(height) < SMALL {
        SMALL_MARGIN.min(height / 5.0)
    } else {
        MARGIN
    };
    let mut frame = Frame {
        left: margin,
        top: margin,
        right: width - margin,
        bottom: height - margin,
    };
    let lines = lines(dress, frame.width());
    let deepest = height * (1.0 - LEAST_PLOT);
    let top = frame.top;
    for (line, size, line_height) in lines {
        if frame.top + line_height + GAP > deepest {
            continue;
        }
        let baseline = frame.top + line_height / 2.0 + size * CAPITAL / 2.0;
        for (x, what) in line {
            let color = match what {
                Entry::Title(_) => strong(chart),
                _ => chart.palette.text,
            };
            match what {
                Entry::Dot(color) => scene.add(
                    Part::Labels,
                    Shape::Dot {
                        center: (frame.left + x + DOT_RADIUS, frame.top + line_height / 2.0),
                        radius: DOT_RADIUS,
                        color,
                        opacity: 1.0,
                    },
                ),
                Entry::Title(text) | Entry::Text(text) => {
                    let at = (frame.left + x, baseline);
                    let mut label = Label::new(&text, at, Anchor::Left, color);
                    label.size = size;
                    scene.label(Part::Labels, label);
                }
            }
        }
        frame.top += line_height;
    }
    if frame.top > top {
        frame.top += GAP;
    }
    frame
}

enum Entry {
    Title(String),
    Text(String),
    Dot(Color),
}

/// What stands in a line and where, the size of its texts, and its height.
type Row = (Vec<(f64, Entry)>, f64, f64);

fn lines(dress: &Dress<'_>, width: f64) -> Vec<Row> {
    let text = |text: Option<&str>, size: f64| {
        let text = clean(text.unwrap_or_default(), LIMIT);
        let text = fit(&text, width, |text| text_width(text, size));
        (!text.is_empty()).then_some(text)
    };
    let mut lines: Vec<Row> = Vec::new();
    if let Some(title) = text(dress.title, TITLE_SIZE) {
        lines.push((vec![(0.0, Entry::Title(title))], TITLE_SIZE, TITLE_HEIGHT));
    }
    if let Some(subtitle) = text(dress.subtitle, SUBTITLE_SIZE) {
        lines.push((
            vec![(0.0, Entry::Text(subtitle))],
            SUBTITLE_SIZE,
            SUBTITLE_HEIGHT,
        ));
    }
    let before = DOT_RADIUS * 2.0 + DOT_GAP;
    let (mut line, mut x) = (Vec::new(), 0.0);
    for legend in &dress.legend {
        let label = clean(legend.label, LIMIT);
        let label = fit(&label, width - before, |text| text_width(text, LEGEND_SIZE));
        let entry = before + text_width(&label, LEGEND_SIZE);
        if x > 0.0 && x + entry > width {
            lines.push((std::mem::take(&mut line), LEGEND_SIZE, LEGEND_HEIGHT));
            x = 0.0;
        }
        line.push((x, Entry::Dot(legend.color)));
        line.push((x + before, Entry::Text(label)));
        x += entry + ENTRY_GAP;
    }
    if !line.is_empty() {
        lines.push((line, LEGEND_SIZE, LEGEND_HEIGHT));
    }
    lines
}

/// The colour of a title: what can be read best on the surface.
fn strong(chart: &Chart<'_>) -> Color {
    chart.palette.surface.readable()
}
