//! Home Assistant's filters that make names of texts and numbers, and its `combine` of maps.

use std::collections::BTreeMap;

use minijinja::{
    Environment, Error, State,
    value::{Kwargs, Rest, Value, ValueKind},
};

use super::{
    functions::{known, unfit},
    scale::items,
    texts::{Given, fault, text_of},
};

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("slugify", slugify);
    environment.add_function("slugify", slugify);
    environment.add_filter("ordinal", ordinal);
    environment.add_filter("combine", combine);
    environment.add_function("combine", combine);
}

/// Letters of Latin alphabets, and what Home Assistant writes for them.
const LETTERS: &[(&str, &str)] = &[
    ("àáâãäåāăąǎ", "a"),
    ("æ", "ae"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẽ", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņň", "n"),
    ("òóôõöøōŏő", "o"),
    ("œ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűų", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
];

/// Small letters and digits, with `separator` where something else was. A text of other alphabets is no name here: to leave its letters out
/// would make one name of many.
fn slugify(value: Value, all: Rest<Value>, named: Kwargs) -> Result<String, Error> {
    let given = Given::new(all, named);
    let separator = given.text(0, "separator")?.unwrap_or_else(|| "_".into());
    given.end(1)?;
    let text = known(value, "a text")?.to_string();
    let mut slug = String::new();
    let mut parted = false;
    // An apostrophe parts nothing: Anna's is annas.
    let letters = text.chars().filter(|it| !matches!(it, '\'' | '\u{2019}'));
    for letter in letters.flat_map(char::to_lowercase) {
        let known = LETTERS.iter().find(|(letters, _)| letters.contains(letter));
        let written = match known {
            Some((_, written)) => (*written).to_owned(),
            None if letter.is_ascii_alphanumeric() => letter.to_string(),
            None if letter.is_alphanumeric() => {
                return Err(fault("slugify knows Latin letters only"));
            }
            None => {
                parted = true;
                continue;
            }
        };
        if std::mem::take(&mut parted) && !slug.is_empty() {
            slug.push_str(&separator);
        }
        slug.push_str(&written);
    }
    if slug.is_empty() && !text.is_empty() {
        slug.push_str("unknown");
    }
    Ok(slug)
}

/// `1st`, `2nd`, `11th`.
fn ordinal(value: Value) -> Result<String, Error> {
    let number = match value.kind() {
        ValueKind::String => text_of(&value)?.trim().parse().ok(),
        _ => value.as_i64(),
    };
    let number: i64 = number.ok_or_else(|| unfit(&value, "a whole number"))?;
    let ending = match (number.unsigned_abs() % 100, number.unsigned_abs() % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    Ok(format!("{number}{ending}"))
}

/// Of several maps one, the later ones before the earlier; with `recursive`, maps in them too.
fn combine(
    state: &State,
    first: Value,
    others: Rest<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let recursive = kwargs.get::<Option<bool>>("recursive")?.unwrap_or(false);
    kwargs.assert_all_used()?;
    if others.is_empty() {
        return Err(fault("combine wants two maps or more"));
    }
    others.0.into_iter().try_fold(map(first)?, |all, next| {
        joined(state, &all, &map(next)?, recursive, 0)
    })
}

fn map(value: Value) -> Result<Value, Error> {
    match known(value, "a map")? {
        value if value.kind() == ValueKind::Map => Ok(value),
        value => Err(unfit(&value, "a map")),
    }
}

fn joined(
    state: &State,
    all: &Value,
    next: &Value,
    recursive: bool,
    depth: usize,
) -> Result<Value, Error> {
    // As deep as the JSON of a payload.
    if depth > 128 {
        return Err(fault("these maps are too deep"));
    }
    let mut order = Vec::new();
    let mut made: BTreeMap<Value, Value> = BTreeMap::new();
    for (map, is_next) in [(all, false), (next, true)] {
        for key in items(state, map)? {
            let value = map.get_item(&key)?;
            let before = made.get(&key).filter(|_| is_next && recursive);
            let value = match before {
                Some(before)
                    if before.kind() == ValueKind::Map && value.kind() == ValueKind::Map =>
                {
                    joined(state, before, &value, recursive, depth + 1)?
                }
                _ => value,
            };
            if made.insert(key.clone(), value).is_none() {
                order.push(key);
            }
        }
    }
    let pairs = order.into_iter().filter_map(|key| {
        let value = made.remove(&key)?;
        Some((key, value))
    });
    Ok(Value::from_pairs(pairs))
}
