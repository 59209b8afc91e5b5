//! Draws a gallery of charts into the folder given as argument: `cargo run -p tilework-chart --example gallery -- /tmp/gallery`.

use std::{error::Error, fs, path::PathBuf};

use tilework_chart::{Chart, Palette, Point, Series, Style, draw_png, draw_svg};

const NOON: i64 = 1_795_348_800_000;
const MINUTE: i64 = 60_000;

fn wave(count: i64, span: i64, middle: f64, height: f64, noise: f64) -> Vec<Point> {
    let mut state = 7u64;
    (0..count)
        .map(|index| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let random = f64::from((state >> 40) as u32) / f64::from(1 << 24) - 0.5;
            let angle = index as f64 / count as f64 * 12.0;
            Point {
                at: NOON - span + span * index / (count - 1),
                value: middle + height * angle.sin() + noise * random,
            }
        })
        .collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "/tmp/gallery".to_owned()),
    );
    fs::create_dir_all(&folder)?;
    let dark = Palette {
        surface: "#15181d".parse()?,
        text: "#6b7682".parse()?,
        grid: "#252a30".parse()?,
    };
    let light = Palette {
        surface: "#ffffff".parse()?,
        text: "#7c8794".parse()?,
        grid: "#eceef1".parse()?,
    };
    let (coral, sky, teal) = ("#ff8367".parse()?, "#57b6ff".parse()?, "#0f9e8c".parse()?);

    let day = 1_440 * MINUTE;
    let (air, soil) = (
        wave(800, day, 24.0, 5.0, 1.2),
        wave(800, day, 21.0, -5.0, 1.0),
    );
    let short = wave(120, 4 * MINUTE, 61.4, 0.3, 0.1);
    let huge = wave(20_000, 30 * day, 0.0, 2_400_000.0, 4_000_000.0);
    let flat = wave(50, 15 * MINUTE, 24.6, 0.0, 0.0);
    let single = [Point {
        at: NOON - 7 * MINUTE,
        value: 3.0,
    }];
    let steps: Vec<_> = (0..12)
        .map(|i| Point {
            at: NOON - 60 * MINUTE + i * 5 * MINUTE,
            value: f64::from((i % 3) as i32),
        })
        .collect();

    let line = |points, color, style| Series {
        points,
        color,
        style,
    };
    let base = |series, span: i64, palette| Chart {
        series,
        width: 540,
        height: 150,
        from: NOON - span,
        to: NOON,
        unit: Some("°C"),
        axes: true,
        minimum: None,
        maximum: None,
        palette,
        utc_offset_minutes: 60,
    };
    let sparkline = |series| Chart {
        width: 152,
        height: 36,
        axes: false,
        ..base(series, day, dark)
    };
    let charts = [
        (
            "climate-dark",
            base(
                vec![
                    line(&air, coral, Style::Area),
                    line(&soil, sky, Style::Line),
                ],
                day,
                dark,
            ),
        ),
        (
            "climate-light",
            base(
                vec![line(&air, teal, Style::Area), line(&soil, sky, Style::Area)],
                day,
                light,
            ),
        ),
        (
            "minutes",
            base(vec![line(&short, sky, Style::Line)], 4 * MINUTE, dark),
        ),
        (
            "month",
            base(vec![line(&huge, coral, Style::Area)], 30 * day, dark),
        ),
        (
            "year",
            Chart {
                width: 900,
                ..base(vec![line(&huge, coral, Style::Line)], 365 * day, light)
            },
        ),
        (
            "flat",
            base(vec![line(&flat, sky, Style::Area)], 15 * MINUTE, dark),
        ),
        (
            "single",
            base(vec![line(&single, coral, Style::Line)], 15 * MINUTE, dark),
        ),
        (
            "empty",
            base(vec![line(&[], coral, Style::Line)], 15 * MINUTE, light),
        ),
        (
            "steps",
            base(vec![line(&steps, sky, Style::Step)], 60 * MINUTE, dark),
        ),
        (
            "fixed",
            Chart {
                minimum: Some(20.0),
                maximum: Some(26.0),
                ..base(vec![line(&air, coral, Style::Area)], day, dark)
            },
        ),
        (
            "phone",
            Chart {
                width: 340,
                height: 180,
                ..base(vec![line(&air, coral, Style::Area)], 15 * MINUTE, light)
            },
        ),
        (
            "low",
            Chart {
                width: 300,
                height: 50,
                ..base(vec![line(&air, coral, Style::Area)], day, dark)
            },
        ),
        (
            "sparkline",
            sparkline(vec![line(&air[..80], coral, Style::Area)]),
        ),
        (
            "sparkline-all",
            sparkline(vec![line(&air, coral, Style::Area)]),
        ),
    ];
    for (name, chart) in charts {
        fs::write(
            folder.join(name).with_extension("svg"),
            draw_svg(&chart)?.svg,
        )?;
        fs::write(
            folder.join(name).with_extension("png"),
            draw_png(&chart, 2)?,
        )?;
    }
    Ok(())
}
