//! Documents on a disk that fails, under kills, and when the power goes: whatever happens, what was acknowledged is there.

#![allow(
    clippy::unwrap_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

use std::{collections::BTreeMap, path::Path};

use tilework_bad_disk::{
    How, Ran, assert_set_aside_whole, damage, folder, note, power_loss, power_loss_after_faults,
    run, sweep,
};

use super::{DocumentKind, StoreError, store::Store};

const KIND: DocumentKind = DocumentKind::Dashboard;
const CHILD: &str = "documents::bad_disk::child";
const GROUP: [&str; 3] = ["g0", "g1", "g2"];
/// Work that changes no newest revision.
const SAME: &str = "same";
const DAY: i64 = 86_400_000;

fn nothing(_: &Path) {}

fn damaged(folder: &Path) {
    damage(folder, "tilework.db");
}

/// Says before what it tries and after what was acknowledged: `id value`.
fn tried<T>(what: &str, ids: &[&str], value: &str, work: impl FnOnce() -> Result<T, StoreError>) {
    let ids = ids.join(",");
    note(&format!("try {ids} {value}"));
    match work() {
        Ok(_) => note(&format!("ok {ids} {value}")),
        Err(StoreError::Failed(words)) => note(&format!("told {what}: {words}")),
        Err(StoreError::Newer) => panic!("{what}: there is no newer version"),
    }
}

fn body(id: &str, value: usize) -> String {
    format!("{id}={value} {}", "x".repeat(3_000))
}

fn work(store: &mut Store) {
    for value in 0..9 {
        let id = ["a", "b", "c"][value % 3];
        let text = body(id, value);
        tried("save", &[id], &value.to_string(), || {
            store.append(KIND, id, Some(&text), 1)
        });
    }
    let all = GROUP.map(|id| (KIND, id.to_owned(), body(id, 50)));
    tried("import", &GROUP, "50", || store.append_all(&all, 1));
    tried("delete", &["c"], "-", || store.append(KIND, "c", None, 1));
    tried("forget", &["a"], SAME, || store.remove_earlier(KIND, "a"));
    tried("clean up", &["c"], SAME, || store.remove_deleted(60 * DAY));
    tried("save", &["b"], "90", || {
        store.append(KIND, "b", Some(&body("b", 90)), 1)
    });
}

/// Not a test: what the others run on a bad disk.
#[test]
#[ignore = "the others run it"]
fn child() {
    let Some(folder) = folder() else {
        return;
    };
    // Where the first start was told that it failed, a person starts it again.
    for _ in 0..2 {
        match Store::open(&folder, 1) {
            Ok((mut store, aside)) => {
                note(&format!("opened, aside: {}", aside.is_some()));
                work(&mut store);
                return;
            }
            Err(StoreError::Failed(words)) => note(&format!("told open: {words}")),
            Err(StoreError::Newer) => panic!("there is no newer version"),
        }
    }
}

/// What each document may hold, by what the child had said.
fn possible<'a>(notes: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut possible: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for said in notes {
        let mut words = said.split(' ');
        let (what, ids) = (words.next(), words.next());
        let value = words.next().filter(|value| *value != SAME);
        for id in ids.unwrap_or_default().split(',') {
            let of = possible.entry(id).or_insert_with(|| vec!["-"]);
            match (what, value) {
                (Some("try"), Some(value)) => of.push(value),
                (Some("ok"), Some(value)) => *of = vec![value],
                _ => {}
            }
        }
    }
    possible
}

/// The next start opens the file that was there, whole, with every acknowledged edit.
fn whole(folder: &Path, ran: &Ran, end: usize, what: &str) {
    let (store, aside) = Store::open(folder, 2).unwrap();
    assert_eq!(aside, None, "{what}: sound");
    holds_what_was_acknowledged(&store, ran, end, what);
}

