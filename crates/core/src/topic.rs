//! Topic names and topic filters (MQTT 5 §4.7), valid by construction.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::Fault;

/// The longest topic in bytes of UTF-8 (MQTT 5 §1.5.4).
const LONGEST: usize = 65_535;

/// A topic to publish to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Topic(String);

/// A topic filter to subscribe to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct TopicFilter(String);

impl Topic {
    /// # Errors
    /// `Required`, `TooLong`, `ControlCharacter` or `TopicWildcard`, the first that applies.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        check_text(text)?;
        if text.contains(['+', '#']) {
            return Err(Fault::TopicWildcard);
        }
        Ok(Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TopicFilter {
    /// # Errors
    /// `Required`, `TooLong`, `ControlCharacter`, `FilterShare`, `FilterHash` or `FilterPlus`, the first that applies.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        check_text(text)?;
        if let Some(shared) = text.strip_prefix(SHARE) {
            let (name, filter) = shared.split_once('/').ok_or(Fault::FilterShare)?;
            if name.is_empty() || filter.is_empty() || name.contains(['+', '#']) {
                return Err(Fault::FilterShare);
            }
        }
        let filter = without_share(text);
        let mut levels = filter.split('/').peekable();
        while let Some(level) = levels.next() {
            if level.contains('#') && (level != "#" || levels.peek().is_some()) {
                return Err(Fault::FilterHash);
            }
            if level.contains('+') && level != "+" {
                return Err(Fault::FilterPlus);
            }
        }
        Ok(Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The filter without `$share/<name>/`: what topics of messages are compared with (MQTT 5 §4.8.2).
    #[must_use]
    pub fn matching_part(&self) -> &str {
        without_share(&self.0)
    }

    /// Whether a group takes its messages in turns (MQTT 5 §4.8.2).
    #[must_use]
    pub fn is_shared(&self) -> bool {
        without_share(&self.0).len() < self.0.len()
    }

    /// Whether a message on `topic` belongs to this filter. For many filters at once there is
    /// [`FilterTree`](crate::filter_tree::FilterTree).
    #[must_use]
    pub fn matches(&self, topic: &str) -> bool {
        let filter = self.matching_part();
        if topic.starts_with('$') && filter.starts_with(['+', '#']) {
            return false; // MQTT 5 §4.7.2
        }
        let mut levels = topic.split('/');
        for wanted in filter.split('/') {
            if wanted == "#" {
                return true; // also the parent level: `a/#` matches `a` (§4.7.1.2)
            }
            match levels.next() {
                Some(level) if wanted == "+" || wanted == level => {}
                _ => return false,
            }
        }
        levels.next().is_none()
    }
}

const SHARE: &str = "$share/";

/// A topic as a broker with a prefix knows it. The prefix is put before what does not begin with it already: people paste both forms. `$share/<name>/` stays in front of it
/// (MQTT 5 §4.8.2).
#[must_use]
pub fn wire_topic(prefix: &str, topic: &str) -> String {
    let shared = topic
        .strip_prefix("$share/")
        .and_then(|rest| rest.split_once('/'));
    if let Some((name, filter)) = shared {
        return format!("$share/{name}/{}", wire_topic(prefix, filter));
    }
    if prefix.is_empty() || topic.starts_with(prefix) || topic.starts_with('$') {
        topic.to_owned()
    } else {
        format!("{prefix}{}", topic.trim_start_matches('/'))
    }
}

fn without_share(text: &str) -> &str {
    text.strip_prefix(SHARE)
        .and_then(|shared| shared.split_once('/'))
        .map_or(text, |(_, filter)| filter)
}

fn check_text(text: &str) -> Result<(), Fault> {
    if text.is_empty() {
        return Err(Fault::Required);
    }
    if text.len() > LONGEST {
        return Err(Fault::TooLong { max: 65_535 });
    }
    if text.chars().any(char::is_control) {
        return Err(Fault::ControlCharacter);
    }
    Ok(())
}

macro_rules! text_like {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = Fault;
            fn try_from(text: String) -> Result<Self, Fault> {
                Self::parse(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = Fault;
            fn from_str(text: &str) -> Result<Self, Fault> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_like!(Topic);
text_like!(TopicFilter);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_topic_to_publish_to_has_no_wildcards() {
        for good in [
            "a",
            "a/b",
            "/",
            "//",
            "a b/ü",
            "$SYS/broker",
            "farm/pump/set",
        ] {
            assert_eq!(Topic::parse(good).unwrap().as_str(), good);
        }
        for (bad, fault) in [
            ("", Fault::Required),
            ("a/+", Fault::TopicWildcard),
            ("a#", Fault::TopicWildcard),
            ("a\0b", Fault::ControlCharacter),
            ("a\nb", Fault::ControlCharacter),
            ("a\u{85}b", Fault::ControlCharacter),
        ] {
            assert_eq!(Topic::parse(bad), Err(fault), "{bad:?}");
        }
    }

    #[test]
    fn a_topic_has_at_most_65535_bytes() {
        assert!(Topic::parse(&"ü".repeat(32_767)).is_ok());
        let long = "ü".repeat(32_768);
        assert_eq!(Topic::parse(&long), Err(Fault::TooLong { max: 65_535 }));
        assert_eq!(
            TopicFilter::parse(&long),
            Err(Fault::TooLong { max: 65_535 })
        );
    }

    #[test]
    fn wildcards_of_a_filter_stand_alone_and_hash_stands_last() {
        for good in [
            "#",
            "+",
            "a/#",
            "+/+",
            "/+",
            "+/",
            "a/+/b",
            "$SYS/#",
            "$share/g/#",
            "$share/g//",
            "$share",
        ] {
            assert_eq!(TopicFilter::parse(good).unwrap().as_str(), good);
        }
        for (bad, fault) in [
            ("", Fault::Required),
            ("a#", Fault::FilterHash),
            ("#/a", Fault::FilterHash),
            ("a/#/", Fault::FilterHash),
            ("##", Fault::FilterHash),
            ("a+", Fault::FilterPlus),
            ("+a/b", Fault::FilterPlus),
            ("++", Fault::FilterPlus),
            ("a\0", Fault::ControlCharacter),
            ("$share/", Fault::FilterShare),
            ("$share/g", Fault::FilterShare),
            ("$share/g/", Fault::FilterShare),
            ("$share//a", Fault::FilterShare),
            ("$share/+/a", Fault::FilterShare),
            ("$share/g/a#", Fault::FilterHash),
        ] {
            assert_eq!(TopicFilter::parse(bad), Err(fault), "{bad:?}");
        }
    }

    #[test]
    fn a_shared_filter_is_compared_without_its_group() {
        for (filter, part) in [
            ("$share/g/a/b", "a/b"),
            ("$share/g//", "/"),
            ("a/$share/b", "a/$share/b"),
            ("$share", "$share"),
        ] {
            let parsed = TopicFilter::parse(filter).unwrap();
            assert_eq!(parsed.matching_part(), part);
            assert_eq!(parsed.is_shared(), filter != part);
        }
    }

    #[test]
    fn filters_match_as_the_specification_says() {
        for (filter, topic, expected) in [
            ("a/b", "a/b", true),
            ("a/b", "a/B", false),
            ("a/b", "a", false),
            ("a", "a/b", false),
            ("a/#", "a", true),
            ("a/#", "a/", true),
            ("a/#", "a/b/c", true),
            ("a/#", "ab", false),
            ("a/+", "a", false),
            ("a/+", "a/", true),
            ("a/+", "a/b/c", false),
            ("+", "/a", false),
            ("+/+", "/a", true),
            ("/+", "/a", true),
            ("+/b/#", "a/b", true),
            ("#", "a//b", true),
            ("#", "$SYS/x", false),
            ("+/x", "$SYS/x", false),
            ("$SYS/#", "$SYS/x", true),
            ("$SYS/+", "$SYS/x", true),
            ("a/#", "a/$b", true),
            ("$share/g/a/+", "a/b", true),
            ("$share/g/#", "$SYS/x", false),
            ("$share/g/a", "$share/g/a", false),
        ] {
            let parsed = TopicFilter::parse(filter).unwrap();
            assert_eq!(parsed.matches(topic), expected, "{filter} on {topic}");
        }
    }

    #[test]
    fn a_saved_topic_is_checked_again_when_it_is_read() {
        assert!(serde_json::from_str::<Topic>("\"a/b\"").is_ok());
        let error = serde_json::from_str::<TopicFilter>("\"a/b#\"").unwrap_err();
        assert!(error.to_string().contains("#"), "{error}");
    }

    proptest! {
        #[test]
        fn any_text_is_a_topic_or_a_fault(text in ".*") {
            if let Ok(topic) = Topic::parse(&text) {
                prop_assert!(TopicFilter::parse(&text).is_ok() || text.starts_with("$share/"));
                prop_assert_eq!(topic.to_string(), text);
            }
        }

        #[test]
        fn a_filter_without_wildcards_matches_itself_only(a in "[ab/]{1,6}", b in "[ab/]{1,6}") {
            prop_assert_eq!(TopicFilter::parse(&a).unwrap().matches(&b), a == b);
        }
    }
}
