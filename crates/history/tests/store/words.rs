use tilework_history::{Kind, Read, Retention};

use crate::*;

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
fn words_go_with_the_samples_that_said_them() {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::at(MIDNIGHT);
    let history = History::open(folder.path(), clock.options()).unwrap().0;
    let series = history.series(&source("a"), Kind::Text);
    for word in 0..2000 {
        history.record_text(series, MIDNIGHT + word * 1000, &format!("word {word}"));
    }
    history.flush().unwrap();
    assert_eq!(history.reader().words(series).unwrap().len(), 1000);
    history.record_text(series, MIDNIGHT + HOUR, "word 7");
    history.close();
    clock.set(MIDNIGHT + 30 * DAY);
    let history = History::open(folder.path(), clock.options()).unwrap().0;
    history.record_text(series, MIDNIGHT + 30 * DAY, "word 8");
    let retention = Retention {
        days: Some(10),
        megabytes: 1000,
    };
    history.set_retention(retention).unwrap();
    for _ in 0..3 {
        history.settle().unwrap();
    }
    let words = |history: &History| history.reader().words(series).unwrap();
    assert_eq!(words(&history)[8], "word 8");
    history.record_text(series, MIDNIGHT + 30 * DAY + 1000, "new");
    assert_eq!(words(&history)[0], "new", "there is room again");
    history.close();
    let history = History::open(folder.path(), clock.options()).unwrap().0;
    let samples = all(&history, series);
    let words = words(&history);
    let said: Vec<_> = samples
        .iter()
        .map(|s| words[s.value as usize].as_str())
        .collect();
    assert_eq!(said, ["word 8", "new"]);
    assert_eq!(words.iter().filter(|word| !word.is_empty()).count(), 2);
}

#[test]
fn a_word_that_only_a_rollup_says_stays() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), MIDNIGHT + 30 * DAY);
    let series = history.series(&source("a"), Kind::Text);
    let numbers = number(&history, "b");
    for step in 0..600 {
        history.record_text(
            series,
            MIDNIGHT + step * 5000,
            ["left", "right"][step as usize % 2],
        );
    }
    history.record_text(series, MIDNIGHT + 29 * DAY, "now");
    steps(&history, numbers, MIDNIGHT + DAY, 350_000, 1000);
    let retention = Retention {
        days: None,
        megabytes: 3,
    };
    history.set_retention(retention).unwrap();
    for _ in 0..3 {
        history.settle().unwrap();
    }
    let reader = history.reader();
    assert!(
        reader.kept_from(series).unwrap() > MIDNIGHT,
        "samples are gone"
    );
    assert_eq!(reader.words(series).unwrap(), ["left", "right", "now"]);
}
