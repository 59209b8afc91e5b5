//! Turns tiles round, one after the other.

use std::collections::BTreeMap;

use tilework_core::{
    binding::{Binding, Qos},
    kind::{self, Role},
    tile::Tile,
    topic::{TopicFilter, wire_topic},
};

use super::{
    Abilities, Action, Command, Device, EVERY, MOST, Point, Presence, Report, Rule, State, Wire,
    json::Shape,
    names,
    payload::Part,
    reads::{self, Fit, Words},
    sends,
};
use crate::{CodeNote, Order};

impl Device {
    pub fn new(order: &Order<'_>, abilities: Abilities) -> Self {
        let mut notes = Vec::new();
        let wire = Wire::new(order.broker, abilities, &mut notes);
        let mut building = Building {
            order,
            names: names::Names::default(),
            device: Self {
                title: order.title.to_owned(),
                slug: names::short(order.title),
                wire,
                points: Vec::new(),
                actions: Vec::new(),
                reports: Vec::new(),
                commands: Vec::new(),
                presence: Vec::new(),
                every: EVERY,
                notes,
            },
            shapes: BTreeMap::new(),
            left: 0,
        };
        // What is set comes first: a tile that only shows it shows the same thing.
        for tile in order.tiles {
            building.obey(tile);
        }
        for tile in order.tiles {
            building.measure(tile);
        }
        building.finish()
    }
}

/// A topic on which something is said.
#[derive(Debug)]
struct Saying {
    shape: Shape,
    qos: Qos,
    order: usize,
}

struct Building<'a> {
    order: &'a Order<'a>,
    device: Device,
    names: names::Names,
    /// By topic.
    shapes: BTreeMap<String, Saying>,
    left: usize,
}

