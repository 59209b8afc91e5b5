//! What is switched: relays, lights, shutters and fans. `rl` says of each output what it is.

use tilework_core::binding::Decode;

use super::config::Config;
use crate::{
    limits,
    making::{member, number, on_off, part, percent, plain, press, reads, told, told_on_off},
    merge::Named,
    model::{Category, Note, Part, Reads, Role, Shape},
};

const SWITCH: i64 = 1;
const LIGHT: i64 = 2;
const SHUTTER: i64 = 3;
/// Of devices there are at most 32; a list is as long as a message.
const OUTPUTS: usize = 64;
/// Words that are no relay's: a name of a switch input of its own is of one message only.
const SHUTTERS: usize = 16;

pub fn of(config: &Config<'_>, notes: &mut Vec<Note>) -> Vec<Named> {
    let outputs = config.list("rl").map_or(0, |list| list.len().min(OUTPUTS));
    let outputs: Vec<i64> = (0..outputs)
        .map(|n| config.nth("rl", n).unwrap_or(0))
        .collect();
    let mut all = vec![];
    let fan = config.number("if") == 1;
    if fan {
        all.push(fan_of(config));
    }
    all.extend(shutters(config, &outputs, notes));
    let lights = outputs.iter().filter(|it| **it == LIGHT).count();
    let mut light = 0;
    for (n, output) in outputs.iter().enumerate() {
        match *output {
            SWITCH => all.push(relay(config, n, config.option("30"))),
            LIGHT => {
                light += 1;
                all.push(match fan {
                    true => relay(config, n, true),
                    false => light_of(config, n, light, lights),
                });
            }
            _ => {}
        }
    }
    all.extend(inputs(config));
    all
}

/// As the person called it; of what has no name, what it is, with its number where there are several.
fn named(config: &Config<'_>, n: usize, what: &str) -> Option<String> {
    let name = config.name("fn", n);
    // The first is called as its device.
    if n == 0 && name.is_some() && name == config.device() {
        return None;
    }
    name.or_else(|| Some(format!("{what} {}", n + 1)))
}

/// The first relay, if it is the only one, goes by a name without number as well.
fn power(config: &Config<'_>, n: usize) -> Option<Part> {
    let key = format!("POWER{}", n + 1);
    let template = match n {
        0 => {
            let either =
                "value_json['POWER1'] if value_json['POWER1'] is defined else value_json['POWER']";
            format!(
                "{{% set value_json = value_json | is_defined %}}{{{{ ({either}) | is_defined }}}}"
            )
        }
        _ => member(&[&key])?,
    };
    let (on, off) = (&config.on, &config.off);
    let reads = reads(config.both(), Some(template), on_off(on, off));
    let sends = config.sends(&key, told_on_off(on, off));
    part(Role::Main, Shape::OnOff, reads, sends)
}

fn relay(config: &Config<'_>, n: usize, light: bool) -> Named {
    let (component, what) = match light {
        true => ("light", "Light"),
        false => ("switch", "Relay"),
    };
    let name = named(config, n, what);
    let it = config.entity(&format!("relay {}", n + 1), component);
    it.called(name.as_deref()).with([power(config, n)]).done()
}

/// `nth`: among so many lights of this device, counted from 1.
fn light_of(config: &Config<'_>, n: usize, nth: usize, lights: usize) -> Named {
    let light = relay(config, n, true);
    let kind = config.number("lt_st");
    if config.option("68") {
        // Each channel is a light of its own.
        let key = format!("Channel{nth}");
        return light.with([dimmer(config, n, &key, &key)]);
    }
    // Colour and white are two lights.
    let apart = config.is_unlinked() && kind >= 4 && lights > 1;
    let (dims, warms) = match (kind, apart, nth) {
        (0, ..) => (None, false),
        (_, true, 1) => (Some("Dimmer1"), false),
        (_, true, _) => (Some("Dimmer2"), kind == 5),
        (_, false, _) => (Some("Dimmer"), matches!(kind, 2 | 5)),
    };
    let command = match dims {
        Some("Dimmer") if config.number("ty") == 1 => Some("Dimmer3"),
        other => other,
    };
    let dims = dims.zip(command);
    light.with([
        dims.and_then(|(key, command)| dimmer(config, n, key, command)),
        warms.then(|| warmth(config)).flatten(),
    ])
}

