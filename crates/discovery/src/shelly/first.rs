//! The first generation: who is there says `announce`, `online` and `info`; what it has its model says, and `info` where that can be changed.

use super::{is_id, models, models::Has, outputs::Shelly};
use crate::{
    gathered::{News, Pieces, Place, Rules},
    limits,
    merge::{About, Announced},
    model::{Convention, Described, Note, Unreadable},
    reading::json as parsed,
    text,
};
use serde_json::{Value, json};

pub const RULES: Rules = Rules {
    filters: &[
        "shellies/announce",
        "shellies/+/announce",
        "shellies/+/online",
        "shellies/+/info",
    ],
    concerns: |topic| topic == ALL || own(topic).is_some(),
    place,
    take,
    read,
};

const ALL: &str = "shellies/announce";
const ANNOUNCE: &str = "announce";
const INFO: &str = "info";

/// The topic of a device, and what it says there.
fn own(topic: &str) -> Option<(&str, &str)> {
    let (root, piece) = topic.rsplit_once('/')?;
    let id = root.strip_prefix("shellies/")?;
    (is_id(id) && matches!(piece, ANNOUNCE | "online" | INFO)).then_some((root, piece))
}

fn place<'a>(topic: &'a str, payload: &[u8]) -> Option<Place<'a>> {
    if topic != ALL {
        let (root, piece) = own(topic)?;
        return Some(Place {
            root: root.into(),
            piece: piece.into(),
        });
    }
    let said = parsed(payload, limits::CONFIG).ok()?;
    let id = said.get("id")?.as_str().filter(|id| is_id(id))?;
    Some(Place {
        root: format!("shellies/{id}").into(),
        piece: ANNOUNCE.into(),
    })
}

/// Of what it measures only that it does is kept.
fn take(piece: &str, payload: &[u8]) -> Result<News, Unreadable> {
    if payload.is_empty() {
        return Ok(vec![(piece.to_owned(), None)]);
    }
    let kept = match piece {
        ANNOUNCE => {
            let said = parsed(payload, limits::CONFIG)?;
            let mut kept = json!({});
            for key in ["mac", "ip", "fw_ver", "mode", "model"] {
                if let Some(word) = said.get(key).and_then(Value::as_str) {
                    kept[key] = json!(text::name(word));
                }
            }
            kept.to_string()
        }
        INFO => {
            let said = parsed(payload, limits::CONFIG)?;
            let count = |key: &str| said.get(key).and_then(Value::as_array).map_or(0, Vec::len);
            let counts = ["relays", "rollers", "lights", "emeters", "inputs"];
            let counts: Vec<_> = counts.iter().map(|key| count(key).min(16)).collect();
            let ip = said.pointer("/wifi_sta/ip").and_then(Value::as_str);
            json!({ "counts": counts, "ip": ip.and_then(text::name) }).to_string()
        }
        _ => String::new(),
    };
    Ok(vec![(piece.to_owned(), Some(kept))])
}

fn read(root: &str, pieces: &Pieces) -> Vec<Announced> {
    let id = root.rsplit('/').next().unwrap_or_default();
    let said = |piece: &str| serde_json::from_str::<Value>(pieces.get(piece)?).ok();
    let (announce, info) = (said(ANNOUNCE), said(INFO));
    let word = |key: &str| {
        let said = announce.as_ref()?.get(key)?;
        said.as_str().map(str::to_owned)
    };
    let model = models::of(id);
    let ip = word("ip").or_else(|| info.as_ref()?.get("ip")?.as_str().map(str::to_owned));
    let mut about = About {
        described: Described {
            name: text::name(id),
            maker: Some("Shelly".to_owned()),
            model: model.map(|it| it.0.to_owned()).or_else(|| word("model")),
            version: word("fw_ver"),
            link: ip.and_then(|ip| text::link(&format!("http://{ip}/"))),
            ..Described::default()
        },
        ..About::default()
    };
    about.identify(&format!("shelly {}", id.to_ascii_lowercase()));
    if let Some(mac) = word("mac") {
        about.identify(&mac);
    }
    let mode = word("mode");
    let has = has(model.map(|it| it.1), info.as_ref(), mode.as_deref());
    let mut announced = Announced {
        convention: Convention::Shelly,
        about,
        entities: vec![],
        notes: vec![],
        at: None,
    };
    match has {
        Some(has) => announced.entities = Shelly::new(root, has).entities(),
        None => announced.notes.push(Note::NotSupported),
    }
    vec![announced]
}

/// By the model; what it is set up as, it says itself.
fn has(model: Option<Has>, info: Option<&Value>, mode: Option<&str>) -> Option<Has> {
    let count = |n: usize| {
        let count = info?.get("counts")?.get(n)?.as_u64()?;
        usize::try_from(count).ok()
    };
    let mut has = match (model, info) {
        (Some(has), _) => has,
        (None, Some(_)) => Has {
            relays: count(0).unwrap_or(0),
            lights: count(2).unwrap_or(0),
            emeters: count(3).unwrap_or(0),
            inputs: count(4).unwrap_or(0),
            ..Has::default()
        },
        (None, None) => return None,
    };
    let rolls = mode == Some("roller") || count(1).is_some_and(|rollers| rollers > 0);
    if rolls && mode != Some("relay") {
        (has.relays, has.rollers) = (0, 1);
    }
    if mode == Some("white") && has.colors > 0 {
        (has.colors, has.whites) = (0, 4);
    }
    Some(has)
}
