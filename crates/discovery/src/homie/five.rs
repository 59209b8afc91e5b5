//! Version 5: `<domain>/5/<device>/$state` and `…/$description`, a document with all nodes and properties.

use serde_json::{Map, Value};

use super::{
    called, is_id,
    property::{Kind, Property, Source},
    text,
};
use crate::{
    gathered::{News, Pieces, Place, Rules},
    limits,
    making::{on_off, reads},
    merge::{About, Announced},
    model::{Availability, Convention, Described, Unreadable},
    reading::json,
    text as shown,
};
use tilework_core::availability::Mode;

pub const RULES: Rules = Rules {
    filters: &["+/5/+/$state", "+/5/+/$description"],
    concerns: |topic| place(topic).is_some(),
    place: |topic, _| place(topic),
    take,
    read,
};

const STATE: &str = "$state";
const DESCRIPTION: &str = "$description";

fn place(topic: &str) -> Option<Place<'_>> {
    let (root, piece) = topic.rsplit_once('/')?;
    if !matches!(piece, STATE | DESCRIPTION) {
        return None;
    }
    let mut levels = root.split('/');
    let (domain, version, device) = (levels.next()?, levels.next()?, levels.next()?);
    let fine = version == "5" && is_id(domain) && is_id(device) && levels.next().is_none();
    fine.then(|| Place {
        root: root.into(),
        piece: piece.into(),
    })
}

fn take(piece: &str, payload: &[u8]) -> Result<News, Unreadable> {
    let gone = payload.iter().all(|byte| matches!(byte, 0 | b' '));
    if piece == STATE {
        // Which state it is, a tile reads; here it counts that there is one.
        text(payload)?;
        return Ok(vec![(piece.to_owned(), (!gone).then(String::new))]);
    }
    if gone {
        return Ok(vec![(piece.to_owned(), None)]);
    }
    let value = json(payload, limits::CONFIG)?;
    if !value.is_object() {
        return Err(Unreadable::OtherForm);
    }
    Ok(vec![(piece.to_owned(), Some(value.to_string()))])
}

/// Whose state is empty is gone.
fn read(root: &str, pieces: &Pieces) -> Vec<Announced> {
    let (Some(description), true) = (pieces.get(DESCRIPTION), pieces.contains_key(STATE)) else {
        return vec![];
    };
    let Ok(Value::Object(said)) = serde_json::from_str(description) else {
        return vec![];
    };
    let word = |object: &Map<String, Value>, key: &str| {
        let word = object.get(key).and_then(Value::as_str);
        word.map(str::to_owned)
    };
    let device = root.rsplit('/').next().unwrap_or_default();
    let mut about = About {
        described: Described {
            name: called(word(&said, "name").as_deref(), device),
            ..Described::default()
        },
        ..About::default()
    };
    about.identify(&format!("homie {root}"));
    let mut announced = Announced {
        convention: Convention::Homie,
        about,
        entities: vec![],
        notes: vec![],
        at: None,
    };
    let availability = availability(root, word(&said, "root").as_deref());
    let nodes = said.get("nodes").and_then(Value::as_object);
    for (node, of_node) in nodes.into_iter().flatten().filter(|(id, _)| is_id(id)) {
        let Some(of_node) = of_node.as_object() else {
            continue;
        };
        let properties = of_node.get("properties").and_then(Value::as_object);
        for (id, of) in properties.into_iter().flatten().filter(|(id, _)| is_id(id)) {
            let Some(of) = of.as_object() else {
                continue;
            };
            if announced.entities.len() >= limits::ENTITIES_OF_ONE {
                break;
            }
            let truth = |key: &str| of.get(key).and_then(Value::as_bool);
            let text = |key: &str| of.get(key).and_then(Value::as_str);
            let property = Property {
                source: Source {
                    convention: "homie 5",
                    root,
                    node,
                    id,
                },
                node_name: word(of_node, "name"),
                name: text("name").and_then(shown::name),
                kind: Kind::of(text("datatype").unwrap_or("string")),
                format: text("format").unwrap_or_default(),
                unit: text("unit"),
                settable: truth("settable").unwrap_or(false),
                retained: truth("retained").unwrap_or(true),
                words_are_payloads: false,
            };
            announced
                .entities
                .push(property.entity(Some(&availability)));
        }
    }
    vec![announced]
}

/// Its own state, and that of the device that all of its kind hang on: without this one they are lost as well.
fn availability(root: &str, parent: Option<&str>) -> Availability {
    let of = |device: &str| {
        let state = "{% if value in ['ready', 'sleeping'] %}ready{% elif value in ['init', 'lost', 'disconnected'] %}lost{% endif %}";
        reads(
            &format!("{device}/{STATE}"),
            Some(state.to_owned()),
            on_off("ready", "lost"),
        )
    };
    let base = root.rsplit_once('/').map_or(root, |it| it.0);
    let parent = parent
        .filter(|id| is_id(id))
        .map(|id| format!("{base}/{id}"));
    let parent = parent.filter(|parent| parent != root);
    let all = [Some(root.to_owned()), parent];
    Availability {
        reads: all.into_iter().flatten().filter_map(|it| of(&it)).collect(),
        mode: Mode::All,
    }
}
