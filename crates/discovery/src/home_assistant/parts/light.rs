//! Lights: on and off, brightness, colour temperature, effects; told by topics of their own, by JSON, or by templates.
//! Colours have no tile yet.

use tilework_core::{binding::Decode, command::PayloadRule};

use super::Builder;
use crate::{
    model::{Reads, Role, Sends, Shape},
    range::{Range, as_percent, set_ranged},
    reading::payload_template,
};

/// Mired, Home Assistant's own range (`light/__init__.py`).
const MIREDS: (f64, f64) = (153.0, 500.0);
const KELVIN: (f64, f64) = (2000.0, 6535.0);

pub fn light(it: &mut Builder<'_>) {
    let schema = it.config.text("schema").map(|schema| schema.to_lowercase());
    if !it.config.has("command_topic") {
        it.missing("command_topic");
    }
    match schema.as_deref() {
        Some("json") => json(it),
        Some("template") => template(it),
        _ => basic(it),
    }
}

fn basic(it: &mut Builder<'_>) {
    let payload = |key, default| it.config.payload(key, default).unwrap_or_default();
    let (on, off) = (payload("payload_on", "ON"), payload("payload_off", "OFF"));
    let decode = Decode::OnOff {
        on: on.clone(),
        off: off.clone(),
    };
    // Old Tasmota says `value_template`.
    let templates = ["state_value_template", "value_template"];
    let reads = it.reads("state_topic", &templates, decode);
    let sends = it.sends("command_topic", PayloadRule::OnOff { on, off });
    it.push(Role::Main, Shape::OnOff, reads, sends);

    let scale = scale(it, "brightness_scale");
    let reads = it.percent_reads(
        "brightness_state_topic",
        &["brightness_value_template"],
        scale,
    );
    let command = ("brightness_command_topic", "brightness_command_template");
    let sends = it.sends_percent(command.0, command.1, scale, Some(1.0));
    it.push_percent(Role::Brightness, 1.0, reads, sends);

    let unit = temperature_unit(it);
    let reads = it.number_reads(
        "color_temp_state_topic",
        &["color_temp_value_template"],
        unit,
    );
    let sends = it.sends_value(
        "color_temp_command_topic",
        "color_temp_command_template",
        "",
        "{{ value }}",
    );
    push_temperature(it, reads, sends);
    effects(
        it,
        &["effect_value_template"],
        "effect_state_topic",
        "effect_command_topic",
    );
}

fn effects(it: &mut Builder<'_>, templates: &[&str], state: &str, command: &str) {
    let options = it.config.words("effect_list");
    if !options.is_empty() {
        it.push_choice(
            Role::Effect,
            options,
            (state, templates),
            (command, "effect_command_template"),
        );
    }
}

fn scale(it: &Builder<'_>, key: &str) -> Range {
    let scale = it.config.number(key).filter(|scale| *scale >= 1.0);
    Range::up_to(scale.unwrap_or(255.0))
}

fn kelvin(it: &Builder<'_>) -> bool {
    it.config.boolean("color_temp_kelvin") == Some(true) && !it.config.has("min_mireds")
}

fn temperature_unit(it: &Builder<'_>) -> Option<String> {
    Some(if kelvin(it) { "K" } else { "mired" }.to_owned())
}

fn push_temperature(it: &mut Builder<'_>, reads: Option<Reads>, sends: Option<Sends>) {
    let (low, high, usual) = match kelvin(it) {
        true => ("min_kelvin", "max_kelvin", KELVIN),
        false => ("min_mireds", "max_mireds", MIREDS),
    };
    let low = it.config.number(low).unwrap_or(usual.0);
    let high = it.config.number(high).unwrap_or(usual.1);
    let shape = Shape::Number {
        minimum: Some(low.min(high)),
        maximum: Some(low.max(high)),
        step: Some(if kelvin(it) { 50.0 } else { 1.0 }),
        decimals: Some(0),
        total: false,
    };
    if sends.is_some() {
        it.push(Role::ColorTemperature, shape, reads, sends);
    }
}

