//! A loss of power costs what was written since the last heartbeat, and no more.

#![allow(
    clippy::unwrap_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

use tilework_bad_disk::{folder, note, power_loss};

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
    let mut writer = writer(&folder);
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
            assert_eq!(shared.inbox().trouble, None);
            note(&(number + 1).to_string());
        }
    }
    // It ends without being closed.
    std::mem::forget(writer);
}

#[test]
fn a_loss_of_power_costs_no_more_than_came_since_the_last_heartbeat() {
    power_loss(
        CHILD,
        |_| {},
        |folder, ran, end| {
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
            assert!(found >= synced, "after step {end}: {found} of {synced}");
        },
    );
}
