use std::ops::ControlFlow;

use crate::{
    HistoryError, Kind, Sample,
    query::fake::{A, B, Fake},
    table::{ExportSeries, write_csv, write_json_lines},
};

fn series() -> [ExportSeries; 2] {
    let number = ExportSeries {
        id: A,
        kind: Kind::Number,
        label: "Kitchen, warm \"side\"".into(),
        unit: Some("°C".into()),
        topic: "home/kitchen".into(),
    };
    let text = ExportSeries {
        id: B,
        kind: Kind::Text,
        label: "=cmd|' /C calc'!A0".into(),
        unit: None,
        topic: "+evil/@x".into(),
    };
    [number, text]
}

fn history() -> Fake {
    let sample = |at, value| Sample { at, value };
    let mut fake = Fake::new(vec![
        vec![
            sample(1_700_000_000_123, -21.5),
            sample(1_700_000_002_000, 1e300),
        ],
        vec![
            sample(1_700_000_001_000, 0.0),
            sample(1_700_000_001_500, 1.0),
        ],
    ]);
    fake.words = vec!["-1+2\n".into(), "plain".into()];
    fake
}

fn all(_: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

#[test]
fn csv_is_in_the_order_of_time_and_no_text_of_it_is_a_formula() {
    let mut out = Vec::new();
    let written = write_csv(&history(), &series(), 0, i64::MAX, &mut out, &mut all).unwrap();
    assert_eq!(written, 4);
    let wanted = "time,series,value,unit,topic\r\n\
        2023-11-14T22:13:20.123Z,\"Kitchen, warm \"\"side\"\"\",-21.5,°C,home/kitchen\r\n\
        2023-11-14T22:13:21.000Z,'=cmd|' /C calc'!A0,\"'-1+2\n\",,'+evil/@x\r\n\
        2023-11-14T22:13:21.500Z,'=cmd|' /C calc'!A0,plain,,'+evil/@x\r\n\
        2023-11-14T22:13:22.000Z,\"Kitchen, warm \"\"side\"\"\",1e300,°C,home/kitchen\r\n";
    assert_eq!(String::from_utf8(out).unwrap(), wanted);
}

#[test]
fn each_line_of_json_is_an_object() {
    let mut out = Vec::new();
    write_json_lines(&history(), &series(), 0, i64::MAX, &mut out, &mut all).unwrap();
    let text = String::from_utf8(out).unwrap();
    let values: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        values[0],
        serde_json::json!({
            "time": "2023-11-14T22:13:20.123Z", "series": "Kitchen, warm \"side\"",
            "value": -21.5, "unit": "°C", "topic": "home/kitchen",
        })
    );
    assert_eq!(values[1]["value"], "-1+2\n");
    assert_eq!(values[1]["unit"], serde_json::Value::Null);
    assert_eq!(values[3]["value"], 1e300);
}

#[test]
fn on_and_off_are_words_in_csv_and_booleans_in_json() {
    let fake = Fake::of(&[(0, 1.0), (1, 0.0)]);
    let series = [ExportSeries {
        kind: Kind::OnOff,
        ..series()[0].clone()
    }];
    let (mut csv, mut json) = (Vec::new(), Vec::new());
    write_csv(&fake, &series, 0, 9, &mut csv, &mut all).unwrap();
    write_json_lines(&fake, &series, 0, 9, &mut json, &mut all).unwrap();
    let (csv, json) = (
        String::from_utf8(csv).unwrap(),
        String::from_utf8(json).unwrap(),
    );
    assert!(csv.contains(",on,") && csv.contains(",off,"), "{csv}");
    assert!(
        json.contains("\"value\":true") && json.contains("\"value\":false"),
        "{json}"
    );
}

#[test]
fn an_export_ends_when_it_is_told_to() {
    let samples: Vec<_> = (0..5_000).map(|index| (index, 0.0)).collect();
    let mut heard = Vec::new();
    let mut progress = |written| {
        heard.push(written);
        if written < 2_000 {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    let (fake, mut out) = (Fake::of(&samples), Vec::new());
    let series = &series()[..1];
    let result = write_csv(&fake, series, 0, 9_999, &mut out, &mut progress);
    assert_eq!(result, Err(HistoryError::Cancelled));
    assert_eq!(heard, [1_000, 2_000]);
}
