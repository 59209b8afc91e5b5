//! A lock is one tile: what it says, and the presses that lock, unlock and open it.

use serde_json::json;

use super::{Whole, is_plain};
use crate::{
    draft::to_be::{Answering, Plan, Sending},
    model::{Entity, Part, Role},
};

/// A motor turns a bolt, and many say nothing before it is there. The tile's own default, in milliseconds.
const WITHIN: u32 = 15_000;
/// What the tile knows without being told, in any case: Home Assistant's words, and those of Zigbee2MQTT.
const LOCKED: [&str; 2] = ["locked", "lock"];
const UNLOCKED: [&str; 2] = ["unlocked", "unlock"];

pub fn of(entity: &Entity) -> Option<Whole<'_>> {
    let by = |role| entity.parts.iter().find(|part| part.role == role);
    let state = by(Role::Main).filter(|part| part.sends.is_none() && part.reads.is_some());
    let press = |role| by(role).filter(|part| is_plain(part));
    let (lock, unlock) = (press(Role::Lock)?, press(Role::Unlock)?);
    let open = press(Role::Open);
    let answer = state.map(|_| Answering {
        slot: "state",
        tolerance: 0.0,
        within: WITHIN,
    });
    let places = [
        ("lock", Some(lock), answer),
        ("unlock", Some(unlock), answer),
        ("open", open, None),
    ];
    let sends = places.into_iter().filter_map(|(slot, part, answer)| {
        Some(Sending {
            slot,
            sends: part?.sends.clone()?,
            answer,
        })
    });
    let mut options = json!({});
    for (option, part, known) in [
        ("saysLocked", lock, LOCKED),
        ("saysUnlocked", unlock, UNLOCKED),
    ] {
        if let Some(word) = own_word(part, known) {
            options[option] = json!(word);
        }
    }
    let reads = state.and_then(|part| Some(("state", part.reads.as_ref()?)));
    let plan = Plan {
        kind: "lock",
        whole: true,
        reads: reads.into_iter().collect(),
        sends: sends.collect(),
        options,
    };
    let parts = [state, Some(lock), Some(unlock), open];
    Some(Whole {
        first: lock,
        plan,
        parts: parts.into_iter().flatten().collect(),
    })
}

fn own_word<'a>(part: &'a Part, known: [&str; 2]) -> Option<&'a str> {
    let says = part.says.as_deref()?;
    (!known.contains(&says.to_lowercase().as_str())).then_some(says)
}