impl Building<'_> {
    fn note(&mut self, note: CodeNote) {
        self.device.notes.push(note);
    }

    fn is_full(&mut self) -> bool {
        let full = self.device.points.len() + self.device.actions.len() >= MOST;
        self.left += usize::from(full);
        full
    }

    /// As the broker knows it.
    fn on_wire(&self, topic: &str) -> String {
        wire_topic(&self.order.broker.topic_prefix, topic)
    }

    /// What the tile sets, and where that is answered.
    fn obey(&mut self, tile: &Tile) {
        let kind = kind::of(&tile.kind);
        for (slot, command) in &tile.commands {
            if command.broker != self.order.broker.id || self.is_full() {
                continue;
            }
            let sends = kind.and_then(|kind| kind.sends(slot));
            let title = sends::title(tile, slot.as_str());
            let topic = self.on_wire(command.topic.as_str());
            let Some(set) = sends::set(tile, sends, command) else {
                for press in sends::presses(tile, command) {
                    let action = self.action(&press.label.unwrap_or_else(|| title.clone()));
                    self.rule(
                        &topic,
                        command.qos,
                        Rule::Press {
                            action,
                            payload: press.payload,
                        },
                    );
                }
                continue;
            };
            let point = self.answered(tile, &title, set.answer, &set.words);
            let rule = match set.rule {
                sends::Heard::OnOff { on, off } => Rule::OnOff { point, on, off },
                sends::Heard::Value { before, after } => Rule::Value {
                    point,
                    before,
                    after,
                },
                sends::Heard::Unclear => {
                    self.note(CodeNote::Payload {
                        title: title.clone(),
                    });
                    Rule::Value {
                        point,
                        before: String::new(),
                        after: String::new(),
                    }
                }
            };
            self.rule(&topic, command.qos, rule);
        }
    }

    /// The point that a command sets: the one that answers, or one that nobody hears of.
    fn answered(&mut self, tile: &Tile, title: &str, answer: Option<&str>, words: &Words) -> usize {
        let binding = answer.and_then(|slot| {
            let slot = tile.bindings.keys().find(|it| it.as_str() == slot)?;
            tile.bindings.get(slot)
        });
        let point = match binding.filter(|it| it.broker == self.order.broker.id) {
            Some(binding) => {
                let fit = reads::fit(binding, words);
                self.say(title, binding, words, &fit)
            }
            None => None,
        };
        let point = point.unwrap_or_else(|| self.point(title, words, None));
        if let Some(it) = self.device.points.get_mut(point) {
            it.settable = true;
        }
        point
    }

    /// What the tile reads beside.
    fn measure(&mut self, tile: &Tile) {
        let kind = kind::of(&tile.kind);
        let answers = sends::answers(tile);
        let several = tile.bindings.len() > 1;
        for (slot, binding) in &tile.bindings {
            let of_device = kind::is_availability(slot);
            if binding.broker != self.order.broker.id || answers.contains(&slot.as_str()) {
                continue;
            }
            let rule = kind.and_then(|kind| kind.reads(slot));
            if of_device || reads::is_presence(&binding.decode) {
                self.attend(binding);
                continue;
            }
            if self.is_full() {
                continue;
            }
            let label = reads::label(tile, slot.as_str());
            let title = match (several, rule.map(|it| it.role)) {
                (_, _) if label.is_some() => label.unwrap_or_default().to_owned(),
                (true, Some(Role::Series | Role::Attribute) | None) => {
                    format!("{} {slot}", tile.title)
                }
                _ => tile.title.clone(),
            };
            let words = reads::words(tile, rule, binding);
            let fit = reads::fit(binding, &words);
            if self.say(&title, binding, &words, &fit).is_none() {
                continue;
            }
            self.hurry(tile);
        }
    }

    /// A tile that calls a reading old sooner than the next one would come wants it sooner.
    fn hurry(&mut self, tile: &Tile) {
        let patience = tile
            .options
            .get("staleAfterSeconds")
            .and_then(serde_json::Value::as_f64);
        if let Some(patience) = patience.filter(|it| *it > 0.0) {
            let wanted = (patience / 2.0).clamp(1.0, f64::from(EVERY)) as u32;
            self.device.every = self.device.every.min(wanted);
        }
    }

    /// A topic to publish on for what listens to this; `None`: nobody but the broker says that.
    fn concrete(&mut self, filter: &TopicFilter) -> Option<String> {
        let filter = self.on_wire(filter.matching_part());
        if filter.starts_with('$') {
            self.note(CodeNote::BrokersOwn { topic: filter });
            return None;
        }
        let levels = filter.split('/').map(|level| match level {
            "+" | "#" => self.device.slug.as_str(),
            level => level,
        });
        let topic = levels.collect::<Vec<_>>().join("/");
        if topic != filter {
            self.note(CodeNote::Wildcard {
                topic: filter,
                instead: topic.clone(),
            });
        }
        Some(topic)
    }

    /// The point that this binding reads, said on its topic: one that is there already, or a new one.
    fn say(&mut self, title: &str, binding: &Binding, words: &Words, fit: &Fit) -> Option<usize> {
        let topic = self.concrete(&binding.topic)?;
        let known = self
            .shapes
            .get(&topic)
            .and_then(|saying| saying.shape.at(&fit.path));
        if let Some(part) = known {
            return part.point();
        }
        let place = self.device.points.len();
        let part = fit.part(place, words);
        let order = self.shapes.len();
        let saying = self.shapes.entry(topic.clone()).or_insert_with(|| Saying {
            shape: Shape::Nothing,
            qos: binding.qos,
            order,
        });
        if !saying.shape.put(&fit.path, part) {
            self.note(CodeNote::SameTopic {
                title: title.to_owned(),
                topic,
            });
            return None;
        }
        saying.qos = saying.qos.max(binding.qos);
        match fit.verdict {
            reads::Verdict::Exact => {}
            reads::Verdict::Converted => self.note(CodeNote::Converted {
                title: title.to_owned(),
            }),
            reads::Verdict::Unread => self.note(CodeNote::Template {
                title: title.to_owned(),
            }),
        }
        let state = State {
            topic,
            template: binding.template.clone(),
            words: fit.words.clone(),
        };
        let point = self.point(title, words, Some(state));
        if let Some(it) = self.device.points.get_mut(point) {
            it.unit.clone_from(&binding.unit);
        }
        Some(point)
    }

    fn point(&mut self, title: &str, words: &Words, state: Option<State>) -> usize {
        let slug = self.names.take(title);
        self.device.points.push(Point {
            title: title.to_owned(),
            slug,
            kind: words.kind.clone(),
            settable: false,
            unit: None,
            state,
        });
        self.device.points.len() - 1
    }

    fn action(&mut self, title: &str) -> usize {
        let slug = self.names.take(title);
        self.device.actions.push(Action {
            title: title.to_owned(),
            slug,
        });
        self.device.actions.len() - 1
    }

    fn rule(&mut self, topic: &str, qos: Qos, rule: Rule) {
        match self.device.commands.iter_mut().find(|it| it.topic == topic) {
            Some(command) => {
                command.qos = command.qos.max(qos);
                // Two tiles that do the same to the same thing.
                if !command.rules.contains(&rule) {
                    command.rules.push(rule);
                }
            }
            None => self.device.commands.push(Command {
                topic: topic.to_owned(),
                qos,
                rules: vec![rule],
            }),
        }
    }

    /// Says there that the device is online.
    fn attend(&mut self, binding: &Binding) {
        let Some(topic) = self.concrete(&binding.topic) else {
            return;
        };
        if self.device.presence.iter().any(|it| it.topic == topic) {
            return;
        }
        let (online, offline) = reads::presence(binding);
        if !self.device.presence.is_empty() {
            self.note(CodeNote::OneWill {
                topic: topic.clone(),
            });
        }
        self.device.presence.push(Presence {
            topic,
            qos: binding.qos,
            online,
            offline,
        });
    }

    fn finish(mut self) -> Device {
        let mut shapes: Vec<_> = std::mem::take(&mut self.shapes).into_iter().collect();
        shapes.sort_by_key(|(_, saying)| saying.order);
        for (topic, saying) in shapes {
            let parts = saying.shape.parts();
            let mut points: Vec<usize> = parts.iter().filter_map(Part::point).collect();
            points.dedup();
            let of = |place: &usize| self.device.points.get(*place);
            let Some(first) = points.first().and_then(of) else {
                continue;
            };
            let periodic = points.iter().filter_map(of).any(|it| !it.settable);
            self.device.reports.push(Report {
                topic,
                qos: saying.qos,
                retain: points.iter().filter_map(of).any(|it| it.settable),
                slug: first.slug.clone(),
                parts,
                points,
                periodic,
            });
        }
        let device = &mut self.device;
        if self.left > 0 {
            let left = u32::try_from(self.left).unwrap_or(u32::MAX);
            device.notes.push(CodeNote::TooMany { left });
        }
        if device.reports.is_empty() && device.commands.is_empty() && device.presence.is_empty() {
            device.notes.push(CodeNote::Nothing);
        }
        self.device
    }
}
