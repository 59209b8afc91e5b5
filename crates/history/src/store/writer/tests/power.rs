//! A loss of power costs what was written since the last heartbeat, and no more.

#![allow(
    clippy::unwrap_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

use tilework_bad_disk::{How, Ran, folder, note, power_loss, power_loss_after_faults};

use super::*;
use crate::{Kind, Read, Sample, Source, store::changes::Change};

const CHILD: &str = "store::writer::tests::power::child";
const OF_BEAT: i64 = 40;

fn source() -> Source {
    Source {
        broker: "home".to_owned(),
        topic: "a".to_owned(),
        template: None,
        decode: "{}".to_owned(),
        time: None,
    }
}

/// Not a test: what the other one runs.
#[test]
#[ignore = "the other one runs it"]
fn child() {
    let Some(folder) = folder() else {
        return;
    };
    let path = folder.join(file::FILE);
    // Where the first start failed, a person starts it again.
    let opened = (0..2).find_map(|_| file::open(&path, 0, None, settings::load).ok());
    let mut writer = writer_of(path, opened.unwrap());
    let shared = writer.shared.clone();
    let mut inbox = shared.inbox();
    let series = inbox.registry.series(&source(), Kind::Number).0;
    shared.tell(inbox, Change::Series(series));
    for number in 0..4 * OF_BEAT {
        let (at, value) = (shared.now() + number, number as f64 / 7.0);
        shared.record(series, Sample { at, value });
        if number % 10 == 9 {
            writer.write_all(false);
        }
        if number % OF_BEAT == OF_BEAT - 1 {
            writer.beat();
            // What waits or could not be synced is told.
            if shared.inbox().trouble.is_none() {
                note(&(number + 1).to_string());
            }
        }
    }
    // It ends without being closed.
    std::mem::forget(writer);
}

/// What was synced when it said so is there, in a file that is sound.
fn holds_what_was_synced(folder: &Path, ran: &Ran, end: usize, what: &str) {
    let synced: usize = ran
        .notes(end)
        .last()
        .map_or(0, |number| number.parse().unwrap());
    let history = open(folder);
    let mut found = 0;
    if let Some(series) = history.find(&source(), Kind::Number) {
        let count = &mut |_| {
            found += 1;
            std::ops::ControlFlow::Continue(())
        };
        let all = (tilework_core::Millis::MIN, tilework_core::Millis::MAX);
        history
            .reader()
            .samples(series, all.0, all.1, count)
            .unwrap();
    }
    assert!(found >= synced, "{what}: {found} of {synced}");
}

#[test]
fn a_loss_of_power_costs_no_more_than_came_since_the_last_heartbeat() {
    let synced = std::cell::Cell::new(0);
    power_loss(
        CHILD,
        |_| {},
        |folder, ran, end| {
            synced.set(ran.said().len());
            holds_what_was_synced(folder, ran, end, &format!("power after step {end}"));
        },
    );
    assert_eq!(synced.get(), 4, "each heartbeat");
}

#[test]
fn a_heartbeat_that_could_not_be_synced_is_not_taken_for_one() {
    let hit = power_loss_after_faults(
        CHILD,
        How::Fails,
        |_| {},
        |folder, ran, at| {
            holds_what_was_synced(
                folder,
                ran,
                usize::MAX,
                &format!("power after a fault at {at}"),
            );
        },
    );
    assert!(hit > 20, "{hit} changes");
}
