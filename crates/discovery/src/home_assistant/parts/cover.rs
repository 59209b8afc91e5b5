//! Covers and valves: three buttons, and how far open.

use super::Builder;
use crate::{
    model::Role,
    range::{Range, set_ranged},
};

/// Of doors a person wants to be asked.
const ASKED: [&str; 3] = ["garage", "gate", "door"];

pub fn cover(it: &mut Builder<'_>) {
    let valve = it.component == "valve";
    let confirm = it.class.is_some_and(|class| ASKED.contains(&class));
    let limit = |key, default| it.config.number(key).unwrap_or(default);
    let range = Range {
        at_none: limit("position_closed", 0.0),
        at_full: limit("position_open", 100.0),
    };
    let reports = valve && it.config.boolean("reports_position") == Some(true);
    if !reports {
        it.state_text(Role::Main);
    }
    if !reports {
        for (role, payload) in [
            (Role::Open, ("payload_open", "OPEN")),
            (Role::Close, ("payload_close", "CLOSE")),
            (Role::Stop, ("payload_stop", "STOP")),
        ] {
            // A valve stops only if it says how.
            if role != Role::Stop || !valve || it.config.has("payload_stop") {
                it.push_press(role, "command_topic", payload, None, confirm);
            }
            match role {
                Role::Open => it.says(role, "state_open", "open"),
                Role::Close => it.says(role, "state_closed", "closed"),
                _ => {}
            }
        }
    }
    if range.at_none == range.at_full {
        // No place between open and closed can be told.
        it.unusual("position_open");
        return tilt(it);
    }
    if reports {
        let reads = it.percent_reads("state_topic", &["value_template"], range);
        let before = variables(range);
        let sends = it.sends_value("command_topic", "command_template", &before, "{{ value }}");
        it.push_percent(Role::Position, 0.0, reads, sends);
        return;
    }
    // An older key of the state was the position's as well.
    let reads = it.percent_reads(
        "position_topic",
        &["position_template", "value_template"],
        range,
    );
    let before = variables(range);
    let sends = it.sends_value(
        "set_position_topic",
        "set_position_template",
        &before,
        "{{ value }}",
    );
    if sends.is_some() && reads.is_none() {
        it.unusual("set_position_topic");
    }
    it.push_percent(Role::Position, 0.0, reads, sends);
    tilt(it);
}

/// What a template may ask for: `position` is percent, `value` is of the range.
fn variables(range: Range) -> String {
    format!(
        "{{% set position = value %}}{}",
        set_ranged("value", range, None)
    )
}

fn tilt(it: &mut Builder<'_>) {
    let limit = |key, default| it.config.number(key).unwrap_or(default);
    let range = Range {
        at_none: limit("tilt_min", 0.0),
        at_full: limit("tilt_max", 100.0),
    };
    if range.at_none == range.at_full {
        return;
    }
    let reads = it.percent_reads("tilt_status_topic", &["tilt_status_template"], range);
    let before = format!(
        "{{% set tilt_position = value %}}{}",
        set_ranged("value", range, None)
    );
    let sends = it.sends_value(
        "tilt_command_topic",
        "tilt_command_template",
        &before,
        "{{ value }}",
    );
    it.push_percent(Role::Tilt, 0.0, reads, sends);
}
