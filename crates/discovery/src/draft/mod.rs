//! From an entity to tiles: for each of its parts the kind that shows it best, of those that there are.
//!
//! Here, as in the demo, kinds are named: this makes tiles. What a kind can have is asked of its manifest all the same, and
//! [`tilework_core::kind::check`] accepts every draft.

mod looks;
mod plan;
#[cfg(test)]
mod tests;
mod to_be;
mod whole;

use serde_json::{Map, Value, json};
use tilework_core::{
    availability::Mode,
    binding::BindingDraft,
    command::{Answer, CommandDraft, CommandProperties},
    id::{BrokerId, Slot, TileKind},
    kind,
    tile::TileDraft,
};

use crate::model::{Availability, Device, Entity, Part, Reads, Role, Sends, Shape};
use to_be::Plan;

/// Bytes of a title.
const TITLE: usize = 120;

/// The tiles of an entity, the most important first. Empty: no tile can show it.
#[must_use]
pub fn tiles(broker: &BrokerId, device: &Device, entity: &Entity) -> Vec<TileDraft> {
    let maker = Maker {
        broker,
        device,
        entity,
    };
    let plans = plan::of(entity).into_iter();
    plans
        .filter_map(|(part, plan)| maker.tile(part, plan))
        .collect()
}

/// What reads the value that says most of an entity, to show it in a list.
#[must_use]
pub fn value_of(broker: &BrokerId, entity: &Entity) -> Option<BindingDraft> {
    let reads = entity.parts.iter().find_map(|part| part.reads.as_ref())?;
    Some(binding(broker, reads))
}

/// What reads whether an entity is there, and what several of them mean together.
#[must_use]
pub fn availability_of(broker: &BrokerId, entity: &Entity) -> (Vec<BindingDraft>, Mode) {
    let Some(said) = &entity.availability else {
        return (vec![], Mode::default());
    };
    let bindings = said.reads.iter().map(|reads| binding(broker, reads));
    (bindings.collect(), said.mode)
}

/// A Material Design Icons name for it, as the device says or by what it is.
#[must_use]
pub fn icon_of(entity: &Entity) -> Option<String> {
    let by_kind = looks::of_entity(entity).or_else(|| looks::of_component(entity));
    entity.icon.clone().or_else(|| by_kind.map(str::to_owned))
}

/// The slots that every kind has for it.
const AVAILABILITIES: [&str; Availability::MOST] = [
    "availability",
    "availability2",
    "availability3",
    "availability4",
];

struct Maker<'a> {
    broker: &'a BrokerId,
    device: &'a Device,
    entity: &'a Entity,
}

impl Maker<'_> {
    fn tile(&self, part: &Part, plan: Plan<'_>) -> Option<TileDraft> {
        let kind: TileKind = plan.kind.parse().ok()?;
        let manifest = kind::of(&kind)?;
        let mut bindings = std::collections::BTreeMap::new();
        let is_read = !plan.reads.is_empty();
        for (slot, reads) in plan.reads {
            bindings.insert(slot.parse::<Slot>().ok()?, binding(self.broker, reads));
        }
        let (there, mode) = availability_of(self.broker, self.entity);
        let several = there.len() > 1;
        for (slot, availability) in AVAILABILITIES.iter().zip(there) {
            bindings.insert(slot.parse().ok()?, availability);
        }
        let mut commands = std::collections::BTreeMap::new();
        for it in plan.sends {
            let answer = match it.answer {
                Some(answering) => Some(Answer {
                    slot: answering.slot.parse().ok()?,
                    timeout_ms: answering.within,
                    tolerance: answering.tolerance,
                }),
                None => None,
            };
            let slot: Slot = it.slot.parse().ok()?;
            commands.insert(slot, command(self.broker, it.sends, answer));
        }
        let mut options: Map<String, Value> = plan.options.as_object().cloned().unwrap_or_default();
        if let Some(seconds) = self.entity.stale_after.filter(|_| is_read) {
            options.insert("staleAfterSeconds".to_owned(), json!(seconds));
        }
        if several {
            options.insert("availabilityMode".to_owned(), json!(mode));
        }
        let told = part.sends.is_some();
        if let Some(rules) = rules(self.entity).filter(|_| part.shape == Shape::OnOff && !told) {
            options.insert("rules".to_owned(), rules);
        }
        let draft = TileDraft {
            kind,
            title: self.title(part, plan.whole),
            icon: self.icon(part, plan.whole),
            accent: looks::accent(self.entity, part),
            size: manifest.size,
            bindings,
            commands,
            options,
        };
        // What no form would take is no tile: a topic too long, a number that is none.
        let fine = draft.check().is_empty() && kind::check(&draft, None).is_empty();
        fine.then_some(draft)
    }

    /// Device, entity, part; nothing twice.
    fn title(&self, part: &Part, whole: bool) -> String {
        let entity = self.entity.name.as_deref().unwrap_or_default();
        let device = self.device.described.name.as_deref().unwrap_or_default();
        let named = match (device, entity) {
            ("", "") => self.entity.component.clone(),
            (device, "") => device.to_owned(),
            ("", entity) => entity.to_owned(),
            (device, entity) if entity.to_lowercase().contains(&device.to_lowercase()) => {
                entity.to_owned()
            }
            (device, entity) => format!("{device} {entity}"),
        };
        let label = part.role.label().filter(|_| !whole);
        let behind = label.into_iter().chain(part.word.as_deref());
        let title = behind.fold(named, |title, behind| format!("{title}: {behind}"));
        title[..title.floor_char_boundary(TITLE)].trim().to_owned()
    }

    fn icon(&self, part: &Part, whole: bool) -> Option<String> {
        let own = self
            .entity
            .icon
            .clone()
            .filter(|_| whole || part.role == Role::Main);
        let by_what = || match whole {
            true => looks::of_entity(self.entity),
            false => looks::icon(self.entity, part),
        };
        own.or_else(|| by_what().map(str::to_owned))
    }
}

/// What on and off say where they mean something of their own.
fn rules(entity: &Entity) -> Option<Value> {
    let [on, off] = looks::meaning(entity)?;
    let rule = |when, (text, accent)| json!({ "when": when, "text": text, "accent": accent });
    Some(json!([rule("on", on), rule("off", off)]))
}

fn binding(broker: &BrokerId, reads: &Reads) -> BindingDraft {
    BindingDraft {
        broker: broker.clone(),
        topic: reads.topic.clone(),
        qos: reads.qos,
        template: reads.template.clone(),
        decode: reads.decode.clone(),
        unit: reads.unit.clone(),
        time_template: None,
    }
}

fn command(broker: &BrokerId, sends: Sends, answer: Option<Answer>) -> CommandDraft {
    CommandDraft {
        broker: broker.clone(),
        topic: sends.topic,
        payload: sends.payload,
        qos: sends.qos,
        retain: sends.retain,
        answer,
        mqtt5: sends.expiry.map(|seconds| CommandProperties {
            expiry_seconds: Some(seconds),
            ..CommandProperties::default()
        }),
    }
}
