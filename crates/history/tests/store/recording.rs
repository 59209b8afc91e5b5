use tilework_history::{History, Keep, Kind, Read, Recording, Sample};

use crate::*;

#[test]
fn what_was_recorded_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    for step in 0..2000 {
        history.record(series, MIDNIGHT + step * 3000, step as f64 / 7.0);
    }
    history.close();
    let history = open(folder.path());
    assert_eq!(number(&history, "a"), series, "found again by its source");
    assert_ne!(number(&history, "b"), series);
    let samples = all(&history, series);
    assert_eq!(samples.len(), 2000);
    assert_eq!(samples[1999].value, 1999.0 / 7.0);
    assert_rollups_are_of_the_samples(&history, series);
}

#[test]
fn a_range_holds_its_beginning_and_not_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = number(&history, "a");
    for step in 0..1500 {
        history.record(series, step, step as f64);
    }
    let found = between(&history, series, 511, 1025);
    assert_eq!((found[0].at, found[found.len() - 1].at), (511, 1024));
    let reader = history.reader();
    assert_eq!(reader.before(series, 512).unwrap().map(|s| s.at), Some(511));
    assert_eq!(reader.after(series, 512).unwrap().map(|s| s.at), Some(512));
    assert_eq!(reader.before(series, 0).unwrap(), None);
    assert_eq!(reader.after(series, 1500).unwrap(), None);
    assert_eq!(reader.kept_from(series).unwrap(), Millis::MIN);
    let count = reader.count(series, 600, 700).unwrap();
    assert!((100..=1124).contains(&count), "{count}");
}

#[test]
fn a_sample_that_comes_twice_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = number(&history, "a");
    for (at, value) in [(10, 1.0), (10, 2.0), (10, 1.0), (20, 1.0), (10, 3.0)] {
        history.record(series, at, value);
        history.flush().unwrap();
    }
    assert_eq!(
        pairs(&all(&history, series)),
        [(10, 1.0), (10, 2.0), (10, 3.0), (20, 1.0)],
        "values of the same time in the order of their arrival"
    );
}

#[test]
fn a_device_whose_samples_all_have_the_same_time_is_kept_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = number(&history, "a");
    history.record(series, 500, -1.0);
    for round in 0..4 {
        for step in 0..400 {
            history.record(series, 100, f64::from(round * 400 + step));
        }
        history.flush().unwrap();
    }
    history.record(series, 100, 1599.0);
    history.record(series, 50, -2.0);
    let samples = all(&history, series);
    assert_eq!(samples.len(), 1602);
    assert!(
        samples[1..1601]
            .iter()
            .zip(0..)
            .all(|(sample, step)| sample.value == f64::from(step))
    );
    assert_rollups_are_of_the_samples(&history, series);
}

#[test]
fn a_switch_is_kept_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = history.series(&source("a"), Kind::OnOff);
    for (at, value) in [(10, 1.0), (20, 1.0), (30, 0.0), (40, 0.0), (25, 0.0)] {
        history.record(series, at, value);
    }
    assert_eq!(
        pairs(&all(&history, series)),
        [(10, 1.0), (25, 0.0), (30, 0.0)],
        "an older one is kept as it is"
    );
}

#[test]
fn a_switch_that_did_not_change_is_kept_again_after_an_outage() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = history.series(&source("a"), Kind::OnOff);
    history.record(series, MIDNIGHT, 1.0);
    history.outage_began(Some("home"), MIDNIGHT + MINUTE);
    history.outage_ended(Some("home"), MIDNIGHT + 2 * MINUTE);
    history.outage_began(Some("other"), MIDNIGHT + 4 * MINUTE);
    history.outage_ended(Some("other"), MIDNIGHT + 5 * MINUTE);
    history.record(series, MIDNIGHT + 3 * MINUTE, 1.0);
    history.record(series, MIDNIGHT + 6 * MINUTE, 1.0);
    let kept: Vec<Millis> = all(&history, series).iter().map(|s| s.at).collect();
    assert_eq!(kept, [MIDNIGHT, MIDNIGHT + 3 * MINUTE]);
}

#[test]
fn words_are_numbered_and_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = history.series(&source("a"), Kind::Text);
    history.record_text(series, 10, "idle");
    history.record_text(series, 20, "busy");
    history.record_text(series, 30, "idle");
    history.record_text(series, 40, &"x".repeat(201));
    assert_eq!(
        pairs(&all(&history, series)),
        [(10, 0.0), (20, 1.0), (30, 0.0), (40, 2.0)]
    );
    for word in 0..2000 {
        history.record_text(series, 100 + word, &format!("word {word}"));
    }
    history.close();
    let history = open_at(folder.path(), 0);
    let words = history.reader().words(series).unwrap();
    assert_eq!(
        words.len(),
        999,
        "the word for all others was there already"
    );
    assert_eq!(&words[..3], ["idle", "busy", "…"]);
    let last = all(&history, series).last().copied().unwrap();
    assert_eq!(last.value, 2.0);
    assert_eq!(history.word(series, "busy"), Some(1.0));
}

#[test]
fn what_finds_no_room_in_memory_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        waiting: 100,
        batch: Duration::from_secs(3600),
        ..TestClock::at(0).options()
    };
    let (history, _) = History::open(folder.path(), options).unwrap();
    let series = number(&history, "a");
    history.flush().unwrap();
    for at in 0..150 {
        history.record(series, at, 0.0);
    }
    assert_eq!(history.status().dropped, 50);
    history.flush().unwrap();
    history.record(series, 1000, 0.0);
    assert_eq!(all(&history, series).len(), 101);
}

#[test]
fn a_value_that_is_no_number_is_not_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    history.record(series, 10, f64::NAN);
    history.record(series, 10, f64::INFINITY);
    history.record(series, Millis::MAX, 1.0);
    assert_eq!(all(&history, series), []);
}

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

#[test]
fn several_can_read_while_samples_come() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = number(&history, "a");
    let newest = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..6)
            .map(|_| {
                let reader = history.reader();
                scope.spawn(move || {
                    let (mut seen, mut most) = (0, 0);
                    while most < 200_000 {
                        let mut count = 0_u64;
                        reader
                            .samples(series, Millis::MIN, Millis::MAX, &mut |sample| {
                                assert_eq!(sample.at, count as Millis, "whole from the beginning");
                                count += 1;
                                ControlFlow::Continue(())
                            })
                            .unwrap();
                        assert!(count >= most);
                        most = count;
                        seen += 1;
                    }
                    seen
                })
            })
            .collect();
        for at in 0..200_000 {
            history.record(series, at, at as f64);
        }
        history.flush().unwrap();
        readers
            .into_iter()
            .map(|reader| reader.join().unwrap())
            .sum::<u64>()
    });
    assert!(newest >= 6);
}

#[cfg(target_os = "linux")]
#[test]
fn the_folder_may_have_any_name() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join(OsStr::from_bytes(b"not \xff text"));
    let history = open(&folder);
    let series = number(&history, "a");
    history.record(series, MIDNIGHT, 1.0);
    history.flush().unwrap();
    assert!(history.overview().unwrap().bytes > 0);
    history.close();
    std::fs::write(folder.join("history.db"), vec![7; 100_000]).unwrap();
    let (_, aside) = History::open(&folder, TestClock::at(MIDNIGHT).options()).unwrap();
    assert!(aside.unwrap().exists(), "set aside beside it");
}
