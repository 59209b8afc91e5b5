//! Four series of 50,000 samples at 800 pixels, and plotters drawing every sample of them.

use criterion::Criterion;
use plotters::prelude::*;
use tilework_chart::{
    Axis, Chart, Color, Line, Locale, Palette, Plot, Point, Side, Style, draw_svg,
};

use super::filled::{END, value};

const SAMPLES: i64 = 50_000;
const SIZE: (u32, u32) = (800, 400);

pub fn line(points: &[Point]) -> Line<'_> {
    Line {
        points,
        compare: &[],
        color: color(0x57_b6_ff),
        style: Style::Line,
        smooth: false,
        side: Side::Left,
    }
}

fn color(rgb: u32) -> Color {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Color { red, green, blue }
}

pub fn chart(lines: Vec<Line<'_>>, from: i64, to: i64) -> Chart<'_> {
    Chart {
        plot: Plot::Lines(lines),
        width: SIZE.0,
        height: SIZE.1,
        from,
        to,
        axes: true,
        left: Axis::default(),
        right: None,
        thresholds: vec![],
        markers: vec![],
        palette: Palette {
            surface: color(0x15_18_1d),
            text: color(0x6b_76_82),
            grid: color(0x22_26_2b),
            states: vec![],
        },
        locale: Locale::default(),
        dress: None,
    }
}

pub fn run(criterion: &mut Criterion) {
    let from = END - SAMPLES * 1_000;
    let series: Vec<Vec<Point>> = (0..4)
        .map(|number| {
            let point = |index: i64| {
                let at = from + index * 1_000;
                Point {
                    at,
                    value: value(at + number * 40_000_000),
                }
            };
            (0..SAMPLES).map(point).collect()
        })
        .collect();
    let mut group = criterion.benchmark_group("drawing");
    group.sample_size(20);
    group.bench_function("ours", |bencher| {
        bencher.iter(|| {
            let lines = series.iter().map(|points| line(points)).collect();
            draw_svg(&chart(lines, from, END)).unwrap().svg.len()
        });
    });
    group.bench_function("plotters, every sample", |bencher| {
        bencher.iter(|| every_sample(&series, from));
    });
    group.finish();
}

#[allow(clippy::cast_precision_loss)] // pixels
fn every_sample(series: &[Vec<Point>], from: i64) -> usize {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin(20)
            .build_cartesian_2d(0.0..(END - from) as f64, 0.0..30.0)
            .unwrap();
        for points in series {
            let points = points
                .iter()
                .map(|point| ((point.at - from) as f64, point.value));
            chart.draw_series(LineSeries::new(points, &BLUE)).unwrap();
        }
        area.present().unwrap();
    }
    svg.len()
}
