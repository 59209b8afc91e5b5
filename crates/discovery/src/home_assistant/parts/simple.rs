//! Entities of one or two parts.

use tilework_core::{binding::Decode, command::PayloadRule};

use super::Builder;
use crate::model::{Role, Shape};

/// Classes whose sensors say words or times.
const NOT_NUMBERS: [&str; 3] = ["enum", "timestamp", "date"];

pub fn sensor(it: &mut Builder<'_>) {
    let unit = it.unit();
    let state_class = it.config.filled("state_class");
    let words = it.class.is_some_and(|class| NOT_NUMBERS.contains(&class));
    if it.config.has("options") && it.class != Some("enum") {
        it.unusual("options");
    }
    let number = !words && (unit.is_some() || state_class.is_some() || it.class.is_some());
    let number = number && !it.config.has("options");
    let decode = match (number, words) {
        (true, _) => Decode::Number,
        (false, true) => Decode::Text,
        (false, false) => Decode::Auto,
    };
    let Some(mut reads) = it.reads("state_topic", &["value_template"], decode) else {
        return if !it.config.has("state_topic") {
            it.missing("state_topic");
        };
    };
    reads.unit = unit;
    let shape = if number {
        Shape::Number {
            minimum: None,
            maximum: None,
            step: None,
            decimals: decimals(it),
            total: state_class.is_some_and(|class| class.starts_with("total")),
        }
    } else {
        Shape::Text
    };
    it.push(Role::Main, shape, Some(reads), None);
}

fn decimals(it: &Builder<'_>) -> Option<u8> {
    let digits = it.config.number("suggested_display_precision")?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // just looked at
    (0.0..=10.0).contains(&digits).then_some(digits as u8)
}

/// The words for on and off of a state.
fn words(it: &Builder<'_>, on: (&str, &str), off: (&str, &str)) -> Decode {
    Decode::OnOff {
        on: it.config.payload(on.0, on.1).unwrap_or_default(),
        off: it.config.payload(off.0, off.1).unwrap_or_default(),
    }
}

pub fn binary_sensor(it: &mut Builder<'_>) {
    let decode = words(it, ("payload_on", "ON"), ("payload_off", "OFF"));
    if !it.config.has("state_topic") {
        return it.missing("state_topic");
    }
    let reads = it.reads("state_topic", &["value_template"], decode);
    it.push(Role::Main, Shape::OnOff, reads, None);
}

pub fn switch(it: &mut Builder<'_>) {
    let payload = |key, default| it.config.payload(key, default).unwrap_or_default();
    let (on, off) = (payload("payload_on", "ON"), payload("payload_off", "OFF"));
    if !it.config.has("command_topic") {
        it.missing("command_topic");
    }
    let decode = words(it, ("state_on", &on), ("state_off", &off));
    let reads = it.reads("state_topic", &["value_template"], decode);
    let sends = it.sends_on_off("command_topic", "command_template", &on, &off);
    it.push(Role::Main, Shape::OnOff, reads, sends);
}

/// Without a template a siren is told in JSON (`siren.py`, `_async_publish`).
pub fn siren(it: &mut Builder<'_>) {
    let payload = |key, default| it.config.payload(key, default).unwrap_or_default();
    let (on, off) = (payload("payload_on", "ON"), payload("payload_off", "OFF"));
    let decode = words(it, ("state_on", &on), ("state_off", &off));
    let templates = ["state_value_template", "value_template"];
    let reads = it.reads("state_topic", &templates, decode);
    let sends = if it.config.filled("command_template").is_some() {
        it.sends_on_off("command_topic", "command_template", &on, &off)
    } else {
        let told = |word: &str| serde_json::json!({ "state": word }).to_string();
        let (on, off) = (told(&on), told(&off));
        it.sends("command_topic", PayloadRule::OnOff { on, off })
    };
    it.push(Role::Main, Shape::OnOff, reads, sends);
}

pub fn number(it: &mut Builder<'_>) {
    let limit = |key, default| it.config.number(key).unwrap_or(default);
    let (minimum, maximum) = (limit("min", 0.0), limit("max", 100.0));
    let step = Some(limit("step", 1.0))
        .filter(|step| *step > 0.0)
        .unwrap_or(1.0);
    if minimum > maximum {
        it.unusual("min");
    }
    if !it.config.has("command_topic") {
        it.missing("command_topic");
    }
    let unit = it.unit();
    let reads = it.number_reads("state_topic", &["value_template"], unit);
    let sends = it.sends_value("command_topic", "command_template", "", "{{ value }}");
    let shape = Shape::Number {
        minimum: Some(minimum.min(maximum)),
        maximum: Some(maximum.max(minimum)),
        step: Some(step),
        decimals: None,
        total: false,
    };
    it.push(Role::Main, shape, reads, sends);
}

pub fn select(it: &mut Builder<'_>) {
    let options = it.config.words("options");
    if options.is_empty() {
        it.missing("options");
    }
    let state: (_, &[_]) = ("state_topic", &["value_template"]);
    it.push_choice(
        Role::Main,
        options,
        state,
        ("command_topic", "command_template"),
    );
}

