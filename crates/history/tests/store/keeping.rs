//! What a person does with stored data.

use tilework_history::{Keep, Recording};

use crate::*;

#[test]
fn a_paused_history_records_nothing_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = number(&history, "a");
    history.record(series, 10, 1.0);
    history.pause();
    history.record(series, 20, 2.0);
    history.close();
    let history = open_at(folder.path(), 0);
    assert_eq!(history.status().recording, Recording::Paused);
    history.record(series, 30, 3.0);
    history.resume();
    assert_eq!(history.status().recording, Recording::On);
    history.record(series, 40, 4.0);
    assert_eq!(pairs(&all(&history, series)), [(10, 1.0), (40, 4.0)]);
}

#[test]
fn a_series_that_keeps_nothing_records_nothing_new() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    history.record(series, MIDNIGHT, 1.0);
    history.set_keep(series, Keep::Nothing).unwrap();
    history.record(series, MIDNIGHT + 1, 2.0);
    assert_eq!(all(&history, series).len(), 1);
    history.close();
    let history = open(folder.path());
    assert_eq!(history.overview().unwrap().series[0].keep, Keep::Nothing);
}

#[test]
fn an_import_says_what_was_taken_and_what_was_known() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    let samples: Vec<Sample> = (0..20_000)
        .map(|step| Sample {
            at: MIDNIGHT + step * 1000,
            value: step as f64,
        })
        .collect();
    for sample in samples.iter().step_by(2) {
        history.record(series, sample.at, sample.value);
    }
    let mut with_old = samples.clone();
    with_old.push(Sample { at: 0, value: 1.0 });
    let imported = history.import(series, with_old).unwrap();
    assert_eq!(
        (imported.taken, imported.known, imported.too_old),
        (10_000, 10_000, 1)
    );
    assert_eq!(all(&history, series), samples);
    assert_rollups_are_of_the_samples(&history, series);
}

#[test]
fn a_deleted_series_is_gone_and_its_number_is_not_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    let other = number(&history, "b");
    for step in 0..100_000 {
        history.record(series, MIDNIGHT + step * 100, (step % 977) as f64 / 3.0);
        if step % 1000 == 0 {
            history.record(other, MIDNIGHT + step * 100, 1.0);
        }
    }
    history.flush().unwrap();
    let before = history.overview().unwrap();
    assert_eq!(before.series[0].samples, 100_000);
    assert!(before.series[0].bytes > 100_000);
    history.delete_series(series).unwrap();
    history.record(series, MIDNIGHT, 1.0);
    let mut last = (0, 0);
    history
        .compact(&mut |done, total| {
            last = (done, total);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(last.0, last.1);
    let after = history.overview().unwrap();
    assert_eq!(after.series.len(), 1);
    assert!(after.bytes < 100_000, "{} bytes", after.bytes);
    assert_eq!(after.free_bytes, 0);
    assert_eq!(all(&history, other).len(), 100);
    history.close();
    let history = open(folder.path());
    let again = number(&history, "a");
    assert!(again > other, "{again:?}");
    assert_eq!(all(&history, again), []);
}
