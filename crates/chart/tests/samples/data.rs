//! What the charts are made from: the same on every machine.

use tilework_chart::{Bar, Bin, Every, Point, Segment, State, calendar};

use super::{DAY, HOUR, MINUTE, NOON};

/// What the charts are made from.
#[derive(Debug)]
pub struct Data {
    pub air: Vec<Point>,
    pub soil: Vec<Point>,
    pub gaps: Vec<Point>,
    pub steps: Vec<Point>,
    pub few: Vec<Point>,
    pub before: Vec<Point>,
    pub pressure: Vec<Point>,
    pub decades: Vec<Point>,
    pub energy: [Vec<Bar>; 3],
    pub balance: Vec<Bar>,
    pub rows: Vec<(&'static str, Vec<Segment<'static>>)>,
    pub pairs: [Vec<(f64, f64)>; 2],
    pub bins: [Vec<Bin>; 2],
}

impl Data {
    pub fn new() -> Self {
        let mut gaps = wave(300, DAY, 48.0, 18.0, 3.0);
        for point in gaps.iter_mut().skip(80).take(40) {
            point.value = f64::NAN;
        }
        gaps[100].value = 58.0;
        gaps[220].value = f64::NAN;
        let few = |shift: f64| {
            let values = [
                3.1, 3.4, 2.8, 5.9, 9.4, 12.6, 13.1, 11.0, 8.2, 6.3, 6.0, 4.4,
            ];
            (0..)
                .zip(values)
                .map(|(index, value)| Point {
                    at: NOON - DAY + index * 2 * HOUR,
                    value: value * (1.0 - shift) + shift * 3.0,
                })
                .collect::<Vec<_>>()
        };
        let decades = (0..200)
            .map(|index| Point {
                at: NOON - DAY + index * DAY / 199,
                value: 0.4
                    * 10f64.powf(4.0 * (index as f64 / 199.0) + (index as f64 / 9.0).sin() * 0.3),
            })
            .collect();
        Self {
            air: wave(800, DAY, 24.0, 5.0, 1.2),
            soil: wave(800, DAY, 21.0, -5.0, 1.0),
            gaps,
            steps: (0..12)
                .map(|i| Point {
                    at: NOON - HOUR + i * 5 * MINUTE,
                    value: 19.0 + ((i * 5) % 7) as f64 * 0.5,
                })
                .collect(),
            few: few(0.0),
            before: few(0.3),
            pressure: wave(200, DAY, 1_013.0, 7.0, 0.3),
            decades,
            energy: [bars(1.0, 3), bars(0.6, 5), bars(0.9, 9)],
            balance: bars(1.0, 3)
                .into_iter()
                .zip(0..)
                .map(|(bar, index)| Bar {
                    value: (index != 4).then(|| bar.value.unwrap_or_default() - 6.0),
                    ..bar
                })
                .collect(),
            rows: rows(),
            pairs: [pairs(11, 0.0), pairs(5, 2.0)],
            bins: [bins(20.0, 3), bins(23.5, 8)],
        }
    }
}

fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from((state >> 40) as u32) / f64::from(1 << 24) - 0.5
    }
}

pub fn wave(count: i64, span: i64, middle: f64, height: f64, rough: f64) -> Vec<Point> {
    let mut random = noise(7);
    (0..count)
        .map(|index| Point {
            at: NOON - span + span * index / (count - 1),
            value: middle + height * (index as f64 / count as f64 * 12.0).sin() + rough * random(),
        })
        .collect()
}

fn bars(factor: f64, seed: u64) -> Vec<Bar> {
    let mut random = noise(seed);
    let edges = calendar(NOON - 14 * DAY, NOON, "Europe/Berlin", Every::Day).unwrap();
    edges
        .windows(2)
        .map(|edges| Bar {
            from: edges[0],
            to: edges[1],
            value: Some(factor * (8.0 + 9.0 * random())),
        })
        .collect()
}

fn rows() -> Vec<(&'static str, Vec<Segment<'static>>)> {
    let segments = |states: &[(i64, State<'static>)]| {
        let ends = states.iter().skip(1).map(|(at, _)| *at).chain([1_440]);
        states
            .iter()
            .zip(ends)
            .map(|((from, state), to)| Segment {
                from: NOON - DAY + from * MINUTE,
                to: NOON - DAY + to * MINUTE,
                state: *state,
            })
            .collect::<Vec<_>>()
    };
    let word = |index, text| State::Word { index, text };
    vec![
        (
            "Grow lights",
            segments(&[
                (0, State::On),
                (380, State::Off),
                (1_050, State::On),
                (1_062, State::Off),
                (1_070, State::On),
            ]),
        ),
        (
            "Irrigation pump",
            segments(&[
                (0, State::Nothing),
                (90, State::Off),
                (300, State::Mixed),
                (420, State::Off),
                (900, State::Mixed),
                (905, State::On),
                (1_000, State::Off),
            ]),
        ),
        (
            "Shade mode",
            segments(&[
                (0, word(0, "Auto")),
                (400, word(1, "Half")),
                (720, word(2, "Full")),
                (760, word(0, "Auto")),
            ]),
        ),
        (
            "Washing machine",
            segments(&[
                (0, word(3, "Idle")),
                (500, word(0, "Washing")),
                (600, word(4, "Spin")),
                (640, State::Nothing),
                (800, word(3, "Idle")),
            ]),
        ),
    ]
}

fn pairs(seed: u64, shift: f64) -> Vec<(f64, f64)> {
    let mut random = noise(seed);
    (0..400)
        .map(|_| {
            let x = 22.0 + 9.0 * (random() + random());
            (
                x,
                120.0 - 3.0 * x + shift * 3.0 + 14.0 * (random() + random()),
            )
        })
        .collect()
}

fn bins(middle: f64, seed: u64) -> Vec<Bin> {
    let mut random = noise(seed);
    let heights: Vec<f64> = (0..16)
        .map(|index| {
            let from = 16.0 + f64::from(index) * 0.75 - middle;
            (1.0 / (1.0 + from * from / 4.0)) * (1.0 + 0.3 * random())
        })
        .collect();
    let sum: f64 = heights.iter().sum();
    (0..)
        .zip(heights)
        .map(|(index, height)| Bin {
            from: 16.0 + f64::from(index) * 0.75,
            to: 16.75 + f64::from(index) * 0.75,
            share: height / sum,
        })
        .collect()
}
