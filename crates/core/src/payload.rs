//! A message's payload, read by many: each reading of it is made when the first asks, and once.

use std::cell::OnceCell;

use minijinja::value::ValueKind;

use crate::{
    now::Now,
    number,
    picture::{self, Picture, Unfit},
    value::Json,
};

/// The largest JSON text that becomes a value, in bytes: it is kept for as long as nothing newer comes.
pub const JSON_LIMIT: usize = 64 << 10;

/// Hand one to all that read a message: a list of devices of 1 MiB is parsed once, however many tiles want a part of it.
#[derive(Debug)]
pub struct Payload<'a> {
    bytes: &'a [u8],
    heard: Option<Now>,
    text: OnceCell<Option<&'a str>>,
    json: OnceCell<Option<minijinja::Value>>,
    kept: OnceCell<Option<Json>>,
    picture: OnceCell<Result<Picture, Unfit>>,
}

impl<'a> Payload<'a> {
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            heard: None,
            text: OnceCell::new(),
            json: OnceCell::new(),
            kept: OnceCell::new(),
            picture: OnceCell::new(),
        }
    }

    /// The same, with when it came: for templates that ask for the time.
    #[must_use]
    pub fn heard(self, now: Now) -> Self {
        Self {
            heard: Some(now),
            ..self
        }
    }

    /// When it came, where that is known.
    #[must_use]
    pub(crate) fn now(&self) -> Option<Now> {
        self.heard
    }

    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// `None`: it is not UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        *self
            .text
            .get_or_init(|| std::str::from_utf8(self.bytes).ok())
    }

    /// `None`: it is no JSON. White space, NULs and a byte order mark around it are left out, as everywhere.
    pub(crate) fn json(&self) -> Option<&minijinja::Value> {
        self.json
            .get_or_init(|| serde_json::from_str(number::trim(self.text()?)).ok())
            .as_ref()
    }

    /// What stands between the quotes, if the whole is one JSON text.
    pub(crate) fn as_text(&self) -> Option<String> {
        let text = number::trim(self.text()?);
        text.starts_with('"')
            .then(|| self.json()?.as_str().map(str::to_owned))
            .flatten()
    }

    /// `state` of a JSON object, where it is no object or list itself: where Zigbee2MQTT says whether a device is there.
    pub(crate) fn state(&self) -> Option<String> {
        let json = self.json()?;
        if json.kind() != ValueKind::Map {
            return None;
        }
        let state = json.get_attr("state").ok()?;
        match state.kind() {
            ValueKind::None => Some("null".to_owned()),
            ValueKind::Bool | ValueKind::Number | ValueKind::String => Some(state.to_string()),
            _ => None,
        }
    }

    /// The whole as a value; all that ask for it hold the same text. `None`: it is no JSON, or has more than [`JSON_LIMIT`].
    pub(crate) fn as_value(&self) -> Option<Json> {
        let make = || {
            let fits = number::trim(self.text()?).len() <= JSON_LIMIT;
            fits.then(|| self.json()).flatten().and_then(Json::of)
        };
        self.kept.get_or_init(make).clone()
    }

    /// The whole as a picture; all that ask for it hold the same file.
    pub(crate) fn picture(&self) -> Result<Picture, Unfit> {
        let look = || picture::read(self.bytes);
        self.picture.get_or_init(look).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_parsed_that_nobody_asks_for_and_nothing_twice() {
        let payload = Payload::new(br#" {"a": [1, 2]} "#);
        assert!(payload.json.get().is_none());
        let first = payload.json().unwrap();
        assert!(std::ptr::eq(first, payload.json().unwrap()));
        let kept = payload.as_value().unwrap();
        assert_eq!(kept.text(), r#"{"a":[1,2]}"#);
        assert!(std::ptr::eq(
            kept.text(),
            payload.as_value().unwrap().text()
        ));
    }

    #[test]
    fn what_boards_and_editors_put_around_json_is_no_part_of_it() {
        for bytes in [
            &b"{\"t\":21.5}\0"[..],
            b"\xef\xbb\xbf{\"t\":21.5}",
            b"\r\n{\"t\":21.5}\r\n\0\0",
        ] {
            assert_eq!(
                Payload::new(bytes).as_value().unwrap().text(),
                r#"{"t":21.5}"#
            );
        }
    }
}
