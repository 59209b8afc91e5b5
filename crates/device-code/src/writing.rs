//! A device as templates see it: with names as the platform writes them.

use minijinja::{Value, context};
use tilework_core::binding::Qos;

use crate::{
    device::{Action, Command, Device, Part, Point, PointKind, Presence, Report, Rule, State},
    platform::Case,
};

pub struct Writing<'a> {
    pub functions: Case,
    pub variables: Case,
    pub device: &'a Device,
}

/// A name made here: it stands as it is.
fn name(case: Case, words: &[&str]) -> Value {
    Value::from_safe_string(case.join(words))
}

const fn qos(qos: Qos) -> u8 {
    match qos {
        Qos::AtMostOnce => 0,
        Qos::AtLeastOnce => 1,
    }
}

impl Writing<'_> {
    pub fn context(&self) -> Value {
        let device = self.device;
        let list = |all: Vec<Value>| Value::from(all);
        let points = list(device.points.iter().map(|it| self.point(it)).collect());
        let presence: Vec<Value> = device.presence.iter().map(presence).collect();
        context! {
            title => &device.title,
            slug => Value::from_safe_string(device.slug.clone()),
            dashed => Value::from_safe_string(device.slug.replace('_', "-")),
            broker => self.broker(),
            points,
            actions => list(device.actions.iter().map(|it| self.action(it)).collect()),
            reports => list(device.reports.iter().map(|it| self.report(it)).collect()),
            commands => list(device.commands.iter().map(|it| self.command(it)).collect()),
            will => presence.first().cloned().unwrap_or(Value::from(())),
            others => list(presence.iter().skip(1).cloned().collect()),
            presence => list(presence),
            every => device.every,
            uses => self.uses(),
            longest => self.longest(),
        }
    }

    fn broker(&self) -> Value {
        let wire = &self.device.wire;
        context! {
            host => &wire.host,
            port => wire.port,
            tls => wire.tls,
            web_socket => wire.web_socket,
            path => &wire.path,
            mqtt5 => wire.mqtt5,
            keep_alive => wire.keep_alive,
            login => wire.login,
            authority => wire.authority.clone().map(Value::from_safe_string),
            certificate => wire.certificate,
        }
    }

    /// What the program needs functions for.
    fn uses(&self) -> Value {
        let device = self.device;
        let parts = || device.reports.iter().flat_map(|it| &it.parts);
        let rules = || device.commands.iter().flat_map(|it| &it.rules);
        let set = |number: bool| {
            rules().any(|rule| match rule {
                Rule::Value { point, .. } => device
                    .points
                    .get(*point)
                    .is_some_and(|it| matches!(it.kind, PointKind::Number { .. }) == number),
                _ => false,
            })
        };
        context! {
            json_text => parts().any(|it| matches!(it, Part::JsonText { .. })),
            numbers => parts().any(|it| matches!(it, Part::Number { .. })),
            periodic => device.reports.iter().any(|it| it.periodic),
            values => rules().any(|it| matches!(it, Rule::Value { .. })),
            set_number => set(true),
            set_text => set(false),
            sensors => device.points.iter().any(|it| !it.settable),
            settable => device.points.iter().any(|it| it.settable),
        }
    }

    fn point(&self, point: &Point) -> Value {
        let (kind, ending) = match point.kind {
            PointKind::OnOff => ("onOff", "on"),
            PointKind::Number { .. } => ("number", "value"),
            PointKind::Text { .. } => ("text", "text"),
        };
        let (sample, minimum, maximum, step) = match &point.kind {
            PointKind::OnOff => (Value::from(""), None, None, None),
            PointKind::Number {
                sample,
                minimum,
                maximum,
                step,
            } => (Value::from(*sample), *minimum, *maximum, *step),
            PointKind::Text { sample, .. } => (Value::from(sample.as_str()), None, None, None),
        };
        let choices = match &point.kind {
            PointKind::Text { choices, .. } => choices.clone(),
            _ => vec![],
        };
        let slug = point.slug.as_str();
        context! {
            title => &point.title,
            slug => Value::from_safe_string(slug.to_owned()),
            var => name(self.variables, &[slug, ending]),
            set => name(self.functions, &["set", slug]),
            read => name(self.functions, &["read", slug]),
            kind,
            settable => point.settable,
            unit => point.unit.clone(),
            sample,
            choices,
            minimum,
            maximum,
            step,
            state => point.state.as_ref().map(state),
            command => self.commanding(point),
        }
    }

    /// The topic that sets a point, and how: of several, the first.
    fn commanding(&self, point: &Point) -> Option<Value> {
        let place = self
            .device
            .points
            .iter()
            .position(|it| it.slug == point.slug)?;
        self.device.commands.iter().find_map(|command| {
            let rule = command.rules.iter().find(|rule| match rule {
                Rule::OnOff { point, .. } | Rule::Value { point, .. } => *point == place,
                Rule::Press { .. } => false,
            })?;
            let (on, off, before, after) = match rule {
                Rule::OnOff { on, off, .. } => (on.as_str(), off.as_str(), "", ""),
                Rule::Value { before, after, .. } => ("", "", before.as_str(), after.as_str()),
                Rule::Press { .. } => ("", "", "", ""),
            };
            Some(context! { topic => &command.topic, qos => qos(command.qos), on, off, before, after })
        })
    }

    fn action(&self, action: &Action) -> Value {
        let place = self.device.actions.iter().position(|it| it == action);
        let commanded = self.device.commands.iter().find_map(|command| {
            command.rules.iter().find_map(|rule| match rule {
                Rule::Press { action, payload } if Some(*action) == place => {
                    Some(context! { topic => &command.topic, qos => qos(command.qos), payload })
                }
                _ => None,
            })
        });
        context! {
            title => &action.title,
            slug => Value::from_safe_string(action.slug.clone()),
            press => name(self.functions, &["press", &action.slug]),
            command => commanded,
        }
    }

    fn part(&self, part: &Part) -> Value {
        let point = part
            .point()
            .and_then(|it| self.device.points.get(it))
            .map(|it| self.point(it));
        match part {
            Part::Literal(text) => context! { kind => "literal", text },
            Part::OnOff { on, off, .. } => context! { kind => "onOff", point, on, off },
            Part::Number { .. } => context! { kind => "number", point },
            Part::Text { .. } => context! { kind => "text", point },
            Part::JsonText { .. } => context! { kind => "jsonText", point },
        }
    }

    fn report(&self, report: &Report) -> Value {
        let points: Vec<Value> = report
            .points
            .iter()
            .filter_map(|it| self.device.points.get(*it))
            .map(|it| self.point(it))
            .collect();
        context! {
            topic => &report.topic,
            qos => qos(report.qos),
            retain => report.retain,
            publish => name(self.functions, &["publish", &report.slug]),
            slug => Value::from_safe_string(report.slug.clone()),
            parts => report.parts.iter().map(|it| self.part(it)).collect::<Vec<_>>(),
            points,
            periodic => report.periodic,
        }
    }

    /// How the reports that speak of a point are published.
    fn told(&self, point: usize) -> Vec<Value> {
        let told = self
            .device
            .reports
            .iter()
            .filter(|it| it.points.contains(&point));
        told.map(|it| name(self.functions, &["publish", &it.slug]))
            .collect()
    }

    fn rule(&self, rule: &Rule) -> Value {
        let point = |place: &usize| self.device.points.get(*place).map(|it| self.point(it));
        match rule {
            Rule::OnOff {
                point: place,
                on,
                off,
            } => {
                context! { kind => "onOff", point => point(place), on, off, told => self.told(*place) }
            }
            Rule::Value {
                point: place,
                before,
                after,
            } => {
                context! {
                    kind => "value", point => point(place), before, after, whole => before.is_empty() && after.is_empty(),
                    told => self.told(*place),
                }
            }
            Rule::Press { action, payload } => {
                let action = self.device.actions.get(*action).map(|it| self.action(it));
                context! { kind => "press", action, payload }
            }
        }
    }

    fn command(&self, command: &Command) -> Value {
        context! {
            topic => &command.topic,
            qos => qos(command.qos),
            rules => command.rules.iter().map(|it| self.rule(it)).collect::<Vec<_>>(),
        }
    }

    /// Bytes of the longest message: what a board with little memory must have room for.
    fn longest(&self) -> usize {
        /// A value, and what a packet has around topic and payload.
        const VALUE: usize = 32;
        let device = self.device;
        let part = |part: &Part| match part {
            Part::Literal(text) => text.len(),
            Part::OnOff { on, off, .. } => on.len().max(off.len()),
            Part::Number { .. } => VALUE,
            Part::Text { .. } | Part::JsonText { .. } => 2 * VALUE,
        };
        let reports = device
            .reports
            .iter()
            .map(|it| it.topic.len() + it.parts.iter().map(part).sum::<usize>());
        let commands = device.commands.iter().map(|command| {
            let rules = command.rules.iter().map(|rule| match rule {
                Rule::OnOff { on, off, .. } => on.len().max(off.len()),
                Rule::Value { before, after, .. } => before.len() + after.len() + 2 * VALUE,
                Rule::Press { payload, .. } => payload.as_ref().map_or(VALUE, String::len),
            });
            command.topic.len() + rules.max().unwrap_or(0)
        });
        let presence = device
            .presence
            .iter()
            .map(|it| it.topic.len() + it.online.len().max(it.offline.len()));
        let longest = reports.chain(commands).chain(presence).max().unwrap_or(0);
        (longest + VALUE).next_multiple_of(64).max(128)
    }
}

fn state(state: &State) -> Value {
    let (on, off) = state.words.clone().unzip();
    context! { topic => &state.topic, template => state.template.clone(), on, off }
}

fn presence(presence: &Presence) -> Value {
    context! {
        topic => &presence.topic,
        qos => qos(presence.qos),
        online => &presence.online,
        offline => &presence.offline,
    }
}
