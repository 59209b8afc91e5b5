//! What the entities of each component can say and do. Sources: Home Assistant, `components/mqtt/<component>.py`.

mod climate;
mod cover;
mod light;
mod simple;

use serde_json::{Value, json};
use tilework_core::{
    binding::{Decode, Qos},
    command::PayloadRule,
    template::PayloadTemplate,
};

use super::config::Config;
use crate::{
    limits,
    model::{Note, Part, Reads, Role, Sends, Shape},
    range::{Range, as_percent, set_ranged},
    reading::{Notes, filter, payload_template, topic, value_template},
    text,
};

/// Adds what the component can.
pub fn add(builder: &mut Builder<'_>) {
    match builder.component {
        "sensor" => simple::sensor(builder),
        "binary_sensor" => simple::binary_sensor(builder),
        "switch" => simple::switch(builder),
        "siren" => simple::siren(builder),
        "number" => simple::number(builder),
        "select" => simple::select(builder),
        "text" => simple::text(builder),
        "button" => simple::button(builder),
        "scene" => simple::scene(builder),
        "event" => simple::event(builder),
        "update" => simple::update(builder),
        "lock" => simple::lock(builder),
        "alarm_control_panel" | "device_tracker" | "date" | "time" | "datetime" => {
            builder.state_text(Role::Main);
        }
        "vacuum" => simple::vacuum(builder),
        "lawn_mower" => simple::lawn_mower(builder),
        "light" => light::light(builder),
        "cover" | "valve" => cover::cover(builder),
        "fan" => climate::fan(builder),
        "climate" | "water_heater" => climate::climate(builder),
        "humidifier" => climate::humidifier(builder),
        // Pictures, messages, infrared, tags and triggers: no tile shows them yet.
        _ => {}
    }
}

/// Puts an entity's parts together, one after the other.
pub struct Builder<'a> {
    pub component: &'a str,
    pub class: Option<&'a str>,
    pub config: &'a Config,
    pub notes: &'a mut Notes,
    pub parts: Vec<Part>,
}

impl<'a> Builder<'a> {
    pub fn new(
        component: &'a str,
        class: Option<&'a str>,
        config: &'a Config,
        notes: &'a mut Notes,
    ) -> Self {
        Self {
            component,
            class,
            config,
            notes,
            parts: vec![],
        }
    }

    pub fn missing(&mut self, field: &str) {
        self.notes.add(Note::Missing {
            field: field.to_owned(),
        });
    }

    pub fn unusual(&mut self, field: &str) {
        self.notes.add(Note::Unusual {
            field: field.to_owned(),
        });
    }

    pub fn unit(&self) -> Option<String> {
        self.config
            .text("unit_of_measurement")
            .and_then(|it| text::unit(&it))
    }

    fn qos(&self) -> Qos {
        match self.config.number("qos") {
            Some(qos) if qos >= 1.0 => Qos::AtLeastOnce,
            _ => Qos::AtMostOnce,
        }
    }

    /// What is read at `topic` through the first of these templates that is there. `None`: not there, or it cannot be read.
    pub fn reads(&mut self, topic: &str, templates: &[&str], decode: Decode) -> Option<Reads> {
        let at = self.config.filled(topic)?;
        let at = filter(&at, topic, self.notes)?;
        if let Decode::OnOff { on, off } = &decode
            && !self.fits(topic, [on, off])
        {
            return None;
        }
        let template = templates
            .iter()
            .find_map(|key| Some((*key, self.config.filled(key)?)));
        let template = match template {
            Some((key, text)) => Some(value_template(&text, key, self.notes)?),
            None => None,
        };
        Some(Reads {
            topic: at,
            qos: self.qos(),
            template,
            decode,
            unit: None,
        })
    }

    /// Words as long as words are.
    fn fits(&mut self, field: &str, words: [&String; 2]) -> bool {
        let fits = words.iter().all(|word| word.len() <= limits::WORD);
        if !fits {
            self.notes.add(Note::TooLong {
                field: field.to_owned(),
            });
        }
        fits
    }

    pub fn number_reads(
        &mut self,
        topic: &str,
        templates: &[&str],
        unit: Option<String>,
    ) -> Option<Reads> {
        let reads = self.reads(topic, templates, Decode::Number)?;
        Some(Reads { unit, ..reads })
    }

    /// As percent of a range; what the template gives is of that range.
    pub fn percent_reads(
        &mut self,
        topic: &str,
        templates: &[&str],
        range: Range,
    ) -> Option<Reads> {
        let reads = self.number_reads(topic, templates, Some("%".to_owned()))?;
        Some(as_percent(reads, range))
    }

    pub fn sends(&mut self, topic_key: &str, payload: PayloadRule) -> Option<Sends> {
        let at = self.config.filled(topic_key)?;
        let at = topic(&at, topic_key, self.notes)?;
        if let PayloadRule::OnOff { on, off } = &payload
            && !self.fits(topic_key, [on, off])
        {
            return None;
        }
        Some(Sends {
            topic: at,
            qos: self.qos(),
            retain: self.config.boolean("retain") == Some(true),
            payload,
            expiry: self.config.seconds("message_expiry_interval"),
        })
    }

