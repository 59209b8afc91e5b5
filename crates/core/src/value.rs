//! Values as tiles read them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    picture::{Picture, Unfit},
    reason::Refusal,
};

/// A decoded payload. Numbers are always finite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", content = "value", rename_all = "camelCase")]
pub enum Value {
    Number(f64),
    Boolean(bool),
    Text(String),
    Json(Json),
    /// Of a binding that reads pictures.
    Picture(Picture),
}

/// JSON on one line. A clone is the same text: what many tiles read of one message is kept once.
///
/// Written for a screen it is a text of [`JSON_SHOWN`] characters at most, unless its slot is one that is shown whole: of the others no tile
/// shows more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(from = "String")]
#[ts(type = "string")]
pub struct Json {
    text: Arc<str>,
    whole: bool,
}

/// Characters of JSON that a screen gets: one more than a tile shows, so that it sees that there is more.
pub const JSON_SHOWN: usize = 161;

impl Json {
    pub(crate) fn of(json: &impl Serialize) -> Option<Self> {
        serde_json::to_string(json).ok().map(Self::from)
    }

    /// All of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What a screen gets: its beginning, or all of it.
    #[must_use]
    pub fn shown(&self) -> &str {
        let end = self.text.char_indices().nth(JSON_SHOWN);
        match end {
            Some((end, _)) if !self.whole => &self.text[..end],
            _ => &self.text,
        }
    }

    /// The same text, of which a screen gets all: at most [`crate::payload::JSON_LIMIT`] bytes.
    #[must_use]
    pub fn whole(self) -> Self {
        Self {
            whole: true,
            ..self
        }
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self {
            text: text.into(),
            whole: false,
        }
    }
}

impl From<serde_json::Value> for Json {
    fn from(json: serde_json::Value) -> Self {
        json.to_string().into()
    }
}

impl Serialize for Json {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.shown())
    }
}

/// A value together with what its source said about writing it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    pub value: Value,
    /// The unit written behind the number in the payload (`23.4 °C`), if there was one.
    pub unit: Option<String>,
    /// Digits behind the decimal point in the payload; 0 for everything that is not a number.
    pub decimals: u8,
}

/// What a message says about a binding.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Nothing: it is about something else. What was known before still holds, as old as it was.
    Nothing,
    /// That its source does not know the value now.
    Unknown,
    Value(Decoded),
}

/// Why a message gave no value. The tile shows it in place; the next good message ends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ReadingProblem {
    /// A number was wanted. `excerpt`: the first characters of what came (at most 40).
    NotANumber {
        excerpt: String,
    },
    /// On or off was wanted.
    NotOnOff {
        excerpt: String,
    },
    NotJson {
        excerpt: String,
    },
    /// A picture was wanted: JPEG, PNG, WebP or GIF, as it is, in Base64 or as a `data:` URL.
    NotAPicture,
    /// It is an SVG, which is a document and not shown.
    VectorPicture,
    /// It begins as a picture, and does not say how large it is.
    BrokenPicture,
    /// It has more pixels than [`crate::picture::MOST_PIXELS`], or more along a side than [`crate::picture::LONGEST_SIDE`].
    PictureTooLarge {
        width: u32,
        height: u32,
    },
    /// A number of `wanted` bytes was wanted, and the payload has `bytes`.
    WrongLength {
        bytes: u32,
        wanted: u32,
    },
    /// The payload is not UTF-8 text; `bytes` is its length.
    NotText {
        bytes: u32,
    },
    /// The payload has `bytes` bytes, more than the `limit` that is decoded.
    TooLarge {
        bytes: u32,
        limit: u32,
    },
    /// The value template failed: line (from 1) and what the template engine says.
    Template {
        line: u32,
        message: String,
    },
    /// The template took too long or made too much, in this line. It would with the next message: its binding is switched off.
    SwitchedOff {
        line: u32,
    },
    /// The time template gave no time that can be read.
    NotATime {
        excerpt: String,
    },
    /// The time template gave a time that is more than a day ahead of this device's clock.
    TimeAhead {
        excerpt: String,
    },
    /// The newest message had `bytes` bytes, more than the `limit` of this broker's connection, and was left out.
    MessageTooLarge {
        #[ts(type = "number")]
        bytes: u64,
        limit: u32,
    },
    /// The broker refused the subscription (SUBACK, MQTT 3.1.1 §3.9.3 and MQTT 5 §3.9.3).
    SubscriptionRefused {
        refusal: Refusal,
    },
    /// The broker has not answered the subscription for 10 s.
    SubscriptionUnanswered,
}

impl From<Unfit> for ReadingProblem {
    fn from(why: Unfit) -> Self {
        match why {
            Unfit::NoPicture => Self::NotAPicture,
            Unfit::Vector => Self::VectorPicture,
            Unfit::Broken => Self::BrokenPicture,
            Unfit::TooLarge { width, height } => Self::PictureTooLarge { width, height },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_screen_gets_the_beginning_of_large_json() {
        let large = Json::from(json!(["ü".repeat(60_000)]));
        assert_eq!(large.text().chars().count(), 60_004);
        let sent = serde_json::to_value(Value::Json(large)).unwrap();
        let text = sent["value"].as_str().unwrap();
        assert_eq!(text.chars().count(), JSON_SHOWN);
        assert!(text.starts_with("[\"üü"));
    }

    #[test]
    fn a_slot_that_is_shown_whole_sends_all_of_it() {
        let large = Json::from(json!(["ü".repeat(20_000)])).whole();
        let sent = serde_json::to_value(Value::Json(large.clone())).unwrap();
        assert_eq!(sent["value"], large.text());
    }
}
