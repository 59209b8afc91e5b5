//! Tasmota: <https://tasmota.github.io/docs/MQTT/>, and `xdrv_12_discovery.ino` for what is not said there. A device says in two kept messages how
//! it is set up (`tasmota/discovery/<mac>/config`) and what it measures (`…/sensors`), in either order.

mod config;
mod relays;
mod sensors;
#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::{
    gathered::{News, Pieces, Place, Rules},
    limits,
    merge::{About, Announced, address},
    model::{Convention, Note, Unreadable},
    reading::json,
    text,
};
use config::Config;

pub const RULES: Rules = Rules {
    filters: &["tasmota/discovery/+/config", "tasmota/discovery/+/sensors"],
    concerns: |topic| place(topic).is_some(),
    place: |topic, _| place(topic),
    take,
    read,
};

const CONFIG: &str = "config";
const SENSORS: &str = "sensors";

fn place(topic: &str) -> Option<Place<'_>> {
    let (root, piece) = topic.rsplit_once('/')?;
    let address = root.strip_prefix("tasmota/discovery/")?;
    let fine = !address.is_empty() && !address.contains('/');
    (fine && matches!(piece, CONFIG | SENSORS)).then(|| Place {
        root: root.into(),
        piece: piece.into(),
    })
}

/// Both are objects; an empty one is gone.
fn take(piece: &str, payload: &[u8]) -> Result<News, Unreadable> {
    if payload.iter().all(u8::is_ascii_whitespace) {
        return Ok(vec![(piece.to_owned(), None)]);
    }
    let value = json(payload, limits::CONFIG)?;
    if !value.is_object() {
        return Err(Unreadable::OtherForm);
    }
    Ok(vec![(piece.to_owned(), Some(value.to_string()))])
}

fn read(root: &str, pieces: &Pieces) -> Vec<Announced> {
    let object = |piece: &str| serde_json::from_str::<Value>(pieces.get(piece)?).ok();
    // What is measured says nothing of where.
    let Some(said) = object(CONFIG) else {
        return vec![];
    };
    let mut about = About::default();
    let own = root.rsplit('/').next().unwrap_or_default();
    about.identify(own);
    let shown = |key: &str| said.get(key).and_then(Value::as_str).and_then(text::name);
    about.described.name = shown("dn").or_else(|| shown("hn")).or_else(|| shown("t"));
    about.described.model = shown("md");
    about.described.version = shown("sw");
    about.described.link = shown("ip").and_then(|ip| text::link(&format!("http://{ip}/")));
    let identity = address(own).unwrap_or_else(|| own.to_owned());
    let mut announced = Announced {
        convention: Convention::Tasmota,
        about,
        entities: vec![],
        notes: vec![],
        at: None,
    };
    let Some(config) = Config::of(&said, &identity, root) else {
        announced.notes.push(Note::Topic {
            field: "FullTopic".to_owned(),
        });
        return vec![announced];
    };
    announced.entities = relays::of(&config, &mut announced.notes);
    let measured = object(SENSORS);
    let measured = measured.as_ref().and_then(|it| it.get("sn"));
    announced.entities.extend(sensors::of(&config, measured));
    announced.entities.truncate(limits::ENTITIES_OF_ONE);
    announced.at = Some(config.command(""));
    vec![announced]
}
