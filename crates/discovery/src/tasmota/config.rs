//! How a device is set up. What is missing is as in the firmware that did not know it yet.

use serde_json::Value;
use tilework_core::{command::PayloadRule, topic::Topic};

use crate::{
    limits,
    making::{self, sends, there},
    merge::Named,
    model::{Availability, Sends},
    text,
};

pub struct Config<'a> {
    said: &'a Value,
    /// Its address in small letters.
    identity: &'a str,
    root: &'a str,
    /// Of commands, states, and what it tells by itself; each ends in `/`.
    topics: [String; 3],
    /// Of states as well as of what it tells by itself.
    both: String,
    pub on: String,
    pub off: String,
    pub availability: Option<Availability>,
}

impl<'a> Config<'a> {
    /// `None`: its topics cannot be told apart, or are none.
    pub fn of(said: &'a Value, identity: &'a str, root: &'a str) -> Option<Self> {
        let word = |key: &str| said.get(key).and_then(Value::as_str);
        let full = word("ft").unwrap_or("%prefix%/%topic%/");
        let own = word("t")?;
        let prefix = |n: usize, usual: &'static str| {
            let prefix = said.get("tp").and_then(|it| it.get(n));
            prefix.and_then(Value::as_str).unwrap_or(usual)
        };
        let prefixes = [prefix(0, "cmnd"), prefix(1, "stat"), prefix(2, "tele")];
        let apart = prefixes[0] != prefixes[1] && prefixes[0] != prefixes[2];
        if full.len() > limits::TOPIC || !full.contains("%prefix%") || !apart {
            return None;
        }
        let end = identity.len().saturating_sub(6);
        let id = identity.get(end..).unwrap_or_default().to_uppercase();
        let full = full
            .replace("%topic%", own)
            .replace("%hostname%", word("hn").unwrap_or_default())
            .replace("%id%", &id);
        let full = if full.ends_with('/') {
            full
        } else {
            full + "/"
        };
        let topics = prefixes.map(|prefix| full.replace("%prefix%", prefix));
        let fine = |topic: &String| {
            topic.len() <= limits::TOPIC / 2 && Topic::parse(&format!("{topic}STATE")).is_ok()
        };
        if !topics.iter().all(fine) {
            return None;
        }
        // A level of its own takes both; what is told to a device is never JSON with what it says.
        let level = full.split('/').any(|level| level == "%prefix%");
        let plain = prefixes.iter().all(|prefix| !prefix.contains('/'));
        let both = match level && plain {
            true => format!("{}+", full.replace("%prefix%", "+")),
            false => format!("{}+", topics[1]),
        };
        let state = |n: usize, usual: &str| {
            let word = said.get("state").and_then(|it| it.get(n));
            let word = word.and_then(Value::as_str);
            word.filter(|word| !word.is_empty() && word.len() <= limits::WORD)
                .unwrap_or(usual)
                .to_owned()
        };
        let sleeps = said.get("dslp").and_then(Value::as_u64) == Some(1);
        let lwt = format!("{}LWT", topics[2]);
        let online = word("onln").filter(|it| it.len() <= limits::WORD);
        let offline = word("ofln").filter(|it| it.len() <= limits::WORD);
        let (online, offline) = (online.unwrap_or("Online"), offline.unwrap_or("Offline"));
        // Who sleeps for hours is not away.
        let availability = there(&lwt, online, offline).filter(|_| !sleeps);
        Some(Self {
            said,
            identity,
            root,
            topics,
            both,
            on: state(1, "ON"),
            off: state(0, "OFF"),
            availability,
        })
    }

    pub fn command(&self, command: &str) -> String {
        format!("{}{command}", self.topics[0])
    }

    pub fn sends(&self, command: &str, payload: PayloadRule) -> Option<Sends> {
        sends(&self.command(command), payload)
    }

    pub fn state(&self, word: &str) -> String {
        format!("{}{word}", self.topics[1])
    }

    pub fn telemetry(&self, word: &str) -> String {
        format!("{}{word}", self.topics[2])
    }

    /// What it answers, on whatever topic it is set up to, and what it tells every few minutes.
    pub fn both(&self) -> &str {
        &self.both
    }

    pub fn number(&self, key: &str) -> u64 {
        self.said.get(key).and_then(Value::as_u64).unwrap_or(0)
    }

    /// Colour and white have a switch each.
    pub fn is_unlinked(&self) -> bool {
        self.said.get("lk").and_then(Value::as_u64) == Some(0)
    }

    /// A number of a list.
    pub fn nth(&self, key: &str, n: usize) -> Option<i64> {
        self.said.get(key)?.get(n)?.as_i64()
    }

    pub fn list(&self, key: &str) -> Option<&Vec<Value>> {
        self.said.get(key)?.as_array()
    }

    pub fn option(&self, option: &str) -> bool {
        let options = self.said.get("so").and_then(|it| it.get(option));
        options.and_then(Value::as_u64) == Some(1)
    }

    /// A text of a list, as a person wrote it.
    pub fn name(&self, key: &str, n: usize) -> Option<String> {
        let name = self.said.get(key)?.get(n)?.as_str()?;
        text::name(name)
    }

    pub fn device(&self) -> Option<String> {
        self.said
            .get("dn")
            .and_then(Value::as_str)
            .and_then(text::name)
    }

    pub fn entity(&self, own: &str, component: &str) -> Named {
        let own = format!("{} {own}", self.identity);
        making::entity("tasmota", &own, component, self.root).there(self.availability.as_ref())
    }
}
