//! Home Assistant's MQTT discovery: <https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery>, and its code for what is not said
//! there. What is announced is `<prefix>/<component>/[<node>/]<object>/config`; a component `device` announces many entities at once.

mod config;
mod device;
mod entity;
mod parts;
#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::{limits, merge::Announced, model::Unreadable, reading::json};
use config::Config;

/// Where Home Assistant looks unless it is told otherwise.
pub const PREFIX: &str = "homeassistant";

/// A topic that announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    pub component: &'a str,
    pub node: Option<&'a str>,
    pub object: &'a str,
}

/// What a message on such a topic says.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// These are there.
    Announced(Vec<Announced>),
    /// What was announced here moves to another topic.
    Moves,
    /// What was announced here is gone.
    Removed,
    /// What was announced here stays.
    Unread(Unreadable),
}

/// `None`: it announces nothing. Home Assistant wants plain words for the levels; what counts is what is said there.
pub fn place<'a>(topic: &'a str, prefix: &str) -> Option<Place<'a>> {
    let inside = topic.strip_prefix(prefix)?.strip_prefix('/')?;
    let inside = inside.strip_suffix("/config")?;
    let mut levels = inside.split('/');
    let (component, second, third) = (levels.next()?, levels.next()?, levels.next());
    if levels.next().is_some() || component.is_empty() {
        return None;
    }
    let (node, object) = match third {
        Some(object) => (Some(second), object),
        None => (None, second),
    };
    (!object.is_empty()).then_some(Place {
        component,
        node,
        object,
    })
}

/// What is said there. An announcement that is empty, or an empty object, removes.
pub fn read(topic: &str, place: Place<'_>, payload: &[u8]) -> Said {
    if payload.iter().all(u8::is_ascii_whitespace) {
        return Said::Removed;
    }
    let value = match json(payload, limits::CONFIG) {
        Ok(value) => value,
        Err(why) => return Said::Unread(why),
    };
    let Value::Object(object) = value else {
        return Said::Unread(Unreadable::OtherForm);
    };
    let mut config = Config::of(&object);
    if config.is_empty() {
        return Said::Removed;
    }
    if config.len() == 1 && config.boolean("migrate_discovery") == Some(true) {
        return Said::Moves;
    }
    if place.component == "device" {
        return device::read(topic, place, &config);
    }
    let identity = identity(place.component, place.node, place.object);
    match entity::read(topic, &identity, place.component, &mut config, None) {
        Some(announced) => Said::Announced(vec![announced]),
        None => Said::Unread(Unreadable::OtherForm),
    }
}

/// What Home Assistant tells an entity by: so that `device/pump/config` with a component `flow` and `sensor/pump/flow/config` are one.
fn identity(component: &str, node: Option<&str>, object: &str) -> String {
    match node {
        Some(node) => format!("{component}/{node} {object}"),
        None => format!("{component}/{object}"),
    }
}
