//! Secrets that are longer than an entry of the keyring takes: cut into numbered entries, and read and deleted as a whole.
//!
//! The entry `name` then says how many parts there are, and is written last; each part begins with a tag of that writing. So what
//! was written by halves, or is a mixture of two writings, reads as missing.

use keyring_core::Error;
use uuid::Uuid;

/// What a keyring keeps: texts under names.
pub trait Entries {
    /// UTF-16 units that an entry takes, where that is too few for a private key.
    fn limit(&self) -> Option<usize>;
    /// `None`: there is none, or it cannot be read any more.
    fn get(&self, name: &str) -> Result<Option<String>, Error>;
    fn set(&self, name: &str, text: &str) -> Result<(), Error>;
    /// Deleting what is not there is fine.
    fn delete(&self, name: &str) -> Result<(), Error>;
}

/// What the entry of a cut secret begins with. A secret that happens to begin so is cut, however short it is.
const MARK: &str = "tilework-parts ";
/// At 1,280 units an entry (Windows), a secret of about 20,000 characters.
const MOST_PARTS: usize = 16;

fn part(name: &str, number: usize) -> String {
    format!("{name}/{number}")
}

pub fn get(entries: &dyn Entries, name: &str) -> Result<Option<String>, Error> {
    let Some(text) = entries.get(name)? else {
        return Ok(None);
    };
    let cut = text
        .strip_prefix(MARK)
        .filter(|_| entries.limit().is_some());
    let Some(cut) = cut else {
        return Ok(Some(text));
    };
    let Some((count, tag)) = cut.split_once(' ') else {
        return Ok(None);
    };
    let Ok(count @ 1..=MOST_PARTS) = count.parse() else {
        return Ok(None);
    };
    let mut whole = String::new();
    for number in 1..=count {
        let found = entries.get(&part(name, number))?;
        let Some(text) = found.as_deref().and_then(|text| text.strip_prefix(tag)) else {
            return Ok(None);
        };
        whole.push_str(text);
    }
    Ok(Some(whole))
}

pub fn set(entries: &dyn Entries, name: &str, secret: &str) -> Result<(), Error> {
    let Some(limit) = entries.limit() else {
        return entries.set(name, secret);
    };
    delete_parts(entries, name)?;
    if secret.encode_utf16().count() <= limit && !secret.starts_with(MARK) {
        return entries.set(name, secret);
    }
    let tag = Uuid::new_v4().simple().to_string();
    let room = limit.saturating_sub(tag.len());
    let cut = cut(secret, room);
    if cut.len() > MOST_PARTS {
        let most = u32::try_from(room * MOST_PARTS).unwrap_or(u32::MAX);
        return Err(Error::TooLong("secret".to_owned(), most));
    }
    for (index, text) in cut.iter().enumerate() {
        entries.set(&part(name, index + 1), &format!("{tag}{text}"))?;
    }
    entries.set(name, &format!("{MARK}{} {tag}", cut.len()))
}

pub fn delete(entries: &dyn Entries, name: &str) -> Result<(), Error> {
    if entries.limit().is_some() {
        delete_parts(entries, name)?;
    }
    entries.delete(name)
}

/// Every number there can be: a writing that ended early left some, and nothing says which.
fn delete_parts(entries: &dyn Entries, name: &str) -> Result<(), Error> {
    (1..=MOST_PARTS).try_for_each(|number| entries.delete(&part(name, number)))
}

/// Pieces of at most `room` UTF-16 units, cut between characters.
fn cut(text: &str, room: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut units) = (0, 0);
    for (at, character) in text.char_indices() {
        if units + character.len_utf16() > room {
            pieces.push(&text[from..at]);
            (from, units) = (at, 0);
        }
        units += character.len_utf16();
    }
    pieces.push(&text[from..]);
    pieces
}

#[cfg(test)]
mod tests;