    /// The words for on and off, through the command template if there is one.
    pub fn sends_on_off(
        &mut self,
        topic: &str,
        template: &str,
        on: &str,
        off: &str,
    ) -> Option<Sends> {
        let (on, off) = match self.config.filled(template) {
            Some(_) => (self.rendered(template, on)?, self.rendered(template, off)?),
            None => (on.to_owned(), off.to_owned()),
        };
        self.sends(topic, PayloadRule::OnOff { on, off })
    }

    /// What the template makes of a fixed word.
    pub fn rendered(&mut self, template: &str, word: &str) -> Option<String> {
        let text = self.config.filled(template)?;
        let example = json!(word);
        let text = payload_template(&text, &example, template, self.notes)?;
        let rendered = PayloadTemplate::parse(&text).and_then(|it| it.render(&example));
        rendered
            .map_err(|fault| {
                let message = text::name(&fault.message).unwrap_or_default();
                self.notes.add(Note::Template {
                    field: template.to_owned(),
                    message,
                });
            })
            .ok()
    }

    /// The wanted number, through the command template if there is one. `before` sets what the template may ask for.
    pub fn sends_value(
        &mut self,
        topic: &str,
        template: &str,
        before: &str,
        plain: &str,
    ) -> Option<Sends> {
        let text = match self.config.filled(template) {
            Some(text) => {
                let text = format!("{before}{text}");
                payload_template(&text, &json!(1), template, self.notes)?
            }
            None => format!("{before}{plain}"),
        };
        self.sends(topic, PayloadRule::Template { text })
    }

    /// Percent, as the device's range wants it.
    pub fn sends_percent(
        &mut self,
        topic: &str,
        template: &str,
        range: Range,
        lowest: Option<f64>,
    ) -> Option<Sends> {
        let before = set_ranged("value", range, lowest);
        self.sends_value(topic, template, &before, "{{ value }}")
    }

    pub fn push(
        &mut self,
        role: Role,
        mut shape: Shape,
        reads: Option<Reads>,
        sends: Option<Sends>,
    ) {
        if reads.is_none() && sends.is_none() {
            return;
        }
        if let Shape::Choice { options } = &mut shape {
            options.retain(|it| it.len() <= limits::WORD);
            options.truncate(limits::OPTIONS);
            options.shrink_to_fit();
        }
        let same = |reads: &Reads, sends: &Sends| reads.topic == sends.topic;
        let echoes = matches!((&reads, &sends), (Some(reads), Some(sends)) if same(reads, sends));
        let answers = reads.is_some() && !echoes && self.config.boolean("optimistic") != Some(true);
        self.parts.push(Part {
            role,
            shape,
            reads,
            sends,
            answers,
            word: None,
            says: None,
        });
    }

    pub fn push_percent(
        &mut self,
        role: Role,
        lowest: f64,
        reads: Option<Reads>,
        sends: Option<Sends>,
    ) {
        if sends.is_none() && reads.is_none() {
            return;
        }
        let shape = Shape::Number {
            minimum: Some(lowest),
            maximum: Some(100.0),
            step: Some(1.0),
            decimals: Some(0),
            total: false,
        };
        self.push(role, shape, reads, sends);
    }

    /// A word that is sent to a topic; `null` in the configuration: there is none.
    pub fn push_press(
        &mut self,
        role: Role,
        topic: &str,
        payload: (&str, &str),
        template: Option<&str>,
        confirm: bool,
    ) {
        let Some(word) = self.config.payload(payload.0, payload.1) else {
            return;
        };
        let text = match template.filter(|it| self.config.filled(it).is_some()) {
            Some(template) => self.rendered(template, &word),
            None => Some(word),
        };
        if let Some(text) = text
            && self.fits(payload.0, [&text, &text])
            && let Some(sends) = self.sends(topic, fixed(&text))
        {
            // An empty message that is kept deletes what the broker keeps.
            let confirm = confirm || (sends.retain && text.is_empty());
            self.push(role, Shape::Press { confirm }, None, Some(sends));
        }
    }

    /// The state says this while what was pushed last is the case.
    pub fn says(&mut self, role: Role, key: &str, default: &str) {
        let word = self.config.payload(key, default);
        if let Some(part) = self.parts.last_mut().filter(|it| it.role == role) {
            part.says = word.filter(|word| !word.is_empty() && word.len() <= limits::WORD);
        }
    }

    /// What stands at the state topic, as it is said.
    pub fn state_text(&mut self, role: Role) {
        let reads = self.reads("state_topic", &["value_template"], Decode::Text);
        self.push(role, Shape::Text, reads, None);
    }

    /// Words one of which is chosen.
    pub fn push_choice(
        &mut self,
        role: Role,
        options: Vec<String>,
        state: (&str, &[&str]),
        command: (&str, &str),
    ) {
        let reads = self.reads(state.0, state.1, Decode::Text);
        let sends = self.sends_value(command.0, command.1, "", "{{ value }}");
        self.push(role, Shape::Choice { options }, reads, sends);
    }
}

/// A text that is sent as it is, even where it looks like a template.
pub fn fixed(text: &str) -> PayloadRule {
    if text.contains("{{") || text.contains("{%") {
        // A word of on and off is sent as it stands.
        return PayloadRule::Template {
            text: format!("{{{{ {} }}}}", Value::String(text.to_owned())),
        };
    }
    PayloadRule::Template {
        text: text.to_owned(),
    }
}
