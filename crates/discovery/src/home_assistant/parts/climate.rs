//! Fans, climate, water heaters, humidifiers: a few numbers and choices, each with topics of its own.

use tilework_core::binding::Decode;

use super::Builder;
use crate::{
    model::{Role, Shape},
    range::Range,
};

pub fn fan(it: &mut Builder<'_>) {
    power(
        it,
        ("state_topic", &["state_value_template", "value_template"]),
        "command_topic",
    );
    let limit = |key, default| it.config.number(key).unwrap_or(default);
    let (low, high) = (
        limit("speed_range_min", 1.0),
        limit("speed_range_max", 100.0),
    );
    if low < 1.0 || low >= high {
        it.unusual("speed_range_min");
    }
    // 0 is off; the lowest speed is the first step above it.
    let range = Range {
        at_none: (low - 1.0).max(0.0),
        at_full: high.max(1.0),
    };
    let reads = it.percent_reads(
        "percentage_state_topic",
        &["percentage_value_template"],
        range,
    );
    let command = ("percentage_command_topic", "percentage_command_template");
    let sends = it.sends_percent(command.0, command.1, range, None);
    // Between two of its speeds there is none: it answers with the next.
    let speeds = range.at_full - range.at_none;
    let shape = Shape::Number {
        minimum: Some(0.0),
        maximum: Some(100.0),
        step: Some((100.0 / speeds).clamp(1.0, 100.0)),
        decimals: Some(0),
        total: false,
    };
    it.push(Role::Speed, shape, reads, sends);
    choice(
        it,
        Role::Preset,
        "preset_modes",
        "preset_mode",
        "preset_mode_value_template",
    );
    let reads = it.reads(
        "direction_state_topic",
        &["direction_value_template"],
        Decode::Text,
    );
    let sends = it.sends_value(
        "direction_command_topic",
        "direction_command_template",
        "",
        "{{ value }}",
    );
    let options = vec!["forward".to_owned(), "reverse".to_owned()];
    it.push(Role::Direction, Shape::Choice { options }, reads, sends);
    let word = |key, default| it.config.payload(key, default).unwrap_or_default();
    let options = vec![
        word("payload_oscillation_off", "oscillate_off"),
        word("payload_oscillation_on", "oscillate_on"),
    ];
    it.push_choice(
        Role::Oscillation,
        options,
        ("oscillation_state_topic", &["oscillation_value_template"]),
        ("oscillation_command_topic", "oscillation_command_template"),
    );
}

fn power(it: &mut Builder<'_>, state: (&str, &[&str]), command: &str) {
    let payload = |key, default| it.config.payload(key, default).unwrap_or_default();
    let (on, off) = (payload("payload_on", "ON"), payload("payload_off", "OFF"));
    let decode = Decode::OnOff {
        on: on.clone(),
        off: off.clone(),
    };
    let reads = it.reads(state.0, state.1, decode);
    let sends = it.sends_on_off(command, "command_template", &on, &off);
    it.push(Role::Main, Shape::OnOff, reads, sends);
}

/// Words of `list`, told and said at `<name>_command_topic` and `<name>_state_topic`.
fn choice(it: &mut Builder<'_>, role: Role, list: &str, name: &str, template: &str) {
    let options = it.config.words(list);
    let keys = [
        format!("{name}_state_topic"),
        format!("{name}_command_topic"),
        format!("{name}_command_template"),
    ];
    if !options.is_empty() {
        it.push_choice(
            role,
            options,
            (&keys[0], &[template, "value_template"]),
            (&keys[1], &keys[2]),
        );
    }
}