/// A message without `state` says nothing of on and off.
fn json(it: &mut Builder<'_>) {
    let member = |name: &str| format!("{{{{ value_json.{name} | is_defined }}}}");
    let decode = Decode::OnOff {
        on: "ON".to_owned(),
        off: "OFF".to_owned(),
    };
    let reads = it.reads("state_topic", &[], decode);
    let reads = reads.map(|reads| Reads {
        template: Some(member("state")),
        ..reads
    });
    let told = |word: &str| format!(r#"{{"state":"{word}"}}"#);
    let (on, off) = (told("ON"), told("OFF"));
    let sends = it.sends("command_topic", PayloadRule::OnOff { on, off });
    it.push(Role::Main, Shape::OnOff, reads, sends);

    let modes = it.config.words("supported_color_modes");
    let dims = match modes.is_empty() {
        true => it.config.boolean("brightness") == Some(true),
        false => modes.iter().any(|mode| mode != "onoff"),
    };
    if dims {
        let scale = scale(it, "brightness_scale");
        let reads = it.reads("state_topic", &[], Decode::Number);
        let reads = reads.map(|reads| {
            let template = Some(member("brightness"));
            as_percent(
                Reads {
                    template,
                    unit: Some("%".to_owned()),
                    ..reads
                },
                scale,
            )
        });
        let before = set_ranged("level", scale, Some(1.0));
        let text = format!(r#"{before}{{"state":"ON","brightness":{{{{ level }}}}}}"#);
        let sends = it.sends("command_topic", PayloadRule::Template { text });
        it.push_percent(Role::Brightness, 1.0, reads, sends);
    }
    // Before the list of modes there were flags.
    let warm = modes.iter().any(|mode| mode == "color_temp")
        || (modes.is_empty() && it.config.boolean("color_temp") == Some(true));
    if warm {
        let reads = it.reads("state_topic", &[], Decode::Number);
        let unit = temperature_unit(it);
        let reads = reads.map(|reads| Reads {
            template: Some(member("color_temp")),
            unit,
            ..reads
        });
        let text = r#"{"state":"ON","color_temp":{{ value }}}"#.to_owned();
        let sends = it.sends("command_topic", PayloadRule::Template { text });
        push_temperature(it, reads, sends);
    }
    let options = it.config.words("effect_list");
    if it.config.boolean("effect") == Some(true) && !options.is_empty() {
        let reads = it.reads("state_topic", &[], Decode::Text);
        let reads = reads.map(|reads| Reads {
            template: Some(member("effect")),
            ..reads
        });
        let text = r#"{"state":"ON","effect":{{ value | tojson }}}"#.to_owned();
        let sends = it.sends("command_topic", PayloadRule::Template { text });
        it.push(Role::Effect, Shape::Choice { options }, reads, sends);
    }
}

fn template(it: &mut Builder<'_>) {
    let decode = Decode::OnOff {
        on: "on".to_owned(),
        off: "off".to_owned(),
    };
    let reads = it.reads("state_topic", &["state_template"], decode);
    let on = it.rendered("command_on_template", "on");
    let off = it.rendered("command_off_template", "off");
    for key in ["command_on_template", "command_off_template"] {
        if it.config.filled(key).is_none() {
            it.missing(key);
        }
    }
    let sends = match (on, off) {
        (Some(on), Some(off)) => it.sends("command_topic", PayloadRule::OnOff { on, off }),
        // What it says of itself is shown all the same.
        _ => None,
    };
    it.push(Role::Main, Shape::OnOff, reads, sends);
    if it.config.filled("brightness_template").is_none() {
        return;
    }
    let scale = Range::up_to(255.0);
    let reads = it.percent_reads("state_topic", &["brightness_template"], scale);
    let on = it.config.filled("command_on_template").and_then(|on| {
        let before = set_ranged("brightness", scale, Some(1.0));
        let text = format!("{before}{{% set state = 'on' %}}{on}");
        payload_template(
            &text,
            &serde_json::json!(1),
            "command_on_template",
            it.notes,
        )
    });
    let sends = on.and_then(|text| it.sends("command_topic", PayloadRule::Template { text }));
    it.push_percent(Role::Brightness, 1.0, reads, sends);
}
