//! What a person sees in a chart.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use tilework_chart::{Chart, ChartError, Palette, Point, Series, Style, draw_png, draw_svg};

const FROM: i64 = 1_795_345_200_000;
const SPAN: i64 = 3_600_000;

fn palette() -> Palette {
    Palette {
        surface: "#15181d".parse().unwrap(),
        text: "#6b7682".parse().unwrap(),
        grid: "#252a30".parse().unwrap(),
    }
}

fn chart<'a>(points: &'a [Point], style: Style) -> Chart<'a> {
    Chart {
        series: vec![Series {
            points,
            color: "#ff8367".parse().unwrap(),
            style,
        }],
        width: 400,
        height: 160,
        from: FROM,
        to: FROM + SPAN,
        unit: Some("°C"),
        axes: true,
        minimum: None,
        maximum: None,
        palette: palette(),
        utc_offset_minutes: 0,
    }
}

fn wave(count: i64) -> Vec<Point> {
    (0..count)
        .map(|i| Point {
            at: FROM + SPAN * i / count,
            value: 20.0 + (i as f64 / 9.0).sin() * 5.0,
        })
        .collect()
}

/// The texts of the `<text>` elements.
fn texts(svg: &str) -> Vec<String> {
    let texts = svg
        .split("<text")
        .skip(1)
        .filter_map(|part| part.split_once('>')?.1.split_once("</text>"));
    texts.map(|(text, _)| text.trim().to_owned()).collect()
}

/// The points of the first `<polyline>`, in CSS pixels.
fn line(svg: &str) -> Vec<(f64, f64)> {
    let points = svg
        .split("<polyline")
        .nth(1)
        .and_then(|part| part.split("points=\"").nth(1)?.split('"').next())
        .unwrap_or_default();
    let number = |text: &str| text.parse::<f64>().unwrap() / 10.0;
    points
        .split_whitespace()
        .map(|pair| pair.split_once(',').unwrap())
        .map(|(x, y)| (number(x), number(y)))
        .collect()
}

