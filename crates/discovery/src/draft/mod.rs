//! From an entity to tiles: for each of its parts the kind that shows it best, of those that there are.
//!
//! Here, as in the demo, kinds are named: this makes tiles. What a kind can have is asked of its manifest all the same, and
//! [`tilework_core::kind::check`] accepts every draft.

mod looks;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};
use tilework_core::{
    binding::BindingDraft,
    command::{ANSWER_TIMEOUT_MS, Answer, CommandDraft, CommandProperties, PayloadRule},
    id::{BrokerId, Slot, TileKind},
    kind,
    tile::TileDraft,
};

use crate::model::{Device, Entity, Part, Reads, Role, Sends, Shape};

/// A choice of so many words is a button each.
const BUTTONS: usize = 4;
/// More steps than this nobody meets with a finger.
const STEPS: f64 = 1_000.0;
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
    entity
        .parts
        .iter()
        .flat_map(|part| maker.tiles_of(part))
        .collect()
}

/// What reads the value that says most of an entity, to show it in a list.
#[must_use]
pub fn value_of(broker: &BrokerId, entity: &Entity) -> Option<BindingDraft> {
    let reads = entity.parts.iter().find_map(|part| part.reads.as_ref())?;
    Some(binding(broker, reads))
}

/// What reads whether an entity is there.
#[must_use]
pub fn availability_of(broker: &BrokerId, entity: &Entity) -> Option<BindingDraft> {
    entity
        .availability
        .as_ref()
        .map(|it| binding(broker, &it.reads))
}

/// A Material Design Icons name for it, as the device says or by what it is.
#[must_use]
pub fn icon_of(entity: &Entity) -> Option<String> {
    let part = entity.parts.first();
    let by_kind = || {
        part.and_then(|part| looks::icon(entity, part))
            .map(str::to_owned)
    };
    entity.icon.clone().or_else(by_kind)
}

struct Maker<'a> {
    broker: &'a BrokerId,
    device: &'a Device,
    entity: &'a Entity,
}

/// One tile to be.
struct Plan<'a> {
    kind: &'static str,
    /// Behind the title.
    label: Option<String>,
    reads: Option<(&'static str, &'a Reads)>,
    sends: Option<(&'static str, Sends)>,
    options: Value,
}