fn holds_what_was_acknowledged(store: &Store, ran: &Ran, end: usize, what: &str) {
    let rows = store.all(KIND).unwrap();
    let found = |id: &str| {
        let row = rows.iter().find(|row| row.id == id);
        row.map_or("-", |row| {
            let (name, value) = row.body.split_once('=').unwrap();
            let value = value.split_once(' ').unwrap();
            assert_eq!((name, value.1.len()), (id, 3_000), "{what}: its own text");
            value.0
        })
    };
    let possible = possible(ran.notes(end));
    for id in ["a", "b", "c"].iter().chain(&GROUP) {
        let may = possible.get(id).cloned().unwrap_or(vec!["-"]);
        assert!(
            may.contains(&found(id)),
            "{what}: {id} {} of {may:?}",
            found(id)
        );
    }
    let imported = GROUP.map(found);
    assert!(
        imported.windows(2).all(|pair| pair[0] == pair[1]),
        "{what}: half an import"
    );
}

#[test]
fn a_change_that_fails_is_told_and_costs_no_other() {
    for how in [How::Fails, How::Full] {
        let hit = sweep(CHILD, how, nothing, |folder, ran, at| {
            let what = format!("{how:?} at {at}");
            let told = ran
                .said()
                .iter()
                .filter(|said| said.starts_with("told"))
                .count();
            assert!(told <= 1, "{what}: {:?}", ran.said());
            assert!(
                ran.said().contains(&"ok b 90") || told == 1,
                "{what}: it goes on"
            );
            whole(folder, ran, usize::MAX, &what);
        });
        assert!(hit > 60, "{hit} changes");
    }
}

#[test]
fn a_disk_that_fails_from_some_moment_on_loses_nothing_acknowledged() {
    for how in [How::FailsOn, How::FullOn] {
        let hit = sweep(CHILD, how, nothing, |folder, ran, at| {
            whole(folder, ran, usize::MAX, &format!("{how:?} from {at}"));
        });
        assert!(hit > 60, "{hit} changes");
    }
}

#[test]
fn a_kill_at_any_change_loses_nothing_acknowledged() {
    for how in [How::Kill, How::Torn] {
        sweep(CHILD, how, nothing, |folder, ran, at| {
            whole(folder, ran, usize::MAX, &format!("{how:?} at {at}"));
        });
    }
}

#[test]
fn a_power_loss_at_any_moment_loses_nothing_acknowledged() {
    let steps = power_loss(CHILD, nothing, |folder, ran, end| {
        whole(folder, ran, end, &format!("power after step {end}"));
    });
    assert!(steps > 100, "{steps}");
}

#[test]
fn a_sync_that_failed_is_not_taken_for_one() {
    power_loss_after_faults(CHILD, How::Fails, nothing, |folder, ran, at| {
        whole(
            folder,
            ran,
            usize::MAX,
            &format!("power after a fault at {at}"),
        );
    });
}

fn nothing_of_the_damaged_is_lost(folder: &Path, ran: &Ran, end: usize, what: &str) {
    let (store, aside) = Store::open(folder, 2).unwrap();
    assert_set_aside_whole(folder, ran, end, aside.is_some(), what);
    holds_what_was_acknowledged(&store, ran, end, what);
}

#[test]
fn a_damaged_file_is_set_aside_whole_whatever_fails_or_kills_meanwhile() {
    for how in [How::Fails, How::Kill, How::Torn] {
        sweep(CHILD, how, damaged, |folder, ran, at| {
            let what = format!("{how:?} at {at}");
            nothing_of_the_damaged_is_lost(folder, ran, usize::MAX, &what);
        });
    }
}

#[test]
fn a_damaged_file_is_set_aside_whole_when_the_power_goes_meanwhile() {
    power_loss(CHILD, damaged, |folder, ran, end| {
        nothing_of_the_damaged_is_lost(folder, ran, end, &format!("power after step {end}"));
    });
}

#[test]
fn a_disk_that_is_well_is_told_of_nothing() {
    let around = tempfile::tempdir().unwrap();
    let ran = run(CHILD, around.path(), 0, How::Fails);
    assert!(!ran.said().iter().any(|said| said.starts_with("told")));
    whole(around.path(), &ran, usize::MAX, "well");
}
