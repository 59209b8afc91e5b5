//! A configuration of a whole device: its entities under `components`, those of its children under `child_devices`.

use serde_json::{Map, Value};

use super::{Place, Said, config::Config, entity, identity};
use crate::{limits, merge::Announced, model::Unreadable};

/// What a component takes from the root where it says nothing of its own.
const SHARED: [&str; 13] = [
    "availability",
    "availability_mode",
    "availability_template",
    "availability_topic",
    "command_topic",
    "state_topic",
    "encoding",
    "qos",
    "payload_available",
    "payload_not_available",
    "message_expiry_interval",
    "device",
    "origin",
];

/// Good components of it are taken, whatever the others are like.
pub fn read(topic: &str, place: Place<'_>, root: &Config) -> Said {
    let mut announced = vec![];
    components(topic, place, root, root, &mut announced);
    for child in root.objects("child_devices") {
        let mut of_child = root.clone();
        of_child.be_child(child);
        components(topic, place, &Config::of(child), &of_child, &mut announced);
    }
    if announced.is_empty() && !root.has("components") && !root.has("child_devices") {
        return Said::Unread(Unreadable::OtherForm);
    }
    Said::Announced(announced)
}

fn components(
    topic: &str,
    place: Place<'_>,
    of: &Config,
    shared: &Config,
    announced: &mut Vec<Announced>,
) {
    for (id, component) in of.object("components").into_iter().flatten() {
        if announced.len() >= limits::ENTITIES_OF_ONE {
            return;
        }
        if let Some(component) = component.as_object() {
            announced.extend(one(topic, place, id, component, shared));
        }
    }
}

/// `None`: it is removed by saying nothing but what it was, or it is of no kind.
fn one(
    topic: &str,
    place: Place<'_>,
    id: &str,
    component: &Map<String, Value>,
    shared: &Config,
) -> Option<Announced> {
    // Home Assistant hands down what the root says before it puts the component's base into it.
    let mut whole = component.clone();
    let own = Config::of(component);
    if own.len() == 1 && own.has("platform") {
        return None;
    }
    let platform = own.filled("platform")?;
    for key in SHARED {
        if !own.has(key)
            && let Some(value) = shared.get(key)
        {
            whole.insert(key.to_owned(), value.clone());
        }
    }
    let mut config = Config::of(&whole);
    let object = match place.node {
        Some(node) => format!("{} {node} {id}", place.object),
        None => format!("{} {id}", place.object),
    };
    let identity = identity(&platform, None, &object);
    entity::read(topic, &identity, &platform, &mut config, Some(id))
}
