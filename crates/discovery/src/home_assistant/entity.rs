//! One entity: who it belongs to, how it is called, whether it is there; what it can do is its parts'.

use serde_json::Value;
use tilework_core::{
    availability::Mode,
    binding::{Decode, Qos},
};

use super::{
    config::Config,
    parts::{self, Builder},
};
use crate::{
    key::key_of,
    merge::{About, Announced, Named},
    model::{Availability, Category, Convention, Entity, Note, Reads},
    reading::{Notes, filter, value_template},
    text,
};

/// `None`: nothing in it says what it is. `id`: its name among the components of its device.
pub fn read(
    topic: &str,
    identity: &str,
    component: &str,
    config: &mut Config,
    id: Option<&str>,
) -> Option<Announced> {
    let mut about = about(config);
    let mut notes = Notes::default();
    let class = config.filled("device_class").map(|it| it.to_lowercase());
    let name = name(config, &about, component, class.as_deref(), id);
    let category = category(config, component, &mut notes);
    let availability = availability(config, &mut notes);
    let mut builder = Builder::new(component, class.as_deref(), config, &mut notes);
    parts::add(&mut builder);
    let parts = builder.parts;
    let mut notes = notes.into_list();
    if parts.is_empty() && notes.is_empty() {
        notes.push(Note::NoTile);
    }
    if about.described.name.is_none() {
        about.described.name = name.clone();
    }
    let entity = Entity {
        key: key_of(&["home assistant", identity]),
        name,
        component: text::name(component)?,
        class: class.and_then(|it| text::name(&it)),
        icon: config.text("icon").and_then(|it| text::icon(&it)),
        category,
        availability,
        stale_after: config.seconds("expire_after"),
        parts,
        notes,
        topic: topic.to_owned(),
    };
    let named = Named {
        identity: identity.to_owned(),
        entity,
    };
    Some(Announced {
        convention: Convention::HomeAssistant,
        about,
        entities: vec![named],
        notes: vec![],
        at: None,
    })
}

fn about(config: &Config) -> About {
    let mut about = About::default();
    let Some(device) = config.object("device").map(Config::of_device) else {
        return about;
    };
    let shown = |key: &str| device.text(key).and_then(|it| text::name(&it));
    about.described.name = shown("name");
    about.described.maker = shown("manufacturer");
    about.described.model = shown("model").or_else(|| shown("model_id"));
    about.described.area = shown("suggested_area");
    about.described.version = shown("sw_version");
    about.described.link = device
        .text("configuration_url")
        .and_then(|it| text::link(&it));
    let child = device.object("child_device").map(Config::of_device);
    if let Some(child) = child.filter(|it| !it.words("identifiers").is_empty()) {
        child
            .words("identifiers")
            .iter()
            .for_each(|it| about.identify(it));
        about.described.name = child
            .text("name")
            .and_then(|it| text::name(&it))
            .or(about.described.name);
        return about;
    }
    device
        .words("identifiers")
        .iter()
        .for_each(|it| about.identify(it));
    if let Some(Value::Array(connections)) = device.get("connections") {
        for connection in connections {
            if let Some(Value::String(address)) = connection.get(1) {
                about.identify(address);
            }
        }
    }
    about
}

/// Not said: after what it measures. Nothing, or an empty text: as its device.
fn name(
    config: &Config,
    about: &About,
    component: &str,
    class: Option<&str>,
    id: Option<&str>,
) -> Option<String> {
    if !config.has("name") {
        let word = class.or(id).unwrap_or(component);
        return text::name(&text::sentence(word));
    }
    let name = text::name(&config.text("name")?)?;
    let Some(device) = &about.described.name else {
        return Some(name);
    };
    if name == *device {
        return None;
    }
    // Many put the device's name before that of each entity.
    let rest = name
        .strip_prefix(device.as_str())
        .filter(|rest| rest.starts_with([' ', '-', '_']));
    let rest = rest.and_then(|rest| text::name(rest.trim_start_matches([' ', '-', '_', ':'])));
    Some(rest.map_or(name, |rest| text::sentence(&rest)))
}

fn category(config: &Config, component: &str, notes: &mut Notes) -> Category {
    let shown = |key| config.boolean(key) != Some(false);
    let said = config.text("entity_category").map(|it| it.to_lowercase());
    match said.as_deref() {
        Some("config") => {
            if matches!(component, "sensor" | "binary_sensor") {
                notes.add(Note::Unusual {
                    field: "entity_category".to_owned(),
                });
            }
            Category::Settings
        }
        Some("diagnostic") => Category::Diagnostic,
        _ if shown("enabled_by_default") && shown("visible_by_default") => Category::Main,
        _ => Category::Diagnostic,
    }
}

/// Home Assistant knows a topic once: of several entries with one the last counts.
fn availability(config: &Config, notes: &mut Notes) -> Option<Availability> {
    let entries: Vec<Config> = config
        .objects("availability")
        .into_iter()
        .map(Config::of)
        .collect();
    let mut all: Vec<(String, Reads)> = vec![];
    let mut add = |entry: &Config, topic: &str, template: &str, notes: &mut Notes| {
        let topic = entry
            .filled(topic)
            .and_then(|it| filter(&it, "availability_topic", notes));
        let reads = topic.and_then(|topic| {
            let template = match entry.filled(template) {
                Some(text) => Some(plain_too(value_template(
                    &text,
                    "availability_template",
                    notes,
                )?)),
                None => None,
            };
            let on = entry
                .payload("payload_available", "online")
                .unwrap_or_default();
            let off = entry
                .payload("payload_not_available", "offline")
                .unwrap_or_default();
            let reads = Reads {
                topic: topic.clone(),
                qos: Qos::AtMostOnce,
                template,
                decode: Decode::OnOff { on, off },
                unit: None,
            };
            Some((topic, reads))
        });
        if let Some((topic, reads)) = reads {
            all.retain(|it| it.0 != topic);
            all.push((topic, reads));
        }
    };
    for entry in &entries {
        add(entry, "topic", "value_template", notes);
    }
    if config.has("availability_topic") {
        if !entries.is_empty() {
            notes.add(Note::Unusual {
                field: "availability_topic".to_owned(),
            });
        }
        add(config, "availability_topic", "availability_template", notes);
    }
    if all.len() > Availability::MOST {
        let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        notes.add(Note::SeveralAvailabilities { count });
        // The last are the most particular ones: bridges are named before the devices behind them.
        all.drain(..all.len() - Availability::MOST);
    }
    let reads: Vec<Reads> = all.into_iter().map(|(_, reads)| reads).collect();
    let mode = match config.filled("availability_mode").as_deref() {
        Some("all") => Mode::All,
        Some("any") => Mode::Any,
        // What Home Assistant takes where nothing is said.
        _ => Mode::Latest,
    };
    (!reads.is_empty()).then_some(Availability { reads, mode })
}

/// Home Assistant takes the payload as it is where the template cannot look into it: old firmware says a plain word.
fn plain_too(template: String) -> String {
    if template.contains("value_json") {
        format!(
            "{{% if value_json is defined %}}{template}{{% else %}}{{{{ value }}}}{{% endif %}}"
        )
    } else {
        template
    }
}
