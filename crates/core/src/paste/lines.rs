//! Text line by line: pages, settings, code, addresses.

use super::{
    address::{Address, parse_port},
    command, entry,
    field::{Field, is_broker_section, is_named},
    notes::{Notes, url},
};

/// A label whose value stands on one of the next lines.
struct Open {
    field: Field,
    named: bool,
    lines: u8,
}

struct Reader<'a> {
    notes: &'a mut Notes,
    /// The text is this one line, so that less is needed to take it for an address.
    single: bool,
    /// There is a Wi-Fi in the text: a password of which nothing more is said is the Wi-Fi's.
    wifi: bool,
    open: Option<Open>,
}

pub(super) fn read(text: &str, notes: &mut Notes) {
    let lines = logical_lines(text);
    let lines = own_lines(&lines);
    let wifi = lines
        .iter()
        .any(|line| line.to_ascii_lowercase().contains("ssid"));
    let (remarks, lines): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| entry::is_comment(line));
    for (lines, needed) in [(lines, true), (remarks, false)] {
        // Settings that are commented out count only if there are no others.
        if !needed && notes.has_host() {
            return;
        }
        let single = lines.len() == 1;
        let mut reader = Reader {
            notes,
            single,
            wifi,
            open: None,
        };
        for line in lines {
            reader.read(line);
        }
        reader.close();
    }
}

/// The lines that are not blank, those joined that end with a shell's `\`.
fn logical_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let (part, more) = match line.trim_end().strip_suffix('\\') {
            Some(part) => (part, true),
            None => (line.trim_end(), false),
        };
        match lines.last_mut() {
            Some(last) if goes_on => {
                last.push(' ');
                last.push_str(part.trim_start());
            }
            _ => lines.push(part.to_owned()),
        }
        goes_on = more;
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// Without the lines of sections that are of something else, and without the headings of all.
fn own_lines(lines: &[String]) -> Vec<&str> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut section: Option<(&str, usize)> = None;
    let mut found: Vec<(Option<&str>, &str)> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let depth = indent(line);
        // A section of YAML ends where the indentation does; one of INI (`usize::MAX`) where the next begins.
        if section.is_some_and(|(_, outer)| outer != usize::MAX && depth <= outer) {
            section = None;
        }
        let text = line.trim();
        let deeper = lines
            .get(place + 1)
            .is_some_and(|next| indent(next) > depth);
        let ini = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        if let Some(name) = ini.filter(|name| !name.contains(':')) {
            section = Some((name, usize::MAX));
        } else if let Some(name) = text.strip_suffix(':').filter(|_| deeper) {
            // What is within a section belongs to it, however deep.
            section = section.or(Some((name, depth)));
        } else {
            found.push((section.map(|(name, _)| name), line));
        }
    }
    let is_own = |section: &Option<&str>| section.is_some_and(is_broker_section);
    let chosen = found.iter().any(|(section, _)| is_own(section));
    found
        .into_iter()
        .filter(|(section, _)| !chosen || section.is_none() || is_own(section))
        .filter(|(section, _)| !section.is_some_and(is_foreign))
        .map(|(_, line)| line)
        .collect()
}

/// Things that have a host or a password too.
fn is_foreign(section: &str) -> bool {
    const FOREIGN: [&str; 9] = [
        "api", "database", "ftp", "http", "influx", "ota", "smtp", "wifi", "wlan",
    ];
    let name = section.to_lowercase();
    FOREIGN.iter().any(|foreign| name.starts_with(foreign))
}