fn dimmer(config: &Config<'_>, n: usize, key: &str, command: &str) -> Option<Part> {
    let reads = reads(config.both(), member(&[key]), Decode::Number);
    let reads = reads.map(|reads| Reads {
        unit: Some("%".to_owned()),
        ..reads
    });
    // With this option the brightness does not switch on.
    let sends = match config.option("20") {
        true => {
            let text = format!("{command} {{{{ value }}}};POWER{} {}", n + 1, config.on);
            let fine = plain(&config.on).is_some();
            fine.then(|| config.sends("Backlog", told(&text))).flatten()
        }
        false => config.sends(command, told("{{ value }}")),
    };
    part(Role::Brightness, percent(1.0), reads, sends)
}

fn warmth(config: &Config<'_>) -> Option<Part> {
    let (low, high) = match config.option("82") {
        true => (200.0, 380.0),
        false => (153.0, 500.0),
    };
    let reads = reads(config.both(), member(&["CT"]), Decode::Number);
    let reads = reads.map(|reads| Reads {
        unit: Some("mired".to_owned()),
        ..reads
    });
    let shape = number(Some(low), Some(high), Some(1.0), Some(0));
    let sends = config.sends("CT", told("{{ value }}"));
    part(Role::ColorTemperature, shape, reads, sends)
}

fn fan_of(config: &Config<'_>) -> Named {
    let reads = reads(config.both(), member(&["FanSpeed"]), Decode::Number);
    let sends = config.sends("FanSpeed", told("{{ value }}"));
    let shape = number(Some(0.0), Some(3.0), Some(1.0), Some(0));
    let it = config.entity("fan", "fan").called(Some("Fan"));
    it.with([part(Role::Speed, shape, reads, sends)]).done()
}

/// Two relays one after the other move one shutter.
fn shutters(config: &Config<'_>, outputs: &[i64], notes: &mut Vec<Note>) -> Vec<Named> {
    let mut pairs = vec![];
    let mut n = 0;
    while n < outputs.len() {
        if outputs[n] != SHUTTER {
            n += 1;
            continue;
        }
        if outputs.get(n + 1) != Some(&SHUTTER) {
            // Which of them are pairs nobody knows then.
            notes.push(Note::Missing {
                field: "second relay of a shutter".to_owned(),
            });
            return vec![];
        }
        pairs.push(n);
        n += 2;
    }
    pairs.truncate(SHUTTERS);
    let all = pairs.into_iter().enumerate();
    all.map(|(nth, n)| shutter(config, nth, n)).collect()
}

fn shutter(config: &Config<'_>, nth: usize, n: usize) -> Named {
    let number = nth + 1;
    let key = format!("Shutter{number}");
    let options = config.nth("sho", nth).unwrap_or(0);
    let inverted = options & 1 == 1;
    let set = format!("{{% set s = value_json['{key}'] | is_defined %}}");
    let position = match inverted {
        true => "100 - (s.Position | is_defined | int)",
        false => "s.Position | is_defined",
    };
    let (opens, closes) = match inverted {
        true => (-1, 1),
        false => (1, -1),
    };
    let state = format!(
        "{set}{{% set p = {position} %}}{{% if s.Direction == {opens} %}}opening{{% elif s.Direction == {closes} %}}closing\
         {{% elif p | int == 0 %}}closed{{% else %}}open{{% endif %}}"
    );
    let reads_of = |template: String, decode| reads(config.both(), Some(template), decode);
    let percent_of = |expression: &str| {
        let reads = reads_of(format!("{set}{{{{ {expression} }}}}"), Decode::Number);
        reads.map(|reads| Reads {
            unit: Some("%".to_owned()),
            ..reads
        })
    };
    let wanted = match inverted {
        true => "{{ 100 - value }}",
        false => "{{ value }}",
    };
    let backlog = config.command("Backlog");
    let pressed = |role, word: &str, says: Option<&str>| {
        let part = press(role, &backlog, &format!("Shutter{word}{number}"), false)?;
        Some(Part {
            says: says.map(str::to_owned),
            ..part
        })
    };
    let sends = config.sends(&format!("ShutterPosition{number}"), told(wanted));
    let parts = [
        part(Role::Main, Shape::Text, reads_of(state, Decode::Text), None),
        pressed(Role::Open, "Open", Some("open")),
        pressed(Role::Close, "Close", Some("closed")),
        pressed(Role::Stop, "Stop", None),
        part(Role::Position, percent(0.0), percent_of(position), sends),
        tilt(config, nth, percent_of("s.Tilt | is_defined")),
    ];
    let name = named(config, n, "Shutter");
    let it = config.entity(&format!("shutter {number}"), "cover");
    it.called(name.as_deref()).with(parts).done()
}

