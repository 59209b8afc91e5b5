//! What warms and cools is one tile: how warm it is, one target or two, and how it runs.

use serde_json::json;

use super::{MENU, Place, Whole, beside, ends, lines, words};
use crate::model::{Entity, Part, Role, Shape};

/// A valve that runs on a battery listens only now and then. The tile's own default, in milliseconds.
const WITHIN: u32 = 15_000;

pub fn of(entity: &Entity) -> Option<Whole<'_>> {
    let by = |role| entity.parts.iter().find(|part| part.role == role);
    let [mut target, mut low, high] = [Role::Target, Role::TargetLow, Role::TargetHigh]
        .map(|role| by(role).filter(|part| is_target(part)));
    // Zigbee2MQTT has one for heating and one for cooling: they are the lowest and the highest.
    if low.is_none() && high.is_some() {
        low = target.take();
    }
    let measured =
        |part: &&Part| matches!(part.shape, Shape::Number { .. }) && part.reads.is_some();
    let lists = [Role::Mode, Role::Preset, Role::FanMode]
        .map(|role| by(role).filter(|part| matches!(words(part).len(), 1..=MENU)));
    let [mode, preset, fan] = lists;
    let places = [
        (by(Role::Current).filter(measured), "value", ""),
        (target, "state", "set"),
        (low, "low", "setLow"),
        (high, "high", "setHigh"),
        (mode, "mode", "setMode"),
        (preset, "preset", "setPreset"),
        (fan, "fanMode", "setFanMode"),
        (
            by(Role::Action).filter(|part| part.sends.is_none()),
            "action",
            "",
        ),
        (by(Role::Humidity).filter(measured), "humidity", ""),
    ];
    // One that nobody can set is told by what it measures.
    let first = target.or(low).or(mode)?;
    let is_set = |(part, ..): &Place<'_>| part.is_some_and(|part| part.sends.is_some());
    if !places.iter().any(is_set) {
        return None;
    }

    let mut options = json!({});
    let ranges = [target, low, high].into_iter().flatten();
    let scale = ranges.filter_map(|part| Some((ends(part)?, part)));
    if let Some(((minimum, maximum), part)) = scale.into_iter().find(|((low, high), _)| low < high)
    {
        options["minimum"] = json!(minimum);
        options["maximum"] = json!(maximum);
        if let Shape::Number {
            step: Some(step), ..
        } = part.shape
            && step > 0.0
        {
            options["step"] = json!(step);
        }
    }
    for (part, option) in lists.into_iter().zip(["modes", "presets", "fanModes"]) {
        if let Some(part) = part {
            options[option] = json!(lines(part));
        }
    }
    beside("thermostat", first, &places, WITHIN, options)
}

/// Where it can be set, it is set in steps from one end to the other.
fn is_target(part: &Part) -> bool {
    let settable = ends(part).is_none_or(|(low, high)| low < high);
    matches!(part.shape, Shape::Number { .. }) && (part.sends.is_none() || settable)
}
