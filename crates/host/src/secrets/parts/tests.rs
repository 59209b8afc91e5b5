use std::{cell::RefCell, collections::BTreeMap};

use super::*;

/// As Windows: so many UTF-16 units an entry and no more. After so many writings the power is gone.
struct Fake {
    limit: Option<usize>,
    kept: RefCell<BTreeMap<String, String>>,
    writings_left: RefCell<usize>,
}

impl Fake {
    fn new(limit: Option<usize>) -> Self {
        Self {
            limit,
            kept: RefCell::default(),
            writings_left: RefCell::new(usize::MAX),
        }
    }

    fn names(&self) -> Vec<String> {
        self.kept.borrow().keys().cloned().collect()
    }
}

impl Entries for Fake {
    fn limit(&self) -> Option<usize> {
        self.limit
    }

    fn get(&self, name: &str) -> Result<Option<String>, Error> {
        Ok(self.kept.borrow().get(name).cloned())
    }

    fn set(&self, name: &str, text: &str) -> Result<(), Error> {
        if self
            .limit
            .is_some_and(|it| text.encode_utf16().count() > it)
        {
            return Err(Error::TooLong("password".to_owned(), 2560));
        }
        let left = &mut *self.writings_left.borrow_mut();
        *left = left.checked_sub(1).ok_or(Error::NoDefaultStore)?;
        self.kept
            .borrow_mut()
            .insert(name.to_owned(), text.to_owned());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), Error> {
        self.kept.borrow_mut().remove(name);
        Ok(())
    }
}

const NAME: &str = "farm/private-key";

fn windows() -> Fake {
    Fake::new(Some(1280))
}

fn check_comes_back(entries: &Fake, secret: &str) {
    set(entries, NAME, secret).unwrap();
    assert!(get(entries, NAME).unwrap().as_deref() == Some(secret));
}

fn read(entries: &Fake) -> Option<String> {
    get(entries, NAME).unwrap()
}

#[test]
fn a_short_secret_is_one_entry_as_it_always_was() {
    for entries in [windows(), Fake::new(None)] {
        check_comes_back(&entries, &"x".repeat(1280));
        assert_eq!(entries.names(), [NAME]);
        assert_eq!(entries.kept.borrow()[NAME], "x".repeat(1280));
    }
}

#[test]
fn without_a_limit_nothing_is_cut() {
    let entries = Fake::new(None);
    check_comes_back(&entries, &"x".repeat(100_000));
    check_comes_back(&entries, &format!("{MARK}2 tag"));
    assert_eq!(entries.names(), [NAME]);
}

#[test]
fn a_long_secret_is_cut_and_comes_back_whole() {
    let entries = windows();
    // 🔑 takes two units: the cut must not fall between them.
    for secret in ["k".repeat(4096), "🔑".repeat(3000), "a🔑é".repeat(1500)] {
        check_comes_back(&entries, &secret);
    }
    assert!(entries.names().len() > 3, "{:?}", entries.names());
}

#[test]
fn a_secret_that_looks_like_the_entry_of_a_cut_one_comes_back_too() {
    check_comes_back(&windows(), &format!("{MARK}2 tag"));
}

#[test]
fn a_deleted_secret_leaves_nothing() {
    let entries = windows();
    check_comes_back(&entries, &"k".repeat(4096));
    delete(&entries, NAME).unwrap();
    assert_eq!(read(&entries), None);
    assert!(entries.names().is_empty(), "{:?}", entries.names());
    delete(&entries, NAME).unwrap();
}

#[test]
fn a_shorter_secret_leaves_nothing_of_the_longer_one_before_it() {
    let entries = windows();
    check_comes_back(&entries, &"k".repeat(8000));
    check_comes_back(&entries, &"l".repeat(3000));
    assert_eq!(entries.names().len(), 1 + 3);
    check_comes_back(&entries, "m");
    assert_eq!(entries.names(), [NAME]);
}

#[test]
fn a_secret_written_by_halves_reads_as_missing_and_can_be_deleted() {
    let secret = "k".repeat(4096);
    for writings in 0..5 {
        let entries = windows();
        entries.writings_left.replace(writings);
        set(&entries, NAME, &secret).unwrap_err();
        assert_eq!(read(&entries), None, "after {writings} writings");
        delete(&entries, NAME).unwrap();
        assert!(entries.names().is_empty(), "after {writings} writings");
    }
}

#[test]
fn a_mixture_of_two_writings_reads_as_missing() {
    let entries = windows();
    check_comes_back(&entries, &"k".repeat(4096));
    entries.writings_left.replace(2);
    set(&entries, NAME, &"l".repeat(4096)).unwrap_err();
    assert_eq!(read(&entries), None);

    check_comes_back_after(&entries);
    let other = windows();
    set(&other, NAME, &"l".repeat(4096)).unwrap();
    let foreign = other.kept.borrow()[&part(NAME, 2)].clone();
    entries.kept.borrow_mut().insert(part(NAME, 2), foreign);
    assert_eq!(read(&entries), None);
}

fn check_comes_back_after(entries: &Fake) {
    entries.writings_left.replace(usize::MAX);
    check_comes_back(entries, &"k".repeat(4096));
}

#[test]
fn a_broken_head_reads_as_missing() {
    for head in [
        "",
        "x",
        "0 tag",
        "17 tag",
        "-1 tag",
        "3",
        "99999999999999999999 tag",
    ] {
        let entries = windows();
        entries.set(NAME, &format!("{MARK}{head}")).unwrap();
        assert_eq!(read(&entries), None, "{head}");
    }
}

#[test]
fn what_is_too_long_even_in_parts_is_refused() {
    let error = set(&windows(), NAME, &"k".repeat(30_000)).unwrap_err();
    assert!(matches!(error, Error::TooLong(_, 19_968)), "{error}");
}