impl Maker<'_> {
    fn tiles_of(&self, part: &Part) -> Vec<TileDraft> {
        plans(part)
            .into_iter()
            .filter_map(|plan| self.tile(part, plan))
            .collect()
    }

    fn tile(&self, part: &Part, plan: Plan<'_>) -> Option<TileDraft> {
        let kind: TileKind = plan.kind.parse().ok()?;
        let manifest = kind::of(&kind)?;
        let mut bindings = std::collections::BTreeMap::new();
        if let Some((slot, reads)) = plan.reads {
            bindings.insert(slot.parse::<Slot>().ok()?, binding(self.broker, reads));
        }
        if let Some(availability) = availability_of(self.broker, self.entity) {
            bindings.insert("availability".parse().ok()?, availability);
        }
        let mut commands = std::collections::BTreeMap::new();
        if let Some((slot, sends)) = plan.sends {
            let answer = plan.reads.filter(|_| part.answers).and_then(|(slot, _)| {
                let slot = slot.parse().ok()?;
                Some(Answer {
                    slot,
                    timeout_ms: ANSWER_TIMEOUT_MS,
                    tolerance: tolerance(part),
                })
            });
            commands.insert(
                slot.parse::<Slot>().ok()?,
                command(self.broker, sends, answer),
            );
        }
        let mut options: Map<String, Value> = plan.options.as_object().cloned().unwrap_or_default();
        if let Some(seconds) = self.entity.stale_after.filter(|_| plan.reads.is_some()) {
            options.insert("staleAfterSeconds".to_owned(), json!(seconds));
        }
        let told = part.sends.is_some();
        if let Some(rules) = rules(self.entity).filter(|_| part.shape == Shape::OnOff && !told) {
            options.insert("rules".to_owned(), rules);
        }
        let draft = TileDraft {
            kind,
            title: self.title(part, plan.label.as_deref()),
            icon: self.icon(part),
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
    fn title(&self, part: &Part, label: Option<&str>) -> String {
        let entity = self.entity.name.as_deref().unwrap_or_default();
        let device = self.device.name.as_deref().unwrap_or_default();
        let named = match (device, entity) {
            ("", "") => self.entity.component.clone(),
            (device, "") => device.to_owned(),
            ("", entity) => entity.to_owned(),
            (device, entity) if entity.to_lowercase().contains(&device.to_lowercase()) => {
                entity.to_owned()
            }
            (device, entity) => format!("{device} {entity}"),
        };
        let behind = part
            .role
            .label()
            .into_iter()
            .chain(part.word.as_deref())
            .chain(label);
        let title = behind.fold(named, |title, behind| format!("{title}: {behind}"));
        title[..title.floor_char_boundary(TITLE)].trim().to_owned()
    }

    fn icon(&self, part: &Part) -> Option<String> {
        let own = self.entity.icon.clone().filter(|_| part.role == Role::Main);
        own.or_else(|| looks::icon(self.entity, part).map(str::to_owned))
    }
}

/// What on and off say where they mean something of their own.
fn rules(entity: &Entity) -> Option<Value> {
    let [on, off] = looks::meaning(entity)?;
    let rule = |when, (text, accent)| json!({ "when": when, "text": text, "accent": accent });
    Some(json!([rule("on", on), rule("off", off)]))
}

fn plans(part: &Part) -> Vec<Plan<'_>> {
    let reads = part.reads.as_ref();
    let plan = |kind, slot, sends: Option<(&'static str, &Sends)>, options| Plan {
        kind,
        label: None,
        reads: reads.map(|reads| (slot, reads)),
        sends: sends.map(|(slot, sends)| (slot, sends.clone())),
        options,
    };
    let shown = |options| {
        reads
            .map(|_| plan("value", "value", None, options))
            .into_iter()
            .collect()
    };
    match (&part.shape, &part.sends) {
        (Shape::OnOff, Some(sends)) => {
            vec![plan("switch", "state", Some(("set", sends)), json!({}))]
        }
        (Shape::OnOff, None) => shown(json!({ "sparkline": false })),
        (
            Shape::Number {
                minimum,
                maximum,
                step,
                ..
            },
            Some(sends),
        ) if is_slider(*minimum, *maximum, *step) => {
            let mut options =
                json!({ "minimum": minimum.unwrap_or(0.0), "maximum": maximum.unwrap_or(100.0) });
            options["step"] = json!(step.unwrap_or(1.0));
            vec![plan("slider", "state", Some(("set", sends)), options)]
        }
        (
            Shape::Number {
                decimals, total, ..
            },
            _,
        ) => {
            let decimals = decimals.map_or(json!({}), |decimals| json!({ "decimals": decimals }));
            let percent = reads.is_some_and(|reads| reads.unit.as_deref() == Some("%"));
            if percent && !total {
                let mut options = decimals;
                options["minimum"] = json!(0);
                options["maximum"] = json!(100);
                return reads
                    .map(|_| plan("gauge", "value", None, options))
                    .into_iter()
                    .collect();
            }
            let mut options = decimals;
            if *total {
                options["sparkline"] = json!(false);
            }
            shown(options)
        }
        (Shape::Text, _) => shown(json!({ "sparkline": false })),
        (Shape::Choice { options }, Some(sends)) if options.len() <= BUTTONS => {
            let mut all: Vec<Plan<'_>> = shown(json!({ "sparkline": false }));
            all.extend(options.iter().filter_map(|option| chosen(sends, option)));
            all
        }
        (Shape::Choice { .. }, _) => shown(json!({ "sparkline": false })),
        (Shape::Press { confirm }, Some(sends)) => {
            let options = if *confirm {
                json!({ "confirm": true })
            } else {
                json!({})
            };
            vec![Plan {
                kind: "button",
                label: None,
                reads: None,
                sends: Some(("press", sends.clone())),
                options,
            }]
        }
        (Shape::Press { .. }, None) => vec![],
    }
}

fn is_slider(minimum: Option<f64>, maximum: Option<f64>, step: Option<f64>) -> bool {
    let (minimum, maximum) = (minimum.unwrap_or(0.0), maximum.unwrap_or(100.0));
    let steps = (maximum - minimum) / step.unwrap_or(1.0);
    minimum < maximum && steps.is_finite() && steps <= STEPS
}

/// A button for one word of a choice.
fn chosen<'a>(sends: &Sends, option: &str) -> Option<Plan<'a>> {
    let payload = sends.payload.render(&json!(option)).ok()?;
    // As a template it would be something else.
    if payload.contains("{{") || payload.contains("{%") {
        return None;
    }
    let payload = PayloadRule::Template { text: payload };
    Some(Plan {
        kind: "button",
        label: crate::text::name(option),
        reads: None,
        sends: Some((
            "press",
            Sends {
                payload,
                ..sends.clone()
            },
        )),
        options: json!({}),
    })
}

/// Half a step: devices round.
fn tolerance(part: &Part) -> f64 {
    match &part.shape {
        Shape::Number {
            step: Some(step), ..
        } if step.is_finite() && *step > 0.0 => step / 2.0,
        _ => 0.0,
    }
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