impl Reader<'_> {
    fn read(&mut self, line: &str) {
        let line = entry::unmarked(line);
        // Braces, rules and quotes around a block say nothing; neither do buttons.
        let empty = self.open.is_none() && !line.chars().any(char::is_alphanumeric);
        if empty || entry::is_button(line) || self.value(line) {
            return;
        }
        let understood = command::read(line, self.notes)
            || is_url(line) && url::read(line, self.notes)
            || self.entries(line)
            || self.entry(line)
            || self.url_within(line)
            || self.address(line);
        if !understood {
            self.notes.ignore();
        }
    }

    /// The value of the label that is open.
    fn value(&mut self, line: &str) -> bool {
        let Some(open) = self.open.take() else {
            return false;
        };
        let label = entry::label(line);
        // `User`, then `user`: the same label twice is a label and its value.
        let other = match label {
            Some(label) => label != open.field,
            None => !is_url(line) && entry::entry(line).is_some(),
        };
        if !other && self.take_next(&open, line) {
            return true;
        }
        self.notes.ignore();
        if other || open.lines == 0 {
            return false;
        }
        // A host and a port are known when they are seen; a secret that was refused is not tried as something else.
        if matches!(open.field, Field::Address(_) | Field::Port(_)) {
            let lines = open.lines - 1;
            self.open = Some(Open { lines, ..open });
            return true;
        }
        is_secret(open.field)
    }

    fn take_next(&mut self, open: &Open, line: &str) -> bool {
        let value = entry::plain(open.field, line);
        // Prose is no password.
        let word = !value.contains(char::is_whitespace) || open.field == Field::Unneeded;
        word && self.take(open.field, &value, open.named)
    }

    fn take(&mut self, field: Field, value: &str, named: bool) -> bool {
        let foreign = self.wifi && !named && is_secret(field);
        !foreign && self.notes.take(field, value)
    }

    fn entries(&mut self, line: &str) -> bool {
        let entries = entry::entries(line);
        for entry in &entries {
            if !self.take(entry.field, &entry.value, entry.named) {
                self.notes.ignore();
            }
        }
        !entries.is_empty()
    }

    fn entry(&mut self, line: &str) -> bool {
        if let Some(field) = entry::label(line) {
            let named = is_named(line);
            self.open = Some(Open {
                field,
                named,
                lines: 1,
            });
            return true;
        }
        let Some(entry) = entry::entry(line) else {
            return false;
        };
        if entry.value.is_empty() || self.take(entry.field, &entry.value, entry.named) {
            return true;
        }
        let secret = is_secret(entry.field);
        if secret {
            self.notes.ignore();
        }
        secret
    }

    /// A URL in the middle of a sentence or of code.
    fn url_within(&mut self, line: &str) -> bool {
        let mut rest = line;
        // Each try may look at the whole line: their number is bounded.
        for _ in 0..8 {
            let Some(at) = rest.find("://") else {
                return false;
            };
            let is_scheme = |c: char| c.is_ascii_alphanumeric() || c == '+';
            let start = rest[..at].rfind(|c| !is_scheme(c)).map_or(0, |before| {
                before + rest[before..].chars().next().map_or(1, char::len_utf8)
            });
            let end = rest[at..].find(|c: char| c.is_whitespace() || "\"'<>`".contains(c));
            let end = end.map_or(rest.len(), |end| at + end);
            if url::read(
                rest[start..end].trim_end_matches([',', ';', ')', '}', '.']),
                self.notes,
            ) {
                return true;
            }
            rest = &rest[at + 3..];
        }
        false
    }

    fn address(&mut self, line: &str) -> bool {
        let line = line.trim_matches(['"', '\'', '`', '<', '>', ',', ';']);
        let (host, port) = match line.split_once(char::is_whitespace) {
            Some((host, port)) => (host, parse_port(port.trim())),
            None => (line, None),
        };
        let Some(mut address) = Address::parse(host) else {
            return false;
        };
        if host.len() < line.len() {
            if host.ends_with(':') || address.port.is_some() || port.is_none() {
                return false;
            }
            address.port = port;
        }
        let plain = address.is_plain() || (self.single && address.port.is_some());
        plain && self.notes.plain_address(&address)
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.notes.ignore();
        }
    }
}

fn is_secret(field: Field) -> bool {
    matches!(field, Field::Password | Field::Key)
}

fn is_url(line: &str) -> bool {
    line.split_once("://").is_some_and(|(scheme, _)| {
        scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+')
    })
}
