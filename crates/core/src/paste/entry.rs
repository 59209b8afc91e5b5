//! A label and its value on one line, in the ways of many languages.

use super::field::{Field, field_of, is_named};

/// Buttons that come along when a page is copied.
const BUTTONS: [&str; 7] = ["copy", "edit", "hide", "reset", "restart", "rotate", "show"];

/// Types that stand between a name and its value: `host: str = "…"`.
const TYPES: [&str; 8] = [
    "&str", "String", "bool", "int", "number", "str", "string", "u16",
];

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub field: Field,
    /// May be empty.
    pub value: String,
    /// The label says that it is about MQTT.
    pub named: bool,
}

impl Entry {
    fn new(label: &str, value: &str) -> Option<Self> {
        let field = field_of(label)?;
        Some(Self {
            field,
            value: plain(field, value),
            named: is_named(label),
        })
    }
}

/// Whether a line is a remark in most languages.
pub(super) fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") || (line.starts_with('#') && !line.to_lowercase().starts_with("#define"))
}

/// A line without what only marks it as a comment, a list item or a row of a table.
pub(super) fn unmarked(line: &str) -> &str {
    let line = line.trim();
    for marker in ["#define ", "#DEFINE "] {
        if let Some(rest) = line.strip_prefix(marker) {
            return rest.trim();
        }
    }
    let line = line.trim_start_matches("//").trim_start();
    let list = ["# ", "- ", "* ", "• ", "$ ", "> "];
    let line = list
        .iter()
        .find_map(|marker| line.strip_prefix(marker))
        .unwrap_or(line);
    let row = line.strip_prefix('|').map(|row| row.trim_end_matches('|'));
    row.unwrap_or(line).trim()
}

/// What a line says, if its label is a known one.
pub(super) fn entry(line: &str) -> Option<Entry> {
    let separated = [&['\t', '|'][..], &['=', ':'][..]]
        .into_iter()
        .find_map(|separators| {
            let (label, value) = line.split_once(separators)?;
            // `:=` of Go and `=>` of PHP.
            let value = value
                .strip_prefix("= ")
                .or_else(|| value.strip_prefix("> "))
                .unwrap_or(value);
            Entry::new(label, without_type(value.trim()))
        });
    separated.or_else(|| spaced(line))
}

/// `SSL Port 28322`: the longest beginning that is a label, and one word after it.
fn spaced(line: &str) -> Option<Entry> {
    let words: Vec<&str> = line.split_whitespace().take(10).collect();
    (1..words.len().min(7)).rev().find_map(|count| {
        let label = words[..count].join(" ");
        let field = field_of(&label)?;
        let rest = &words[count..];
        let quoted = words[count].starts_with(['"', '\'']);
        let bracket = |word: &&str| word.starts_with('(') || word.starts_with("//");
        let unneeded = field == Field::Unneeded;
        if quoted {
            let at = line.find(words[count])?;
            return Entry::new(&label, line[at..].trim());
        }
        let single =
            rest[1..].iter().all(|word| is_button(word)) || rest.get(1).is_some_and(bracket);
        let value = words[count].to_owned();
        (single || unneeded).then(|| Entry {
            field,
            value,
            named: is_named(&label),
        })
    })
}

/// Whether a line is only a button of a page.
pub(super) fn is_button(line: &str) -> bool {
    BUTTONS
        .iter()
        .any(|button| line.eq_ignore_ascii_case(button))
}

fn without_type(value: &str) -> &str {
    match value.split_once(" = ") {
        Some((kind, value)) if TYPES.contains(&kind.trim()) => value.trim(),
        _ => value,
    }
}

/// A value without its quotes and what follows it.
pub(super) fn plain(field: Field, value: &str) -> String {
    let mut chars = value.chars();
    if let Some(quote @ ('"' | '\'' | '`')) = chars.next()
        && let Some(inner) = quoted(quote, chars.as_str())
    {
        return inner;
    }
    let comments = [" #", " //", "\t#", "\t//"];
    let end = comments
        .iter()
        .filter_map(|comment| value.find(comment))
        .min();
    let value = value[..end.unwrap_or(value.len())].trim();
    let value = match value.rsplit_once(char::is_whitespace) {
        Some((value, button)) if is_button(button) => value.trim_end(),
        _ => value,
    };
    if matches!(field, Field::Password | Field::Key | Field::Username) {
        return value.to_owned();
    }
    value.trim_matches(|c| "*`<>\"',;".contains(c)).to_owned()
}

/// Up to the closing quote; `None` if there is none.
fn quoted(quote: char, text: &str) -> Option<String> {
    let mut inner = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                next if next == quote || next == '\\' => inner.push(next),
                next => inner.extend(['\\', next]),
            },
            c if c == quote => return Some(inner),
            c => inner.push(c),
        }
    }
    None
}

/// `host=x port=1883`, `{ host: 'x', port: 1883 }`: the parts of a line that says several things. Empty if it does not.
pub(super) fn entries(line: &str) -> Vec<Entry> {
    let inside = line.find('{').map_or(line, |at| &line[at + 1..]);
    let inside = inside
        .trim_end()
        .trim_end_matches([';', ')'])
        .trim_end_matches('}');
    let found = |separators: &[char]| -> Vec<Entry> {
        let parts = split_outside_quotes(inside, separators);
        let whole: Vec<&str> = parts
            .into_iter()
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect();
        let several = whole.iter().filter_map(|part| {
            let (label, value) = part.split_once(['=', ':'])?;
            Entry::new(label, value.trim()).filter(|entry| !entry.value.is_empty())
        });
        let several: Vec<Entry> = several.collect();
        if several.len() > 1 && several.len() == whole.len() {
            several
        } else {
            Vec::new()
        }
    };
    let by_comma = found(&[',', ';']);
    if by_comma.is_empty() {
        found(&[' ', '\t', ',', ';'])
    } else {
        by_comma
    }
}

fn split_outside_quotes<'a>(line: &'a str, separators: &[char]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, c) in line.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if separators.contains(&c) => {
                parts.push(&line[start..at]);
                start = at + c.len_utf8();
            }
            None => {}
        }
    }
    parts.push(&line[start..]);
    parts
}

/// The field of a line that is nothing but a label.
pub(super) fn label(line: &str) -> Option<Field> {
    let name = line.trim_end_matches(':').trim_end();
    let last = name.rsplit(char::is_whitespace).next().unwrap_or_default();
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // With a separator inside it is more than a label.
    if name.contains([':', '=', '"', '\'', '\t', '|', '.', ';']) {
        return None;
    }
    field_of(name)
}
