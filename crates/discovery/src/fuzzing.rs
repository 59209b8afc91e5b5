//! What `cargo xtask fuzz` feeds with bytes of its own, and the tests with those it kept. It panics where a rule is broken.

use crate::{Finder, PREFIX, draft, limits};

/// Lines of a topic, a blank and a payload: whatever is announced gives tiles that their kinds take, or reasons.
///
/// # Panics
/// It does not.
pub fn announcements(data: &[u8]) {
    let mut finder = Finder::new(vec![PREFIX.to_owned()]);
    for line in data.split(|byte| *byte == b'\n') {
        let cut = line
            .iter()
            .position(|byte| *byte == b' ')
            .unwrap_or(line.len());
        let (topic, payload) = line.split_at(cut);
        finder.take(
            &String::from_utf8_lossy(topic),
            payload.get(1..).unwrap_or_default(),
        );
    }
    let Ok(broker) = "farm".parse() else {
        return;
    };
    for device in finder.devices() {
        for entity in &device.entities {
            assert!(entity.notes.len() <= limits::NOTES);
            for tile in draft::tiles(&broker, &device, entity) {
                let faults = (tile.check(), tilework_core::kind::check(&tile, None));
                assert!(
                    faults.0.is_empty() && faults.1.is_empty(),
                    "{tile:?}: {faults:?}"
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fuzzers_kept_breaks_no_rule() {
        tilework_corpus::replay("announcements", announcements);
    }
}