/// A password is neither shown nor kept.
pub fn text(it: &mut Builder<'_>) {
    if it
        .config
        .text("mode")
        .is_some_and(|mode| mode == "password")
    {
        return;
    }
    let reads = it.reads("state_topic", &["value_template"], Decode::Text);
    let sends = it.sends_value("command_topic", "command_template", "", "{{ value }}");
    it.push(Role::Main, Shape::Text, reads, sends);
}

pub fn button(it: &mut Builder<'_>) {
    if !it.config.has("command_topic") {
        return it.missing("command_topic");
    }
    let confirm = matches!(it.class, Some("restart"));
    let payload = ("payload_press", "PRESS");
    it.push_press(
        Role::Main,
        "command_topic",
        payload,
        Some("command_template"),
        confirm,
    );
}

pub fn scene(it: &mut Builder<'_>) {
    if it.config.has("payload_on") {
        it.push_press(
            Role::Main,
            "command_topic",
            ("payload_on", "ON"),
            Some("command_template"),
            false,
        );
    }
}

pub fn event(it: &mut Builder<'_>) {
    let Some(mut reads) = it.reads("state_topic", &["value_template"], Decode::Text) else {
        return;
    };
    if reads.template.is_none() {
        reads.template = Some("{{ value_json.event_type | is_defined }}".to_owned());
    } else if let Some(template) = reads.template.take() {
        let inner = format!("{{% set said %}}{template}{{% endset %}}");
        reads.template = Some(format!("{inner}{{{{ (said | from_json).event_type }}}}"));
    }
    it.push(Role::Main, Shape::Text, Some(reads), None);
}

pub fn update(it: &mut Builder<'_>) {
    // Plain, or an object with both versions.
    let installed = "{{ value_json.installed_version if value_json is mapping else value }}";
    if let Some(mut reads) = it.reads("state_topic", &["value_template"], Decode::Text) {
        reads.template.get_or_insert_with(|| installed.to_owned());
        it.push(Role::Main, Shape::Text, Some(reads), None);
    }
    if let Some(reads) = it.reads(
        "latest_version_topic",
        &["latest_version_template"],
        Decode::Text,
    ) {
        it.push(Role::Latest, Shape::Text, Some(reads), None);
    }
    if it.config.has("payload_install") {
        it.push_press(
            Role::Install,
            "command_topic",
            ("payload_install", ""),
            None,
            true,
        );
    }
}

pub fn lock(it: &mut Builder<'_>) {
    it.state_text(Role::Main);
    // A code is asked for each time, which no tile can do yet.
    if it.config.has("code_format") {
        return it.unusual("code_format");
    }
    let template = Some("command_template");
    it.push_press(
        Role::Lock,
        "command_topic",
        ("payload_lock", "LOCK"),
        template,
        true,
    );
    it.says(Role::Lock, "state_locked", "LOCKED");
    it.push_press(
        Role::Unlock,
        "command_topic",
        ("payload_unlock", "UNLOCK"),
        template,
        true,
    );
    it.says(Role::Unlock, "state_unlocked", "UNLOCKED");
    if it.config.filled("payload_open").is_some() {
        it.push_press(
            Role::Open,
            "command_topic",
            ("payload_open", ""),
            template,
            true,
        );
    }
}

pub fn vacuum(it: &mut Builder<'_>) {
    if let Some(mut reads) = it.reads("state_topic", &["value_template"], Decode::Text) {
        reads
            .template
            .get_or_insert_with(|| "{{ value_json.state | is_defined }}".to_owned());
        it.push(Role::Main, Shape::Text, Some(reads), None);
    }
    let features = it.config.words("supported_features");
    let can = |word: &str, default: bool| match features.is_empty() {
        true => default,
        false => features.iter().any(|it| it == word),
    };
    for (role, feature, payload, default) in [
        (Role::Start, "start", ("payload_start", "start"), true),
        (Role::Pause, "pause", ("payload_pause", "pause"), false),
        (Role::Stop, "stop", ("payload_stop", "stop"), true),
        (
            Role::Dock,
            "return_home",
            ("payload_return_to_base", "return_to_base"),
            true,
        ),
        (Role::Locate, "locate", ("payload_locate", "locate"), false),
    ] {
        if can(feature, default) {
            it.push_press(role, "command_topic", payload, None, false);
        }
    }
}

/// The payload is the command's name (`lawn_mower.py`).
pub fn lawn_mower(it: &mut Builder<'_>) {
    let reads = it.reads(
        "activity_state_topic",
        &["activity_value_template"],
        Decode::Text,
    );
    it.push(Role::Main, Shape::Text, reads, None);
    for (role, topic, template, word) in [
        (
            Role::Start,
            "start_mowing_command_topic",
            "start_mowing_command_template",
            "start_mowing",
        ),
        (
            Role::Pause,
            "pause_command_topic",
            "pause_command_template",
            "pause",
        ),
        (
            Role::Dock,
            "dock_command_topic",
            "dock_command_template",
            "dock",
        ),
    ] {
        it.push_press(role, topic, ("", word), Some(template), false);
    }
}