/// Its slats turn if that takes any time.
fn tilt(config: &Config<'_>, nth: usize, reads: Option<Reads>) -> Option<Part> {
    let range = config.list("sht")?.get(nth)?;
    let of = |n: usize| range.get(n)?.as_f64();
    let (low, high, takes) = (of(0)?, of(1)?, of(2)?);
    if takes == 0.0 || low >= high {
        return None;
    }
    let reads = reads.map(|reads| Reads {
        unit: Some("°".to_owned()),
        ..reads
    });
    let shape = number(Some(low), Some(high), Some(1.0), Some(0));
    let command = format!("ShutterTilt{}", nth + 1);
    let sends = config.sends(&command, told("{{ value }}"));
    part(Role::Tilt, shape, reads, sends)
}

/// Switch inputs that are detached of their relays say whether they are on; of others, and of push buttons, only what happens.
fn inputs(config: &Config<'_>) -> Vec<Named> {
    let mut all = vec![];
    let detached = config.option("114");
    let modes = config.list("swc").map_or(0, |list| list.len().min(OUTPUTS));
    for n in (0..modes).filter(|_| detached) {
        let mode = config.nth("swc", n).unwrap_or(-1);
        let follows = matches!(mode, 1..=6 | 9 | 10 | 13..=16);
        if !(0..=16).contains(&mode) {
            continue;
        }
        let name = config.name("swn", n);
        let usual = format!("Switch{}", n + 1);
        let key = name.as_deref().unwrap_or(&usual);
        let own = format!("input {}", n + 1);
        let called = format!("Input {}", n + 1);
        let called = name.as_deref().unwrap_or(&called);
        let Some(key) = plain(key) else {
            continue;
        };
        let set = format!("{{% set s = value_json['{key}'] | is_defined %}}");
        if follows {
            let template = format!("{set}{{{{ (s.Action if s is mapping else s) | is_defined }}}}");
            let decode = on_off(&config.on, &config.off);
            let reads = reads(config.both(), Some(template), decode);
            let it = config.entity(&own, "binary_sensor").called(Some(called));
            let class = matches!(mode, 13 | 14).then_some("motion");
            let it = it.class(class);
            all.push(
                it.with([part(Role::Main, Shape::OnOff, reads, None)])
                    .done(),
            );
        } else {
            all.push(happens(config, &own, called, key));
        }
    }
    let pushed = config.option("73");
    let buttons = config.list("btn").map_or(0, |list| list.len().min(OUTPUTS));
    for n in (0..buttons).filter(|_| pushed) {
        if config.nth("btn", n) == Some(1) {
            let (key, called) = (format!("Button{}", n + 1), format!("Button {}", n + 1));
            all.push(happens(config, &format!("button {}", n + 1), &called, &key));
        }
    }
    all.truncate(limits::ENTITIES_OF_ONE);
    all
}

/// What happened last; it is not the case any more.
fn happens(config: &Config<'_>, own: &str, called: &str, key: &str) -> Named {
    let topic = config.state("RESULT");
    let reads = reads(&topic, member(&[key, "Action"]), Decode::Text);
    let it = config.entity(own, "event").called(Some(called));
    let it = it.category(Category::Main);
    it.with([part(Role::Main, Shape::Text, reads, None)]).done()
}
