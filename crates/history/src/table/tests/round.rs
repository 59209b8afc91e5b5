use std::ops::ControlFlow;

use proptest::prelude::*;

use crate::{
    Kind, Sample, Value,
    model::LATEST,
    query::fake::{A, B, Fake},
    table::{CsvImport, ExportSeries, write_csv},
};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        r#"[-=+@\t\r\n'",; a-z]{0,6}"#,
        any::<String>(),
        Just(String::new()),
    ]
}

/// Exports two series and brings back the first, in pieces of `size` bytes or a little more.
fn there_and_back(
    fake: &Fake,
    kind: Kind,
    labels: [&str; 2],
    size: usize,
) -> (Vec<(i64, Value)>, u64) {
    let series = |id, kind, label: &str| ExportSeries {
        id,
        kind,
        label: label.to_owned(),
        unit: Some("\"m\r\n".into()),
        topic: "a/b".into(),
    };
    let series = [
        series(A, kind, labels[0]),
        series(B, Kind::Number, labels[1]),
    ];
    let mut out = Vec::new();
    let mut progress = |_| ControlFlow::Continue(());
    write_csv(fake, &series, i64::MIN, i64::MAX, &mut out, &mut progress).unwrap();
    let text = String::from_utf8(out).unwrap();
    let mut import = CsvImport::new(kind, Some(labels[0].to_owned()));
    let (mut rows, mut wrong) = (Vec::new(), 0);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (piece, next) = rest.split_at(rest.ceil_char_boundary(size));
        rest = next;
        let imported = import.piece(piece);
        rows.extend(imported.rows);
        wrong += imported.wrong_rows;
    }
    let imported = import.end();
    rows.extend(imported.rows);
    (rows, wrong + imported.wrong_rows)
}

fn time() -> impl Strategy<Value = i64> {
    prop_oneof![
        3 => 0..2_000_000_000_000_i64,
        1 => -62_167_219_200_000..253_402_300_800_000_i64,
        1 => (-LATEST..=LATEST).prop_filter("beyond 1e11", |at| at.unsigned_abs() > 400_000_000_000_000),
    ]
}

proptest! {
    #[test]
    fn numbers_come_back_as_they_went(
        values in prop::collection::vec((time(), prop_oneof![-1e6..1e6_f64, prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO]), 0..30),
        label in text(), size in 1_usize..40,
    ) {
        let samples = values.iter().map(|(at, value)| Sample { at: *at, value: *value }).collect();
        let other = vec![Sample { at: 5, value: 1.0 }];
        let fake = Fake::new(vec![samples, other]);
        let (rows, wrong) = there_and_back(&fake, Kind::Number, [&label, "other one"], size);
        prop_assert_eq!(wrong, 0);
        prop_assert_eq!(rows.len(), fake.series[0].len());
        for ((at, value), sample) in rows.iter().zip(&fake.series[0]) {
            prop_assert_eq!(*at, sample.at);
            let Value::Number(value) = value else { panic!("{value:?}") };
            prop_assert_eq!(value.to_bits(), sample.value.to_bits());
        }
    }

    #[test]
    fn words_come_back_as_they_went(
        words in prop::collection::vec(text(), 1..8),
        values in prop::collection::vec((time(), any::<prop::sample::Index>()), 0..30),
        label in text(), size in 1_usize..40,
    ) {
        let sample = |(at, word): &(i64, prop::sample::Index)| Sample { at: *at, value: word.index(words.len()) as f64 };
        let samples = values.iter().map(sample).collect();
        let mut fake = Fake::new(vec![samples, Vec::new()]);
        fake.words = words.clone();
        let (rows, wrong) = there_and_back(&fake, Kind::Text, [&label, "other one"], size);
        prop_assert_eq!(wrong, 0);
        let wanted: Vec<_> = fake.series[0].iter().map(|sample| (sample.at, Value::Text(words[sample.value as usize].clone()))).collect();
        prop_assert_eq!(rows, wanted);
    }

    #[test]
    fn on_and_off_come_back_as_they_went(values in prop::collection::vec((time(), any::<bool>()), 0..30)) {
        let sample = |(at, on): &(i64, bool)| Sample { at: *at, value: f64::from(u8::from(*on)) };
        let fake = Fake::new(vec![values.iter().map(sample).collect(), Vec::new()]);
        let (rows, wrong) = there_and_back(&fake, Kind::OnOff, ["lamp", "other one"], 7);
        prop_assert_eq!(wrong, 0);
        let wanted: Vec<_> = fake.series[0].iter().map(|sample| (sample.at, Value::OnOff(sample.value == 1.0))).collect();
        prop_assert_eq!(rows, wanted);
    }
}
