//! A tile in few words.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tilework_core::{
    binding::{Binding, Decode, Qos},
    command::{ANSWER_TIMEOUT_MS, Answer, Command, PayloadRule},
    id::{BrokerId, Slot, TileId},
    tile::{Accent, Tile, TileSize},
    topic::{Topic, TopicFilter},
};

pub(crate) const SMALL: TileSize = TileSize {
    width: 2,
    height: 3,
};

/// A tile in the words of [`crate::dashboard`].
pub(crate) struct Plan {
    pub kind: &'static str,
    pub title: &'static str,
    pub icon: &'static str,
    pub accent: Accent,
    pub size: TileSize,
    /// Column, row, width and height on the grid of 12 columns.
    pub wide: [u16; 4],
    pub reads: Vec<Read>,
    pub sends: Option<Write>,
    pub options: Value,
}

pub(crate) struct Read {
    pub slot: &'static str,
    pub topic: &'static str,
    pub template: Option<&'static str>,
    pub decode: Decode,
    pub unit: Option<&'static str>,
}

pub(crate) struct Write {
    pub slot: &'static str,
    pub topic: &'static str,
    pub payload: PayloadRule,
    /// The slot that answers.
    pub answer: Option<&'static str>,
    pub tolerance: f64,
}

impl Plan {
    pub fn build(self, id: TileId, broker: &BrokerId) -> Option<Tile> {
        let mut bindings = BTreeMap::new();
        for read in self.reads {
            let binding = Binding {
                broker: broker.clone(),
                topic: TopicFilter::parse(read.topic).ok()?,
                qos: Qos::AtMostOnce,
                template: read.template.map(str::to_owned),
                decode: read.decode,
                unit: read.unit.map(str::to_owned),
                time_template: None,
            };
            bindings.insert(read.slot.parse::<Slot>().ok()?, binding);
        }
        let mut commands = BTreeMap::new();
        if let Some(send) = self.sends {
            let answer = send.answer.map(str::parse::<Slot>).transpose().ok()?;
            let command = Command {
                broker: broker.clone(),
                topic: Topic::parse(send.topic).ok()?,
                payload: send.payload,
                qos: Qos::AtLeastOnce,
                retain: false,
                answer: answer.map(|slot| Answer {
                    slot,
                    timeout_ms: ANSWER_TIMEOUT_MS,
                    tolerance: send.tolerance,
                }),
                mqtt5: None,
            };
            commands.insert(send.slot.parse::<Slot>().ok()?, command);
        }
        let Value::Object(options) = self.options else {
            return None;
        };
        Some(Tile {
            id,
            kind: self.kind.parse().ok()?,
            title: self.title.to_owned(),
            icon: Some(self.icon.to_owned()),
            accent: self.accent,
            size: self.size,
            bindings,
            commands,
            options,
        })
    }
}

/// A number at `topic`, as it is or by a template.
pub(crate) fn number(slot: &'static str, topic: &'static str, unit: &'static str) -> Read {
    Read {
        slot,
        topic,
        template: None,
        decode: Decode::Number,
        unit: Some(unit),
    }
}

pub(crate) fn on_off(slot: &'static str, topic: &'static str, on: &str, off: &str) -> Read {
    let decode = Decode::OnOff {
        on: on.to_owned(),
        off: off.to_owned(),
    };
    Read {
        slot,
        topic,
        template: None,
        decode,
        unit: None,
    }
}

pub(crate) fn availability(topic: &'static str) -> Read {
    on_off("availability", topic, "online", "offline")
}

pub(crate) fn switch(topic: &'static str) -> Option<Write> {
    let payload = PayloadRule::OnOff {
        on: "ON".to_owned(),
        off: "OFF".to_owned(),
    };
    Some(Write {
        slot: "set",
        topic,
        payload,
        answer: Some("state"),
        tolerance: 0.0,
    })
}

pub(crate) fn level(topic: &'static str) -> Option<Write> {
    let payload = PayloadRule::Template {
        text: "{{ value }}".to_owned(),
    };
    Some(Write {
        slot: "set",
        topic,
        payload,
        answer: Some("state"),
        tolerance: 0.5,
    })
}

pub(crate) fn value(
    title: &'static str,
    icon: &'static str,
    accent: Accent,
    wide: [u16; 4],
    reads: Vec<Read>,
    decimals: u8,
) -> Plan {
    let options = json!({ "sparkline": true, "decimals": decimals });
    Plan {
        kind: "value",
        title,
        icon,
        accent,
        size: SMALL,
        wide,
        reads,
        sends: None,
        options,
    }
}