pub fn climate(it: &mut Builder<'_>) {
    let heater = it.component == "water_heater";
    let unit = temperature_unit(it);
    let fallback = "value_template";
    let templates = ["current_temperature_template", fallback];
    let reads = it.number_reads("current_temperature_topic", &templates, Some(unit.clone()));
    it.push(Role::Current, measured(), reads, None);
    for (role, name) in [
        (Role::Target, "temperature"),
        (Role::TargetHigh, "temperature_high"),
        (Role::TargetLow, "temperature_low"),
    ] {
        if heater && role != Role::Target {
            continue;
        }
        let template = format!("{name}_state_template");
        let state = format!("{name}_state_topic");
        let reads = it.number_reads(&state, &[&template, fallback], Some(unit.clone()));
        let (topic, template) = (
            format!("{name}_command_topic"),
            format!("{name}_command_template"),
        );
        let sends = it.sends_value(&topic, &template, "", "{{ value }}");
        let shape = target(it, &unit);
        it.push(role, shape, reads, sends);
    }
    if it.config.has("mode_command_topic") || it.config.has("mode_state_topic") {
        let mut options = it.config.words("modes");
        if options.is_empty() {
            let usual: &[&str] = match heater {
                true => &[
                    "eco",
                    "electric",
                    "gas",
                    "heat_pump",
                    "high_demand",
                    "performance",
                    "off",
                ],
                false => &["auto", "off", "cool", "heat", "dry", "fan_only"],
            };
            options = usual.iter().map(|word| (*word).to_owned()).collect();
        }
        let state: (_, &[_]) = ("mode_state_topic", &["mode_state_template", fallback]);
        it.push_choice(
            Role::Mode,
            options,
            state,
            ("mode_command_topic", "mode_command_template"),
        );
    }
    let reads = it.reads("action_topic", &["action_template", fallback], Decode::Text);
    it.push(Role::Action, Shape::Text, reads, None);
    choice(
        it,
        Role::FanMode,
        "fan_modes",
        "fan_mode",
        "fan_mode_state_template",
    );
    choice(
        it,
        Role::Preset,
        "preset_modes",
        "preset_mode",
        "preset_mode_value_template",
    );
    let templates = ["current_humidity_template", fallback];
    let reads = it.number_reads("current_humidity_topic", &templates, Some("%".to_owned()));
    it.push(Role::Humidity, measured(), reads, None);
}

fn measured() -> Shape {
    Shape::Number {
        minimum: None,
        maximum: None,
        step: None,
        decimals: None,
        total: false,
    }
}

fn temperature_unit(it: &Builder<'_>) -> String {
    match it.config.text("temperature_unit") {
        Some(unit) if unit.trim().eq_ignore_ascii_case("f") => "°F",
        _ => "°C",
    }
    .to_owned()
}

fn target(it: &Builder<'_>, unit: &str) -> Shape {
    let usual = match (it.component, unit) {
        ("water_heater", "°F") => (110.0, 140.0),
        ("water_heater", _) => (43.3, 60.0),
        (_, "°F") => (45.0, 95.0),
        _ => (7.0, 35.0),
    };
    Shape::Number {
        minimum: Some(it.config.number("min_temp").unwrap_or(usual.0)),
        maximum: Some(it.config.number("max_temp").unwrap_or(usual.1)),
        step: it
            .config
            .number("temp_step")
            .filter(|step| *step > 0.0)
            .or(Some(1.0)),
        decimals: None,
        total: false,
    }
}

pub fn humidifier(it: &mut Builder<'_>) {
    power(
        it,
        ("state_topic", &["state_value_template", "value_template"]),
        "command_topic",
    );
    let templates = ["current_humidity_template"];
    let reads = it.number_reads("current_humidity_topic", &templates, Some("%".to_owned()));
    it.push(Role::Current, measured(), reads, None);
    let templates = ["target_humidity_state_template"];
    let reads = it.number_reads(
        "target_humidity_state_topic",
        &templates,
        Some("%".to_owned()),
    );
    let command = (
        "target_humidity_command_topic",
        "target_humidity_command_template",
    );
    let sends = it.sends_value(command.0, command.1, "", "{{ value }}");
    let shape = Shape::Number {
        minimum: it.config.number("min_humidity").or(Some(0.0)),
        maximum: it.config.number("max_humidity").or(Some(100.0)),
        step: Some(1.0),
        decimals: Some(0),
        total: false,
    };
    it.push(Role::Target, shape, reads, sends);
    choice(it, Role::Mode, "modes", "mode", "mode_state_template");
}
