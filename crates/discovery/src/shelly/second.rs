//! Second and later generations. What a device has is seen from what it says: notifications of what changes on `<prefix>/events/rpc`, and, where
//! that is switched on, the whole status of each component on `<prefix>/status/<component>`. The prefix is free.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{components::Component, components::known, is_id};
use crate::{
    gathered::{News, Pieces, Place, Rules},
    limits,
    making::there,
    merge::{About, Announced},
    model::{Convention, Described, Note, Unreadable},
    reading::json,
    text,
};

pub const RULES: Rules = Rules {
    filters: &[
        "+/events/rpc",
        "+/+/events/rpc",
        "+/+/+/events/rpc",
        "+/status/+",
        "+/+/status/+",
    ],
    concerns: |topic| place(topic).is_some(),
    place: |topic, _| place(topic),
    take,
    read,
};

const EVENTS: &str = "/events/rpc";
/// Before the name of a component that says its whole status.
const WHOLE: &str = "status/";
/// Who sent a notification, whatever its prefix is.
const SOURCE: &str = "src";
/// Something happened to it.
pub const EVENT: &str = "event";

fn place(topic: &str) -> Option<Place<'_>> {
    let levels = |root: &str| root.split('/').count();
    if let Some(root) = topic.strip_suffix(EVENTS) {
        let fine = !root.is_empty() && levels(root) <= 3 && !root.starts_with('$');
        return fine.then(|| Place {
            root: root.into(),
            piece: "events".into(),
        });
    }
    let at = topic.rfind("/status/")?;
    let (root, component) = (&topic[..at], &topic[at + "/status/".len()..]);
    let fine = !root.is_empty() && levels(root) <= 2 && known(component).is_some();
    fine.then(|| Place {
        root: root.into(),
        piece: topic[at + 1..].into(),
    })
}

/// Of what is said only that it is. What others say on such a topic is nothing.
fn take(piece: &str, payload: &[u8]) -> Result<News, Unreadable> {
    let Ok(said) = json(payload, limits::CONFIG) else {
        return Ok(vec![]);
    };
    if let Some(component) = piece.strip_prefix(WHOLE) {
        let id = said.get("id").and_then(Value::as_u64);
        let own = known(component).and_then(|it| it.1.parse::<u64>().ok());
        if id.is_none() || id != own {
            return Ok(vec![]);
        }
        let mut news = vec![(piece.to_owned(), Some(String::new()))];
        keys(component, &said, &mut news);
        return Ok(news);
    }
    let source = said.get(SOURCE).and_then(Value::as_str);
    let (Some(source), Some(params)) = (source.filter(|it| is_id(it)), said.get("params")) else {
        return Ok(vec![]);
    };
    let mut news = vec![(SOURCE.to_owned(), Some(source.to_owned()))];
    for (component, status) in params.as_object().into_iter().flatten() {
        if known(component).is_some() {
            keys(component, status, &mut news);
        }
    }
    let events = params.get("events").and_then(Value::as_array);
    for event in events.into_iter().flatten().take(32) {
        let component = event.get("component").and_then(Value::as_str);
        if let Some(component) = component.filter(|it| known(it).is_some()) {
            news.push((format!("{component}/{EVENT}"), Some(String::new())));
        }
    }
    Ok(news)
}

/// That a component says something of each of these keys.
fn keys(component: &str, status: &Value, news: &mut News) {
    for key in status
        .as_object()
        .into_iter()
        .flatten()
        .map(|it| it.0)
        .take(64)
    {
        if key.len() <= 64 {
            news.push((format!("{component}/{key}"), Some(String::new())));
        }
    }
}

fn read(root: &str, pieces: &Pieces) -> Vec<Announced> {
    let last = root.rsplit('/').next().unwrap_or_default();
    let id = pieces.get(SOURCE).map_or(last, String::as_str);
    if !is_id(id) {
        return vec![];
    }
    let mut components: BTreeMap<&str, Component<'_>> = BTreeMap::new();
    for piece in pieces.keys() {
        if let Some((component, key)) = piece
            .strip_prefix(WHOLE)
            .map_or(piece.split_once('/'), |it| Some((it, "")))
            && let Some((kind, number)) = known(component)
        {
            let it = components
                .entry(component)
                .or_insert_with(|| Component::new(root, component, kind, number));
            match key {
                "" => it.whole = true,
                key => it.keys.push(key),
            }
        }
    }
    let (model, address) = id.rsplit_once('-').unwrap_or((id, ""));
    let mut about = About {
        described: Described {
            name: text::name(id),
            maker: Some("Shelly".to_owned()),
            model: text::name(model),
            ..Described::default()
        },
        ..About::default()
    };
    about.identify(address);
    about.identify(&format!("shelly {}", id.to_ascii_lowercase()));
    let sleeps = components.values().any(|it| it.kind == "devicepower");
    let availability = there(&format!("{root}/online"), "true", "false").filter(|_| !sleeps);
    let mut entities = vec![];
    for component in components.values() {
        let several = components
            .values()
            .filter(|it| it.kind == component.kind)
            .count()
            > 1;
        entities.extend(component.entities(several, availability.as_ref()));
    }
    entities.truncate(limits::ENTITIES_OF_ONE);
    let whole = components.values().any(|it| it.whole);
    let notes = match whole || components.is_empty() || sleeps {
        true => vec![],
        false => vec![Note::OnlyChanges],
    };
    if entities.is_empty() && notes.is_empty() {
        return vec![];
    }
    vec![Announced {
        convention: Convention::Shelly,
        about,
        entities,
        notes,
        at: None,
    }]
}
