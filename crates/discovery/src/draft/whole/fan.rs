//! A fan is one tile: on and off, how fast, and what else it takes.

use serde_json::json;
use tilework_core::command::ANSWER_TIMEOUT_MS;

use super::{MENU, Whole, beside, is_percent, lines, words};
use crate::model::{Entity, Part, Role, Shape};

/// The tile's own words, which are Home Assistant's.
const DIRECTIONS: [&str; 2] = ["forward", "reverse"];

/// One that can only be turned on and off is a switch.
pub fn of(entity: &Entity) -> Option<Whole<'_>> {
    let by = |role| {
        let set = |part: &&Part| part.role == role && part.sends.is_some();
        entity.parts.iter().find(set)
    };
    let first = by(Role::Main).filter(|part| part.shape == Shape::OnOff)?;
    let speed = by(Role::Speed).filter(|part| is_percent(part));
    let preset = by(Role::Preset).or(by(Role::Mode));
    let preset = preset.filter(|part| matches!(words(part).len(), 1..=MENU));
    let oscillation = by(Role::Oscillation).filter(|part| words(part).len() == 2);
    let direction = by(Role::Direction).filter(|part| words(part) == DIRECTIONS);

    let mut options = json!({});
    if let Some(Shape::Number {
        step: Some(step), ..
    }) = speed.map(|part| &part.shape)
        && *step > 1.0
    {
        options["speedStep"] = json!(step);
    }
    if let Some(part) = preset {
        options["presets"] = json!(lines(part));
    }
    if let Some([off, on]) = oscillation.map(words) {
        options["oscillationOff"] = json!(off);
        options["oscillationOn"] = json!(on);
    }
    let places = [
        (Some(first), "state", "set"),
        (speed, "speed", "setSpeed"),
        (preset, "preset", "setPreset"),
        (oscillation, "oscillation", "setOscillation"),
        (direction, "direction", "setDirection"),
    ];
    beside("fan", first, &places, ANSWER_TIMEOUT_MS, options)
}
