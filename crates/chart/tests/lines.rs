//! What a person sees of series over time.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tilework_chart::{Axis, Chart, Style, draw_png, draw_svg};

mod hour;
mod png_file;
mod samples;
mod svg_file;

use hour::{FROM, SPAN, chart, point, wave};
use png_file::decode;
use svg_file::{line, texts};

#[test]
fn a_chart_is_its_line_its_grid_and_its_labels() {
    let points = wave(200);
    let svg = draw_svg(&chart(&points, Style::Line)).unwrap().svg;
    assert!(svg.starts_with(r#"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="160" viewBox="0 0 4000 1600""#), "{svg}");
    assert!(
        svg.contains("#FF8367") && svg.contains("#252A30") && svg.contains("#7B8692"),
        "{svg}"
    );
    assert!(!svg.contains("#15181D"), "an SVG has no background");
    assert!(svg.contains(r#"font-family="Inter Variable, Inter, "#));
    assert_eq!(
        texts(&svg),
        ["15", "20", "25\u{a0}°C", "11:00", "11:15", "11:30", "11:45"].map(str::to_owned)
    );
    assert!(svg.trim_end().ends_with("</svg>"));
}

#[test]
fn a_sparkline_is_a_line_from_edge_to_edge_and_nothing_else() {
    let points = [point(-60_000, 1.0), point(5_000, 2.0), point(SPAN + 1, 1.0)];
    let drawing = draw_svg(&Chart {
        axes: false,
        ..chart(&points, Style::Area)
    })
    .unwrap();
    assert!(
        !drawing.svg.contains("<text") && !drawing.svg.contains("<rect"),
        "{}",
        drawing.svg
    );
    let line = line(&drawing.svg);
    assert_eq!(
        (line.first().unwrap().0, line.last().unwrap().0),
        (0.0, 400.0)
    );
    assert!(
        drawing.svg.contains("4000,1600 0,1600"),
        "the area goes down to the edge: {}",
        drawing.svg
    );
    assert_eq!((drawing.scales.left, drawing.scales.right), (0.0, 400.0));
}

#[test]
fn a_value_that_only_just_came_is_a_whole_dot_at_the_edge() {
    for points in [
        vec![point(SPAN, 7.0)],
        vec![point(SPAN - 2_000, 7.0), point(SPAN, 7.0)],
    ] {
        let sparkline = Chart {
            axes: false,
            ..chart(&points, Style::Line)
        };
        let svg = draw_svg(&sparkline).unwrap().svg;
        assert!(
            svg.contains(r#"<circle cx="3970" cy="800" r="30""#),
            "{svg}"
        );
    }
}

#[test]
fn a_short_spike_is_a_line() {
    let points =
        [(0, 7.0), (10_000, 12.0), (20_000, 7.0)].map(|(at, value)| point(SPAN / 2 + at, value));
    let path = line(&draw_svg(&chart(&points, Style::Line)).unwrap().svg);
    assert_eq!(path.len(), 3, "{path:?}");
}

#[test]
fn no_samples_leave_the_axes() {
    let svg = draw_svg(&chart(&[], Style::Area)).unwrap().svg;
    assert!(!svg.contains("#FF8367"), "{svg}");
    assert_eq!(
        texts(&svg)[..3],
        ["0.0", "0.5", "1.0\u{a0}°C"].map(str::to_owned)
    );
}

#[test]
fn a_single_sample_is_a_dot() {
    let svg = draw_svg(&chart(&[point(1_000, 3.0)], Style::Line))
        .unwrap()
        .svg;
    assert_eq!(
        (
            svg.matches("<circle").count(),
            svg.matches("<polyline").count()
        ),
        (1, 0),
        "{svg}"
    );
}

#[test]
fn a_flat_series_lies_in_the_middle_of_the_plot() {
    let points = [0, SPAN / 2, SPAN].map(|after| point(after, 24.6));
    let drawing = draw_svg(&chart(&points, Style::Line)).unwrap();
    let middle = f64::midpoint(drawing.scales.top, drawing.scales.bottom);
    assert!(
        line(&drawing.svg)
            .iter()
            .all(|(_, y)| (y - middle).abs() <= 0.5),
        "{}",
        drawing.svg
    );
}

#[test]
fn a_step_holds_its_value_until_the_next_and_up_to_now() {
    let points = [point(0, 0.0), point(SPAN / 2, 1.0)];
    let drawing = draw_svg(&chart(&points, Style::Step)).unwrap();
    let line = line(&drawing.svg);
    assert_eq!(line.len(), 4, "{line:?}");
    assert!(
        line[0].1 == line[1].1 && line[1].0 == line[2].0 && line[2].1 == line[3].1,
        "{line:?}"
    );
    assert!((line[3].0 - drawing.scales.right).abs() <= 0.1);
}

#[test]
fn the_scales_find_a_sample_in_the_picture() {
    let points = [point(0, 10.0), point(SPAN / 4, 17.0), point(SPAN, 12.0)];
    let drawing = draw_svg(&chart(&points, Style::Line)).unwrap();
    let scales = drawing.scales;
    assert_eq!(
        (scales.from, scales.to, scales.samples),
        (FROM, FROM + SPAN, 3)
    );
    let x = scales.left + 0.25 * (scales.right - scales.left);
    let y = scales.bottom
        - (17.0 - scales.left_axis.minimum) / (scales.left_axis.maximum - scales.left_axis.minimum)
            * (scales.bottom - scales.top);
    let (px, py) = line(&drawing.svg)[1];
    assert!(
        (px - x).abs() <= 0.1 && (py - y).abs() <= 0.1,
        "{px},{py} is not {x},{y}"
    );
}

#[test]
fn a_line_beyond_fixed_edges_is_cut_there_and_keeps_its_slope() {
    let points = [point(0, 0.0), point(SPAN, 200.0)];
    let drawing = draw_svg(&Chart {
        left: Axis {
            minimum: Some(0.0),
            maximum: Some(100.0),
            ..Axis::default()
        },
        ..chart(&points, Style::Line)
    })
    .unwrap();
    let scales = drawing.scales;
    let line = line(&drawing.svg);
    let middle = f64::midpoint(scales.left, scales.right);
    assert!(
        (line[1].0 - middle).abs() <= 0.1 && (line[1].1 - scales.top).abs() <= 0.1,
        "{line:?}"
    );
}

#[test]
fn a_long_series_costs_no_more_than_the_picture_is_wide() {
    let points = wave(200_000);
    let drawing = draw_svg(&Chart {
        width: 800,
        ..chart(&points, Style::Area)
    })
    .unwrap();
    assert_eq!(drawing.scales.samples, 200_000);
    assert!(drawing.svg.len() < 40_000, "{} bytes", drawing.svg.len());
}

#[test]
fn a_png_has_the_asked_size_the_surface_and_the_line_where_the_svg_has_it() {
    let points = wave(50);
    let chart = chart(&points, Style::Line);
    let picture = decode(&draw_png(&chart, 2).unwrap());
    let pixels = picture.pixels;
    assert_eq!((picture.width, picture.height), (800, 320));
    for corner in [0, 799, 319 * 800, 319 * 800 + 799] {
        assert_eq!(pixels[corner], [0x15, 0x18, 0x1d], "{corner}");
    }
    for (x, y) in line(&draw_svg(&chart).unwrap().svg).into_iter().skip(1) {
        let index = (y * 2.0) as usize * 800 + ((x * 2.0) as usize).min(799);
        assert_eq!(pixels[index], [0xff, 0x83, 0x67], "at {x},{y}");
    }
    assert!(
        pixels
            .iter()
            .filter(|pixel| **pixel == [0x7b, 0x86, 0x92])
            .count()
            > 20,
        "the labels are drawn"
    );
}