#[test]
fn a_chart_is_its_line_its_grid_and_its_labels() {
    let points = wave(200);
    let svg = draw_svg(&chart(&points, Style::Line)).unwrap().svg;
    assert!(svg.starts_with(r#"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="160" viewBox="0 0 4000 1600""#), "{svg}");
    assert!(
        svg.contains("#FF8367") && svg.contains("#252A30") && svg.contains("#6B7682"),
        "{svg}"
    );
    assert!(!svg.contains("#15181D"), "an SVG has no background");
    assert!(svg.contains(r#"font-family="Inter Variable, Inter, sans-serif""#));
    assert_eq!(
        texts(&svg),
        ["15", "20", "25\u{a0}°C", "11:00", "11:15", "11:30", "11:45"].map(str::to_owned)
    );
    assert!(svg.trim_end().ends_with("</svg>"));
}

#[test]
fn the_unit_is_text_whatever_it_holds() {
    let points = wave(20);
    let mut chart = chart(&points, Style::Line);
    for unit in [
        "<script>",
        "\"/><script>alert(1)</script>",
        "&amp;",
        "]]>",
        "\u{0}\u{7}",
        "a very long unit that nobody has",
    ] {
        chart.unit = Some(unit);
        let svg = draw_svg(&chart).unwrap().svg;
        assert!(!svg.contains("<script"), "{svg}");
        assert!(!svg.chars().any(|c| c.is_control() && c != '\n'), "{svg}");
        assert!(
            texts(&svg).iter().all(|text| text.chars().count() < 60),
            "{svg}"
        );
    }
    chart.unit = Some("<script>");
    assert!(draw_svg(&chart).unwrap().svg.contains("&lt;script&gt;"));
}

#[test]
fn a_sparkline_is_a_line_from_edge_to_edge_and_nothing_else() {
    let points = [
        Point {
            at: FROM - 60_000,
            value: 1.0,
        },
        Point {
            at: FROM + 5_000,
            value: 2.0,
        },
        Point {
            at: FROM + SPAN + 1,
            value: 1.0,
        },
    ];
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
    let svg = draw_svg(&chart(
        &[Point {
            at: FROM + 1_000,
            value: 3.0,
        }],
        Style::Line,
    ))
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
    let points = [0, SPAN / 2, SPAN].map(|after| Point {
        at: FROM + after,
        value: 24.6,
    });
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
    let points = [
        Point {
            at: FROM,
            value: 0.0,
        },
        Point {
            at: FROM + SPAN / 2,
            value: 1.0,
        },
    ];
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
    let points = [
        Point {
            at: FROM,
            value: 10.0,
        },
        Point {
            at: FROM + SPAN / 4,
            value: 17.0,
        },
        Point {
            at: FROM + SPAN,
            value: 12.0,
        },
    ];
    let drawing = draw_svg(&chart(&points, Style::Line)).unwrap();
    let scales = drawing.scales;
    assert_eq!(
        (scales.from, scales.to, scales.samples),
        (FROM, FROM + SPAN, 3)
    );
    let x = scales.left + 0.25 * (scales.right - scales.left);
    let y = scales.bottom
        - (17.0 - scales.minimum) / (scales.maximum - scales.minimum)
            * (scales.bottom - scales.top);
    let (px, py) = line(&drawing.svg)[1];
    assert!(
        (px - x).abs() <= 0.1 && (py - y).abs() <= 0.1,
        "{px},{py} is not {x},{y}"
    );
}

#[test]
fn a_line_beyond_fixed_edges_is_cut_there_and_keeps_its_slope() {
    let points = [
        Point {
            at: FROM,
            value: 0.0,
        },
        Point {
            at: FROM + SPAN,
            value: 200.0,
        },
    ];
    let drawing = draw_svg(&Chart {
        minimum: Some(0.0),
        maximum: Some(100.0),
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
fn what_is_outside_the_limits_is_refused() {
    let base = chart(&[], Style::Line);
    let check =
        |chart: Chart<'_>, expected: ChartError| assert_eq!(draw_svg(&chart), Err(expected));
    check(
        Chart {
            width: 39,
            ..base.clone()
        },
        ChartError::Size {
            width: 39,
            height: 160,
        },
    );
    check(
        Chart {
            height: 4_097,
            ..base.clone()
        },
        ChartError::Size {
            width: 400,
            height: 4_097,
        },
    );
    check(
        Chart {
            to: FROM,
            ..base.clone()
        },
        ChartError::Span,
    );
    check(
        Chart {
            from: i64::MIN,
            ..base.clone()
        },
        ChartError::Span,
    );
    check(
        Chart {
            minimum: Some(f64::NAN),
            ..base.clone()
        },
        ChartError::Range,
    );
    check(
        Chart {
            minimum: Some(2.0),
            maximum: Some(1.0),
            ..base.clone()
        },
        ChartError::Range,
    );
    check(
        Chart {
            utc_offset_minutes: i32::MAX,
            ..base.clone()
        },
        ChartError::Offset,
    );
    for scale in [0, 5, u32::MAX] {
        assert_eq!(draw_png(&base, scale), Err(ChartError::Scale));
    }
    assert_eq!(
        draw_png(
            &Chart {
                width: 4_096,
                height: 4_096,
                ..base
            },
            4
        ),
        Err(ChartError::Scale)
    );
}

/// Width, height and pixels of a PNG.
fn decode(bytes: &[u8]) -> (u32, u32, Vec<[u8; 3]>) {
    let mut reader = png::Decoder::new(bytes).read_info().unwrap();
    let mut buffer = vec![0; reader.output_buffer_size()];
    let info = reader.next_frame(&mut buffer).unwrap();
    (
        info.width,
        info.height,
        buffer
            .chunks_exact(3)
            .map(|pixel| [pixel[0], pixel[1], pixel[2]])
            .collect(),
    )
}

#[test]
fn a_png_has_the_asked_size_the_surface_and_the_line_where_the_svg_has_it() {
    let points = wave(50);
    let chart = chart(&points, Style::Line);
    let (width, height, pixels) = decode(&draw_png(&chart, 2).unwrap());
    assert_eq!((width, height), (800, 320));
    assert_eq!(pixels[0], [0x15, 0x18, 0x1d]);
    for (x, y) in line(&draw_svg(&chart).unwrap().svg).into_iter().skip(1) {
        let index = (y * 2.0) as usize * 800 + ((x * 2.0) as usize).min(799);
        assert_eq!(pixels[index], [0xff, 0x83, 0x67], "at {x},{y}");
    }
    assert!(
        pixels
            .iter()
            .filter(|pixel| **pixel == [0x6b, 0x76, 0x82])
            .count()
            > 20,
        "the labels are drawn"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn labels_neither_overlap_nor_leave_the_picture(
        width in 40u32..1_200, height in 20u32..500, span in 1_000i64..31_622_400_000, low in -1e7..1e7f64, size in 0.0..1e5f64, offset in -840..840i32,
    ) {
        let points = [Point { at: FROM, value: low }, Point { at: FROM + span, value: low + size }];
        let svg = draw_svg(&Chart { width, height, to: FROM + span, utc_offset_minutes: offset, ..chart(&points, Style::Line) }).unwrap().svg;
        let number = |part: &str, name: &str| part.split_once(name).unwrap().1.split('"').next().unwrap().parse::<f64>().unwrap() / 10.0;
        // Wider than any glyph on average, so this errs on the safe side for time labels.
        let boxes: Vec<_> = svg.split("<text").skip(1).map(|part| {
            let text = part.split_once('>').unwrap().1.split("</text>").next().unwrap().trim();
            let wide = text.chars().count() as f64 * 6.3;
            let x = number(part, " x=\"");
            let left = if part.contains("middle") { x - wide / 2.0 } else { x };
            let top = number(part, " y=\"");
            (left, top, left + wide, top + 8.0)
        }).collect();
        for (i, a) in boxes.iter().enumerate() {
            prop_assert!(a.0 >= -4.0 && a.2 <= f64::from(width) + 4.0 || a.0 == 0.0, "{svg}");
            prop_assert!(a.1 >= -1.0 && a.3 <= f64::from(height) + 1.0, "{svg}");
            for b in &boxes[i + 1..] {
                prop_assert!(a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1, "{a:?} {b:?} {svg}");
            }
        }
    }
}
