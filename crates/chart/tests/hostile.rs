//! Hostile texts stay texts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tilework_chart::{
    Chart, Dress, Legend, Locale, Marker, Plot, Row, Segment, State, Style, Threshold, draw_svg,
};

mod samples;
mod svg_file;

use samples::{DAY, NOON, base, color, dark, line};
use svg_file::texts;

const HOSTILE: [&str; 7] = [
    "<script>",
    "\"/><script>alert(1)</script>",
    "&amp;",
    "]]>",
    "\u{0}\u{7}\u{202e}",
    "a very long unit that nobody has, and that goes on and on and on and on and on",
    "'\"><img src=x onerror=alert(1)>",
];

#[test]
fn texts_are_text_whatever_they_hold() {
    let points = samples::data::wave(20, DAY, 20.0, 5.0, 0.0);
    for text in HOSTILE {
        let words = || vec![text.to_owned(); 12];
        let chart = Chart {
            left: samples::unit(text),
            thresholds: vec![Threshold {
                value: 20.0,
                to: Some(22.0),
                color: color("#ff6b5e"),
                label: text.to_owned(),
                side: tilework_chart::Side::Left,
            }],
            markers: vec![Marker {
                at: NOON - DAY / 2,
                color: color("#ff6b5e"),
                label: text.to_owned(),
            }],
            locale: Locale {
                time_zone: text.to_owned(),
                months: words(),
                weekdays: words(),
                day_periods: Some([text.to_owned(), text.to_owned()]),
                day_first: true,
                decimal_separator: text.to_owned(),
                group_separator: text.to_owned(),
                on: text.to_owned(),
                off: text.to_owned(),
            },
            dress: Some(Dress {
                title: Some(text),
                subtitle: Some(text),
                legend: vec![Legend {
                    label: text,
                    color: color("#ff6b5e"),
                }],
            }),
            ..base(
                Plot::Lines(vec![line(&points, color("#ff8367"), Style::Line)]),
                DAY,
                &dark(),
            )
        };
        let word = State::Word { index: 7, text };
        let states = [State::On, State::Off, word].into_iter().zip(0..);
        let segments: Vec<Segment<'_>> = states
            .map(|(state, index)| Segment {
                from: NOON - DAY + index * DAY / 3,
                to: NOON - DAY + (index + 1) * DAY / 3,
                state,
            })
            .collect();
        let timeline = Chart {
            plot: Plot::Timeline(vec![Row {
                label: text,
                color: color("#ff8367"),
                segments: &segments,
            }]),
            ..chart.clone()
        };
        for chart in [chart, timeline] {
            let svg = draw_svg(&chart).unwrap().svg;
            assert!(!svg.contains("<script") && !svg.contains("<img"), "{svg}");
            let odd = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!svg.contains(odd), "{svg}");
            let longest = texts(&svg).iter().map(|text| text.chars().count()).max();
            assert!(longest < Some(150), "{svg}");
        }
    }
}
