//! A file on a disk that fails, under kills, and when the power goes: it is the new one whole, or the one that was there.

#![allow(
    clippy::unwrap_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

use std::path::Path;

use tilework_bad_disk::{How, Ran, folder, note, power_loss, sweep};

use super::*;

const CHILD: &str = "beside::bad_disk::child";
const FILE: &str = "Farm.tilework";

fn with_an_old_one(folder: &Path) {
    fs::write(folder.join(FILE), "old").unwrap();
}

/// Not a test: what the others run on a bad disk.
#[test]
#[ignore = "the others run it"]
fn child() {
    let Some(folder) = folder() else {
        return;
    };
    match write_private(&folder.join(FILE), b"the new one") {
        Ok(()) => note("ok"),
        Err(error) => note(&format!("told {error}")),
    }
}

fn whole(folder: &Path, ran: &Ran, end: usize, what: &str) {
    let found = fs::read_to_string(folder.join(FILE)).unwrap();
    let acknowledged = ran.notes(end).any(|said| said == "ok");
    assert!(
        found == "the new one" || (found == "old" && !acknowledged),
        "{what}: {found}"
    );
}

#[test]
fn a_file_that_was_written_is_there_after_a_loss_of_power_and_none_is_half() {
    let steps = power_loss(CHILD, with_an_old_one, |folder, ran, end| {
        whole(folder, ran, end, &format!("power after step {end}"));
    });
    assert!(steps > 4, "{steps}");
}

#[test]
fn a_disk_that_fails_or_kills_leaves_the_new_file_or_the_old_one() {
    for how in [How::Fails, How::FullOn, How::Kill, How::Torn] {
        let hit = sweep(CHILD, how, with_an_old_one, |folder, ran, at| {
            whole(folder, ran, usize::MAX, &format!("{how:?} at {at}"));
        });
        assert!(hit > 3, "{hit} changes");
    }
}
