//! Homie: <https://homieiot.github.io/specification/>. In versions 3 and 4 a device says what it is attribute by attribute, each a kept message;
//! in version 5 in one document, `$description`. Whatever the version, it becomes the same properties.

mod five;
mod four;
mod property;
#[cfg(test)]
mod tests;

use crate::{model::Unreadable, text};

pub use five::RULES as FIVE;
pub use four::RULES as FOUR;

/// Longer than any identifier of a device, node or property.
const ID: usize = 200;

/// A level of a topic that can be an identifier; attributes begin with `$`.
fn is_id(level: &str) -> bool {
    !level.is_empty() && level.len() <= ID && !level.starts_with('$')
}

/// A text is kept as it is.
fn text(payload: &[u8]) -> Result<&str, Unreadable> {
    let limit = crate::limits::CONFIG;
    if payload.len() > limit {
        let bytes = |size| u32::try_from(size).unwrap_or(u32::MAX);
        return Err(Unreadable::TooLarge {
            bytes: bytes(payload.len()),
            limit: bytes(limit),
        });
    }
    std::str::from_utf8(payload).map_err(|_| Unreadable::NotText)
}

/// Called by a person, or as its identifier says.
fn called(name: Option<&str>, id: &str) -> Option<String> {
    name.and_then(text::name)
        .or_else(|| text::name(&text::sentence(id)))
}
