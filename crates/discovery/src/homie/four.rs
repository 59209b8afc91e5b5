//! Versions 3 and 4: `<base>/<device>/$name`, `…/<node>/$properties`, `…/<node>/<property>/$datatype` and so on, in any order.

use super::{
    called, is_id,
    property::{Kind, Property, Source},
    text,
};
use crate::{
    gathered::{News, Pieces, Place, Rules},
    limits,
    making::there,
    merge::{About, Announced},
    model::{Convention, Described, Unreadable},
    text as shown,
};

pub const RULES: Rules = Rules {
    filters: &[
        "+/+/$homie",
        "+/+/$name",
        "+/+/$nodes",
        "+/+/$mac",
        "+/+/$localip",
        "+/+/$fw/version",
        "+/+/+/$name",
        "+/+/+/$properties",
        "+/+/+/$array",
        "+/+/+/+/$name",
        "+/+/+/+/$datatype",
        "+/+/+/+/$format",
        "+/+/+/+/$unit",
        "+/+/+/+/$settable",
        "+/+/+/+/$retained",
    ],
    concerns: |topic| place(topic).is_some(),
    place: |topic, _| place(topic),
    take,
    read,
};

const OF_DEVICE: [&str; 6] = [
    "$homie",
    "$name",
    "$nodes",
    "$mac",
    "$localip",
    "$fw/version",
];
const OF_NODE: [&str; 3] = ["$name", "$properties", "$array"];
const OF_PROPERTY: [&str; 6] = [
    "$name",
    "$datatype",
    "$format",
    "$unit",
    "$settable",
    "$retained",
];
/// Nodes of one device, and elements of an array of them.
const NODES: usize = 500;

fn place(topic: &str) -> Option<Place<'_>> {
    let dollar = topic.find("/$")?;
    let (before, attribute) = (topic.get(..dollar)?, topic.get(dollar + 1..)?);
    let mut levels = before.split('/');
    let (base, device) = (levels.next()?, levels.next()?);
    let (node, property) = (levels.next(), levels.next());
    if levels.next().is_some() || !is_id(base) || !is_id(device) {
        return None;
    }
    let known = match (node, property) {
        (None, _) => OF_DEVICE.contains(&attribute),
        (Some(node), None) => is_id(node) && OF_NODE.contains(&attribute),
        (Some(node), Some(property)) => {
            is_id(node) && is_id(property) && OF_PROPERTY.contains(&attribute)
        }
    };
    let root = base.len() + 1 + device.len();
    known.then(|| Place {
        root: topic[..root].into(),
        piece: topic[root + 1..].into(),
    })
}

/// An empty message takes the attribute back; an empty text is one byte that is none.
fn take(piece: &str, payload: &[u8]) -> Result<News, Unreadable> {
    if payload.is_empty() {
        return Ok(vec![(piece.to_owned(), None)]);
    }
    let text = text(payload)?.trim_matches('\0').to_owned();
    Ok(vec![(piece.to_owned(), Some(text))])
}

/// As soon as its nodes, the properties of one of these, and the version are known.
fn read(root: &str, pieces: &Pieces) -> Vec<Announced> {
    let said = |piece: &str| pieces.get(piece).map(String::as_str);
    let version = said("$homie").unwrap_or_default();
    let (Some(nodes), true) = (said("$nodes"), version.starts_with(['3', '4'])) else {
        return vec![];
    };
    let device = root.split_once('/').map_or(root, |it| it.1);
    let mut about = About {
        described: Described {
            name: called(said("$name"), device),
            version: said("$fw/version").and_then(shown::name),
            link: said("$localip").and_then(|ip| shown::link(&format!("http://{}/", ip.trim()))),
            ..Described::default()
        },
        ..About::default()
    };
    about.identify(&format!("homie {root}"));
    if let Some(mac) = said("$mac") {
        about.identify(mac);
    }
    let mut announced = Announced {
        convention: Convention::Homie,
        about,
        entities: vec![],
        notes: vec![],
        at: None,
    };
    // Neither asleep nor alert is away.
    let availability = there(&format!("{root}/$state"), "ready", "lost").map(|mut it| {
        it.reads[0].template = Some(STATE.to_owned());
        it
    });
    for (node, name) in nodes
        .split(',')
        .take(NODES)
        .flat_map(|it| one_or_all(it, pieces))
    {
        let of_node = |attribute: &str| {
            // Elements of an array say what they are once, for all.
            let whole = node
                .split_once('_')
                .filter(|_| !pieces.contains_key(&format!("{node}/$properties")));
            let node = whole.map_or(node.as_str(), |it| it.0);
            said(&format!("{node}/{attribute}"))
        };
        for id in of_node("$properties").unwrap_or_default().split(',') {
            let id = id.trim();
            // What version 2 said of a range or of who may set it stands behind the name.
            let id = id.split([':', '[']).next().unwrap_or_default();
            if !is_id(id) || announced.entities.len() >= limits::ENTITIES_OF_ONE {
                continue;
            }
            let of = |attribute: &str| of_node(&format!("{id}/{attribute}"));
            let truth = |attribute: &str| of(attribute).map(|it| it.trim() == "true");
            let property = Property {
                source: Source {
                    convention: "homie",
                    root,
                    node: &node,
                    id,
                },
                node_name: name.clone(),
                name: of("$name").and_then(shown::name),
                kind: Kind::of(of("$datatype").unwrap_or("string")),
                format: of("$format").unwrap_or_default(),
                unit: of("$unit"),
                settable: truth("$settable").unwrap_or(false),
                retained: truth("$retained").unwrap_or(true),
                words_are_payloads: true,
            };
            announced
                .entities
                .push(property.entity(availability.as_ref()));
        }
    }
    vec![announced]
}

/// On and off of a state that has more words.
const STATE: &str = "{% if value in ['ready', 'alert', 'sleeping'] %}ready{% elif value in ['init', 'lost', 'disconnected'] %}lost{% endif %}";

/// A node, or each element of the array that it is (version 3), with its name.
fn one_or_all(said: &str, pieces: &Pieces) -> Vec<(String, Option<String>)> {
    let said = said.trim();
    let array = said.strip_suffix("[]");
    let id = array.unwrap_or(said);
    if !is_id(id) {
        return vec![];
    }
    let name = |id: &str| pieces.get(&format!("{id}/$name")).cloned();
    let range = pieces.get(&format!("{id}/$array"));
    let range = range.filter(|_| array.is_some()).and_then(|it| {
        let (from, to) = it.split_once('-')?;
        Some(from.trim().parse::<u32>().ok()?..=to.trim().parse::<u32>().ok()?)
    });
    let Some(range) = range else {
        return vec![(id.to_owned(), name(id))];
    };
    let elements = range.take(NODES).map(|n| format!("{id}_{n}"));
    elements
        .map(|element| {
            let own = name(&element).or_else(|| Some(shown::sentence(&element)));
            (element, own)
        })
        .collect()
}
