//! A humidifier is one tile: on and off, how humid it is, how humid it should be, and its mode.

use serde_json::json;
use tilework_core::command::ANSWER_TIMEOUT_MS;

use super::{MENU, Whole, beside, ends, lines, words};
use crate::model::{Entity, Part, Role, Shape};

/// One that can only be turned on and off is a switch.
pub fn of(entity: &Entity) -> Option<Whole<'_>> {
    let by = |role| entity.parts.iter().find(|part| part.role == role);
    let set = |role| by(role).filter(|part| part.sends.is_some());
    let first = set(Role::Main).filter(|part| part.shape == Shape::OnOff)?;
    let measured =
        |part: &&Part| matches!(part.shape, Shape::Number { .. }) && part.reads.is_some();
    let target = set(Role::Target).filter(|part| ends(part).is_some_and(|(low, high)| low < high));
    let mode = set(Role::Mode).filter(|part| matches!(words(part).len(), 1..=MENU));

    let mut options = json!({});
    if let Some((minimum, maximum)) = target.and_then(ends) {
        options["minimum"] = json!(minimum);
        options["maximum"] = json!(maximum);
    }
    if let Some(part) = mode {
        options["modes"] = json!(lines(part));
    }
    let places = [
        (Some(first), "state", "set"),
        (by(Role::Current).filter(measured), "humidity", ""),
        (target, "target", "setTarget"),
        (mode, "mode", "setMode"),
    ];
    beside("humidifier", first, &places, ANSWER_TIMEOUT_MS, options)
}
