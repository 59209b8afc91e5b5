//! What a device hears when a tile sends: the tile's own payloads, turned round.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use tilework_core::{
    binding::Decode,
    command::{Command, PayloadRule},
    kind::{self, CommandRole, Decoding, Items, OptionRule, Sends},
    tile::Tile,
};

use super::{
    PointKind,
    reads::{Words, option},
};

/// A command that the device keeps to.
#[derive(Debug)]
pub struct Set<'a> {
    /// The slot that answers.
    pub answer: Option<&'a str>,
    pub words: Words,
    pub rule: Heard,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    OnOff { on: String, off: String },
    Value { before: String, after: String },
    Unclear,
}

/// One that it does once.
#[derive(Debug, PartialEq, Eq)]
pub struct Press {
    /// `None`: the tile's own title.
    pub label: Option<String>,
    /// `None`: whatever comes.
    pub payload: Option<String>,
}

/// What a command is called.
pub fn title(tile: &Tile, slot: &str) -> String {
    if tile.commands.len() > 1 {
        format!("{} {slot}", tile.title)
    } else {
        tile.title.clone()
    }
}

/// The slots that answer commands.
pub fn answers(tile: &Tile) -> BTreeSet<&str> {
    let kind = kind::of(&tile.kind);
    let answers = tile
        .commands
        .iter()
        .filter_map(|(slot, command)| answer(kind.and_then(|kind| kind.sends(slot)), command));
    answers.collect()
}

fn answer<'a>(sends: Option<&'a Sends>, command: &'a Command) -> Option<&'a str> {
    let own = command.answer.as_ref().map(|answer| answer.slot.as_str());
    own.or_else(|| sends?.answer.as_deref())
}

/// `None`: it is done once, and kept by nobody.
pub fn set<'a>(tile: &'a Tile, sends: Option<&'a Sends>, command: &'a Command) -> Option<Set<'a>> {
    let answer = answer(sends, command);
    let role = sends.map_or(
        if answer.is_some() {
            CommandRole::Set
        } else {
            CommandRole::Press
        },
        |it| it.role,
    );
    if role == CommandRole::Press {
        return None;
    }
    let reads = answer.and_then(|slot| Some(kind::of(&tile.kind)?.bindings.get(slot)?.decode));
    let binding = answer.and_then(|slot| tile.bindings.iter().find(|(it, _)| it.as_str() == slot));
    let decode = binding.map(|(_, binding)| &binding.decode);
    let is_on_off =
        matches!(command.payload, PayloadRule::OnOff { .. }) || reads == Some(Decoding::OnOff);
    let mut words = Words::of(match reads {
        _ if is_on_off => PointKind::OnOff,
        Some(Decoding::Number) => number(tile),
        Some(_) | None => text(tile),
    });
    if let Some(Decode::OnOff { on, off }) = decode {
        (words.on, words.off) = (on.clone(), off.clone());
    }
    let rendered = |value: &Json| command.payload.render(value).ok();
    let rule = match &words.kind {
        PointKind::OnOff => match (rendered(&json!(true)), rendered(&json!(false))) {
            (Some(on), Some(off)) if on != off => Heard::OnOff { on, off },
            _ => Heard::Unclear,
        },
        PointKind::Number { .. } => between(&rendered, ["21.5", "3"], [json!(21.5), json!(3)]),
        PointKind::Text { .. } => between(
            &rendered,
            ["auto", "Mode2"],
            [json!("auto"), json!("Mode2")],
        ),
    };
    Some(Set {
        answer,
        words,
        rule,
    })
}

/// The value stands as it is between two texts that are always the same; tried with two values.
fn between(
    rendered: &dyn Fn(&Json) -> Option<String>,
    written: [&str; 2],
    values: [Json; 2],
) -> Heard {
    let around = |n: usize| {
        let payload = rendered(&values[n])?;
        let at = payload.find(written[n])?;
        let (before, rest) = payload.split_at(at);
        Some((before.to_owned(), rest[written[n].len()..].to_owned()))
    };
    match (around(0), around(1)) {
        (Some(first), Some(second)) if first == second => Heard::Value {
            before: first.0,
            after: first.1,
        },
        _ => Heard::Unclear,
    }
}

fn number(tile: &Tile) -> PointKind {
    let (minimum, maximum, step) = (
        option(tile, "minimum"),
        option(tile, "maximum"),
        option(tile, "step"),
    );
    PointKind::Number {
        sample: minimum.unwrap_or(0.0),
        minimum,
        maximum,
        step,
    }
}

fn text(tile: &Tile) -> PointKind {
    let choices: Vec<String> = payloads(tile)
        .into_iter()
        .map(|(payload, _)| payload)
        .collect();
    PointKind::Text {
        sample: choices
            .first()
            .cloned()
            .unwrap_or_else(|| "hello".to_owned()),
        choices,
    }
}

/// What a tile offers to send, each with its label.
fn payloads(tile: &Tile) -> Vec<(String, Option<String>)> {
    let Some(kind) = kind::of(&tile.kind) else {
        return vec![];
    };
    let lists = kind.options.iter().filter(|(_, rule)| {
        matches!(
            rule,
            OptionRule::List {
                of: Some(Items::Payloads),
                ..
            }
        )
    });
    let items = lists
        .filter_map(|(name, _)| tile.options.get(name)?.as_array())
        .flatten();
    let text = |item: &Json, field: &str| item.get(field).and_then(Json::as_str).map(str::to_owned);
    let said = items.filter_map(|item| {
        let label = text(item, "label").filter(|it| !it.trim().is_empty());
        Some((text(item, "payload")?, label))
    });
    said.collect()
}

/// The presses of a command: one, or each that the tile offers.
pub fn presses(tile: &Tile, command: &Command) -> Vec<Press> {
    let offered = payloads(tile);
    if offered.is_empty() {
        // Nothing is wanted of a press: a payload that needs a value says whatever it likes.
        let payload = command.payload.render(&Json::Null).ok();
        let fixed = payload.filter(|_| matches!(&command.payload, PayloadRule::Template { text } if !text.contains("{{") && !text.contains("{%")));
        return vec![Press {
            label: None,
            payload: fixed,
        }];
    }
    let press = |(payload, label): (String, Option<String>)| Press {
        payload: command.payload.render(&json!(payload)).ok(),
        label: Some(format!("{} {}", tile.title, label.unwrap_or(payload))),
    };
    offered.into_iter().map(press).collect()
}
