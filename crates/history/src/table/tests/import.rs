use proptest::prelude::*;

use crate::{
    Kind, Value,
    table::{CsvImport, Imported, RowFault, RowProblem},
};

/// All of `text`, a character at a time.
fn import(kind: Kind, only: Option<&str>, text: &str) -> Imported {
    let mut import = CsvImport::new(kind, only.map(str::to_owned));
    let mut all = Imported::default();
    let mut add = |one: Imported| {
        all.rows.extend(one.rows);
        all.problems.extend(one.problems);
        all.wrong_rows += one.wrong_rows;
        all.others += one.others;
    };
    for character in text.chars() {
        add(import.piece(character.encode_utf8(&mut [0; 4])));
    }
    add(import.end());
    all
}

fn numbers(text: &str) -> Vec<(i64, f64)> {
    let found = import(Kind::Number, None, text);
    assert_eq!(found.problems, []);
    let number = |(at, value)| match value {
        Value::Number(value) => (at, value),
        other => panic!("{other:?}"),
    };
    found.rows.into_iter().map(number).collect()
}

fn faults(text: &str) -> Vec<(u64, RowFault)> {
    let problems = import(Kind::Number, None, text).problems;
    problems
        .into_iter()
        .map(|RowProblem { line, fault }| (line, fault))
        .collect()
}

#[test]
fn heads_are_found_in_any_case_and_with_any_separator() {
    let wanted = [(1_704_067_200_000, 1.5)];
    for text in [
        "time,value\n2024-01-01T00:00:00Z,1.5",
        "\u{feff}VALUE;x;Timestamp\r\n1,5;?;2024-01-01T01:00:00+01:00\r\n",
        "Date\tState\r2024-01-01\t1.5\r",
        "\"datetime\",\"value\"\n\n\"2024-01-01 00:00:00\",\"1.5\"\n\n",
        "2024-01-01T00:00,1.5",
        "1704067200;1,5",
        "1704067200000\t+1.5e0",
    ] {
        assert_eq!(numbers(text), wanted, "{text}");
    }
}

#[test]
fn times_have_offsets_or_are_utc_and_numbers_are_unix_times() {
    for (time, wanted) in [
        ("2024-02-29T23:59:59.999Z", 1_709_251_199_999),
        ("2024-03-01T05:29:59.9999+05:30", 1_709_251_199_999),
        ("1970-01-01", 0),
        ("-1", -1_000),
        ("1.5", 1_500),
        ("100000000000", 100_000_000_000_000),
        ("100000000001", 100_000_000_001),
    ] {
        assert_eq!(
            numbers(&format!("time,value\n{time},0")),
            [(wanted, 0.0)],
            "{time}"
        );
    }
}

#[test]
fn a_time_beyond_what_the_store_takes_is_told_and_not_shed() {
    for time in [
        "9223372036854775807",
        "8640000000000001",
        "-8640000000000001",
        "8.9e15",
    ] {
        let excerpt = time.to_owned();
        assert_eq!(
            faults(&format!("time,value\n{time},1\n5,1")),
            [(2, RowFault::Time { excerpt })]
        );
    }
    assert_eq!(
        numbers("time,value\n8640000000000000,1"),
        [(8_640_000_000_000_000, 1.0)]
    );
}

#[test]
fn words_of_on_and_off_are_understood() {
    let found = import(Kind::OnOff, None, "time,state\n1,on\n2,FALSE\n3,1\n4,maybe");
    let on: Vec<_> = found.rows.into_iter().map(|(_, value)| value).collect();
    assert_eq!(on, [true, false, true].map(Value::OnOff));
    assert_eq!(found.wrong_rows, 1);
}

#[test]
fn a_wrong_row_is_told_with_its_line_and_the_others_are_read() {
    let text = "time,value\n1,\"2\n\"\nyesterday,2\n3,warm\n4\n5,NaN\n6,1";
    assert_eq!(
        faults(text),
        [
            (
                4,
                RowFault::Time {
                    excerpt: "yesterday".into()
                }
            ),
            (
                5,
                RowFault::Value {
                    excerpt: "warm".into()
                }
            ),
            (6, RowFault::Columns),
            (
                7,
                RowFault::Value {
                    excerpt: "NaN".into()
                }
            ),
        ]
    );
    assert_eq!(import(Kind::Number, None, text).rows.len(), 2);
}

#[test]
fn a_head_without_what_is_needed_is_one_fault() {
    let missing = |name| vec![(1, RowFault::NoColumn { name })];
    assert_eq!(faults("when,value\n1,2\n3,4"), missing("time"));
    assert_eq!(faults("time;level\n1;2"), missing("value"));
    let found = import(Kind::Number, Some("a"), "time,value\n1,2");
    assert_eq!(
        found.problems[0].fault,
        RowFault::NoColumn { name: "series" }
    );
}

#[test]
fn only_the_rows_of_one_series_are_taken() {
    let text = "time,series,value\n1,a,1\n2,b,x\n3,'=a,3\n4,a,4";
    let found = import(Kind::Number, Some("a"), text);
    assert_eq!(
        (found.rows.len(), found.others, found.wrong_rows),
        (2, 2, 0)
    );
    assert_eq!(import(Kind::Number, Some("=a"), text).rows.len(), 1);
}

#[test]
fn twenty_problems_are_told_and_all_are_counted() {
    let found = import(
        Kind::Number,
        None,
        &format!("time,value\n{}", "x,1\n".repeat(50)),
    );
    assert_eq!((found.problems.len(), found.wrong_rows), (20, 50));
}

#[test]
fn a_quote_that_never_ends_costs_its_64_kib() {
    let row = format!("2,\"{}\n3,3\n", "x".repeat(70_000));
    let text = format!("time,value\n1,1\n{row}4,4");
    let found = import(Kind::Number, None, &text);
    assert_eq!(
        found.problems,
        [RowProblem {
            line: 3,
            fault: RowFault::TooLong
        }]
    );
    assert_eq!(found.rows.len(), 3);
}

proptest! {
    #[test]
    fn nothing_panics_and_cuts_change_nothing(
        text in r#"(time|value|series|[,;\t\r\n"']|[0-9.:TZ+-]{0,6}|\PC){0,80}"#,
        head in prop_oneof![Just(""), Just("time,value\n"), Just("series;time;value\r\n")],
        cut in any::<prop::sample::Index>(),
    ) {
        let text = format!("{head}{text}");
        for kind in [Kind::Number, Kind::OnOff, Kind::Text] {
            let whole = import(kind, None, &text);
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (one, other) = text.split_at(places[cut.index(places.len())]);
            let mut cut = CsvImport::new(kind, None);
            let pieces = [cut.piece(one), cut.piece(other), cut.end()];
            let rows: Vec<_> = pieces.iter().flat_map(|piece| piece.rows.clone()).collect();
            prop_assert_eq!(rows, whole.rows);
            let wrong: u64 = pieces.iter().map(|piece| piece.wrong_rows).sum();
            prop_assert_eq!(wrong, whole.wrong_rows);
        }
    }
}
