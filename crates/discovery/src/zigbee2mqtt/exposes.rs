//! What a device exposes: <https://www.zigbee2mqtt.io/guide/usage/exposes.html>. A light, a lock and the like is one entity of several
//! features; every other feature is an entity of its own.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tilework_core::binding::Decode;

use super::features::{Exposed, asks, class_of, features, published, said, settable, values, word};
use crate::{
    key::key_of,
    limits,
    making::part,
    merge::Named,
    model::{Category, Entity, Note, Part, Role, Shape},
    text,
};

/// So many words that can only be told are a button each.
const BUTTONS: usize = 6;

impl Exposed<'_> {
    pub fn entities(&self, exposes: &[Value]) -> Vec<Named> {
        let mut taken = BTreeSet::new();
        let all = exposes.iter().take(limits::ENTITIES_OF_ONE);
        let mut named: Vec<Named> = vec![];
        // What is a part of a light or thermostat is not listed beside it.
        let (whole, single): (Vec<_>, Vec<_>) = all.partition(|it| features(it).is_some());
        for expose in whole.into_iter().chain(single) {
            named.extend(self.entity(expose, &mut taken));
        }
        named
    }

    fn entity(&self, expose: &Value, taken: &mut BTreeSet<String>) -> Option<Named> {
        let component = word(expose, "type")?;
        let mut parts = vec![];
        let mut notes = vec![];
        let name;
        let own;
        match features(expose) {
            Some(list) if component != "composite" => {
                for feature in list {
                    self.feature(component, feature, taken, &mut parts);
                }
                name = word(expose, "endpoint").map(text::sentence);
                own = format!(
                    "{component} {}",
                    word(expose, "endpoint").unwrap_or_default()
                );
                parts.sort_by_key(|part: &Part| part.role != Role::Main);
            }
            _ => {
                let property = word(expose, "property")?;
                if !taken.insert(property.to_owned()) {
                    return None;
                }
                self.generic(expose, &mut parts);
                let said = word(expose, "label").or_else(|| word(expose, "name"));
                name = said.map(str::to_owned);
                own = property.to_owned();
            }
        }
        if parts.is_empty() {
            notes.push(Note::NoTile);
        }
        let class = word(expose, "name")
            .map(class_of)
            .filter(|_| features(expose).is_none());
        let category = match word(expose, "category") {
            Some("config") => Category::Settings,
            Some("diagnostic") => Category::Diagnostic,
            _ if parts.is_empty() => Category::Diagnostic,
            _ => Category::Main,
        };
        let identity = format!("{} {own}", self.address);
        let entity = Entity {
            key: key_of(&["zigbee2mqtt", &identity]),
            name: name.and_then(|name| text::name(&name)),
            component: text::name(component)?,
            class,
            icon: None,
            category,
            availability: Some(self.availability.clone()),
            stale_after: None,
            parts,
            notes,
            topic: self.topic.to_owned(),
        };
        Some(Named { identity, entity })
    }

    /// One feature of a light, switch, cover, lock, fan or thermostat.
    fn feature(
        &self,
        of: &str,
        feature: &Value,
        taken: &mut BTreeSet<String>,
        parts: &mut Vec<Part>,
    ) {
        let (Some(name), Some(property)) = (word(feature, "name"), word(feature, "property"))
        else {
            return;
        };
        let role = match (of, name) {
            ("light" | "switch" | "fan", "state" | "fan_state") => Role::Main,
            ("light", "brightness") => Role::Brightness,
            ("light", "color_temp") => Role::ColorTemperature,
            ("cover", "state") => {
                taken.insert(property.to_owned());
                let words = [
                    (Role::Open, "OPEN"),
                    (Role::Close, "CLOSE"),
                    (Role::Stop, "STOP"),
                ];
                parts.extend(self.text(feature, Role::Main));
                return parts.extend(
                    words
                        .into_iter()
                        .filter_map(|(role, word)| self.press(feature, role, &json!(word), false)),
                );
            }
            ("cover", "position") => Role::Position,
            ("cover", "tilt") => Role::Tilt,
            ("lock", "state") => {
                taken.insert(property.to_owned());
                parts.extend(self.text(feature, Role::Main));
                for (role, key) in [(Role::Lock, "value_on"), (Role::Unlock, "value_off")] {
                    let value = feature.get(key).unwrap_or(&Value::Null);
                    parts.extend(self.press(feature, role, value, true));
                }
                return;
            }
            ("fan", "mode" | "fan_mode") => Role::Mode,
            ("fan", "speed") => Role::Speed,
            ("climate", "local_temperature") => Role::Current,
            ("climate", "occupied_heating_setpoint" | "current_heating_setpoint") => Role::Target,
            ("climate", "occupied_cooling_setpoint") => Role::TargetHigh,
            ("climate", "system_mode") => Role::Mode,
            ("climate", "running_state") => Role::Action,
            ("climate", "fan_mode") => Role::FanMode,
            ("climate", "preset") => Role::Preset,
            _ => return,
        };
        if !taken.insert(property.to_owned()) {
            return;
        }
        let part = match word(feature, "type") {
            Some("binary") => self.binary(feature, role),
            Some("numeric") if matches!(role, Role::Brightness | Role::Speed) => {
                self.percent(feature, role)
            }
            Some("numeric") => self.numeric(feature, role),
            Some("enum") if settable(feature) => self.choice(feature, role),
            _ => self.text(feature, role),
        };
        parts.extend(part);
    }

    fn generic(&self, expose: &Value, parts: &mut Vec<Part>) {
        match word(expose, "type") {
            Some("binary") => parts.extend(self.binary(expose, Role::Main)),
            Some("numeric") => parts.extend(self.numeric(expose, Role::Main)),
            Some("enum") => {
                let values = values(expose);
                // One word is nothing to choose; what is never said again is pressed.
                let presses = settable(expose) && (values.len() == 1 || !published(expose));
                if presses && values.len() <= BUTTONS {
                    let press = |value: &Value| {
                        let part = self.press(expose, Role::Main, value, asks(expose))?;
                        let word = (values.len() > 1).then(|| said(value));
                        Some(Part { word, ..part })
                    };
                    parts.extend(values.iter().filter_map(press));
                } else if settable(expose) {
                    parts.extend(self.choice(expose, Role::Main));
                } else {
                    parts.extend(self.text(expose, Role::Main));
                }
            }
            Some("text") => parts.extend(self.typed(expose)),
            Some("composite" | "list") => {
                let reads = self.reads(expose, Decode::Json);
                parts.extend(part(Role::Main, Shape::Text, reads, None));
            }
            _ => {}
        }
    }
}
