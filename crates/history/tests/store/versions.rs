//! Files that older versions wrote.

use tilework_history::{Keep, Kind, Outage, Read};

use crate::*;

/// Version 2 wrote it; what was recorded then is what the test below says.
const OF_VERSION_2: &[u8] = include_bytes!("versions/history-2.db");

fn version(folder: &Path) -> i64 {
    let db = rusqlite::Connection::open(folder.join("history.db")).unwrap();
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

fn outages(history: &History, series: SeriesId) -> Vec<Outage> {
    history.flush().unwrap();
    let reader = history.reader();
    reader.outages(series, MIDNIGHT, MIDNIGHT + DAY).unwrap()
}

fn outage(from: Millis, to: Millis) -> Outage {
    Outage {
        from: MIDNIGHT + from,
        to: MIDNIGHT + to,
    }
}

#[test]
fn a_file_of_version_2_is_read_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("history.db"), OF_VERSION_2).unwrap();
    assert_eq!(version(folder.path()), 2);
    let history = open(folder.path());
    // Rollups of then counted every fall of a meter; they are folded again.
    history.settle().unwrap();
    let decimals = |step: i64| (MIDNIGHT + step * 3000, (step * 7 % 100) as f64 / 10.0);
    let seventh = |step: i64| (MIDNIGHT + step * MINUTE + step % 7, step as f64 / 7.0);
    let before_1970 = |step: i64| (-step * MINUTE - 1, step as f64);
    let of = |topic, samples: &mut dyn Iterator<Item = (Millis, f64)>| {
        let series = number(&history, topic);
        assert_eq!(
            pairs(&all(&history, series)),
            samples.collect::<Vec<_>>(),
            "{topic}"
        );
        assert_rollups_are_of_the_samples(&history, series);
        series
    };
    let decimal = of("decimal", &mut (0..1200).map(decimals));
    let raw = of("raw", &mut (0..300).map(seventh));
    of("old", &mut (0..40).rev().map(before_1970));
    let switch = history.series(&source("switch"), Kind::OnOff);
    let switched = (0..50).map(|step| (MIDNIGHT + step * 90_000, (step % 2) as f64));
    assert_eq!(pairs(&all(&history, switch)), switched.collect::<Vec<_>>());
    let text = history.series(&source("text"), Kind::Text);
    let said: Vec<_> = all(&history, text)
        .iter()
        .map(|sample| sample.value)
        .collect();
    assert_eq!(said, [0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 0.0, 1.0, 2.0]);
    let words = history.reader().words(text).unwrap();
    assert_eq!(words, ["idle", "busy", "wäscht"]);
    assert_eq!(
        outages(&history, text),
        [outage(2 * HOUR, 3 * HOUR), outage(5 * HOUR, 6 * HOUR)]
    );
    let aged = number(&history, "aged");
    let overview = history.overview().unwrap();
    assert_eq!(overview.retention.days, None);
    let kept = overview.series.iter().find(|row| row.series == aged);
    assert_eq!(kept.unwrap().keep, Keep::Days { days: 5 });
    let from = history.reader().kept_from(aged).unwrap();
    assert!((MIDNIGHT + 24 * DAY..=MIDNIGHT + 25 * DAY).contains(&from));
    // Into blocks that were written then, and after them.
    let late = (MIDNIGHT + 1500, 7.25);
    let next = decimals(1200);
    for (at, value) in [late, next] {
        history.record(decimal, at, value);
        history.record(raw, at, value);
    }
    history.close();
    assert_eq!(version(folder.path()), 4);
    let history = open(folder.path());
    for (series, count) in [(decimal, 1202), (raw, 302)] {
        let samples = pairs(&all(&history, series));
        assert_eq!(samples.len(), count);
        assert!(samples.contains(&late) && samples.contains(&next));
        assert_rollups_are_of_the_samples(&history, series);
    }
}

#[test]
fn a_file_of_version_1_keeps_its_outages() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    history.outage_began(Some("home"), MIDNIGHT + MINUTE);
    history.outage_ended(Some("home"), MIDNIGHT + 5 * MINUTE);
    history.close();
    rusqlite::Connection::open(folder.path().join("history.db"))
        .unwrap()
        .execute_batch(
            "DROP INDEX outage_place; ALTER TABLE outage DROP COLUMN series; PRAGMA user_version = 1",
        )
        .unwrap();
    let history = open(folder.path());
    assert_eq!(outages(&history, series), [outage(MINUTE, 5 * MINUTE)]);
    history.interruption_began(series, MIDNIGHT + 10 * MINUTE);
    history.interruption_ended(series, MIDNIGHT + 15 * MINUTE);
    assert_eq!(outages(&history, series).len(), 2);
}
