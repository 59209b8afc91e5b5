//! Command lines of Mosquitto's clients (mosquitto_pub(1), mosquitto_sub(1), mosquitto_rr(1)).

use super::{field::Field, notes::Notes};
use crate::broker::Transport;

/// False, with nothing noted, if the line calls none of them.
pub(super) fn read(line: &str, notes: &mut Notes) -> bool {
    if !line.contains("mosquitto_") {
        return false;
    }
    let mut words = shell_words(line).into_iter();
    if !words.any(|word| is_client(&word)) {
        return false;
    }
    while let Some(word) = words.next() {
        let field = match word.as_str() {
            "-h" | "--host" => Field::Address(None),
            "-L" | "--url" => Field::Address(None),
            "-p" | "--port" => Field::Port(None),
            "-u" | "--username" => Field::Username,
            "-P" | "--pw" => Field::Password,
            "-i" | "--id" => Field::ClientId,
            "-V" | "--protocol-version" => Field::Protocol,
            "--cafile" | "--capath" | "--cert" | "--key" | "--tls-version" | "--insecure"
            | "--tls-use-os-certs" => {
                notes.take(Field::Way(Transport::Tls), "true");
                continue;
            }
            // Topics, messages and quality are no matter of the connection.
            _ => continue,
        };
        let value = words.next().unwrap_or_default();
        if !notes.take(field, &value) {
            notes.ignore();
        }
    }
    true
}

fn is_client(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.strip_suffix(".exe").unwrap_or(name);
    matches!(name, "mosquitto_pub" | "mosquitto_sub" | "mosquitto_rr")
}

/// The words as a shell parts them (POSIX.1 §2.2: quoting); nothing is expanded.
fn shell_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"'), '\\') if chars.peek().is_some_and(|c| "\"\\$`".contains(*c)) => {
                word.get_or_insert_default().extend(chars.next());
            }
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '\\') => word.get_or_insert_default().extend(chars.next()),
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
