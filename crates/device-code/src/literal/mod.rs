//! A text as a literal of a programming language: whatever is in it, the program has that text there and nothing else.
//!
//! Topics, payloads and titles come from devices and from other people's dashboards. What a reader could not see, or could take for
//! something else (control characters, those that turn the direction of writing, letters that join others), is written as an escape.

mod comment;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use serde::Deserialize;

pub use comment::comment;

/// The rules of a language for its literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Literals {
    /// C and C++ (C11 §6.4.4.4): bytes of UTF-8 as three octal digits, which no digit behind them can lengthen.
    C,
    CSharp,
    /// A comma and a quote need nothing, but YAML's own escapes are these (YAML 1.2.2 §5.7), and ESPHome puts in what stands as `$name`.
    Esphome,
    Go,
    /// `\u` is read before everything else, even in comments (JLS §3.3): what is ASCII is never written so.
    Java,
    /// ECMAScript, and JSON.
    JavaScript,
    Lua,
    /// A word of a configuration that has no escapes: what cannot stand there is left out, and [`can_be_plain`] says so before.
    Plain,
    Php,
    Python,
    Rust,
    /// bash: `'…'`, or `$'…'` where something must be escaped.
    Shell,
    Yaml,
}

/// How a character that is not written as it is, is.
enum Escape {
    /// `\u00e9`, and two of them for what needs a surrogate pair (UTF-16).
    Units,
    /// `\u00e9`, or `\U0001f4a7`.
    FourOrEight,
    /// `\u{1f4a7}`.
    Braces,
    /// The bytes of UTF-8 as `\303`.
    Octal,
    /// The bytes of UTF-8 as `\195`.
    Decimal,
}

impl Literals {
    /// The literal, with what stands around it.
    #[must_use]
    pub fn write(self, text: &str) -> String {
        match self {
            Self::Plain => text.chars().filter(|c| is_seen(*c)).collect(),
            Self::Shell if text.chars().all(is_seen) => {
                format!("'{}'", text.replace('\'', r"'\''"))
            }
            // A word ends at NUL, whatever is written.
            Self::Shell => format!("$'{}'", self.escaped(&text.replace('\0', ""), '\'')),
            Self::Esphome if text.contains('$') => {
                format!("!literal \"{}\"", self.escaped(text, '"'))
            }
            _ => format!("\"{}\"", self.escaped(text, '"')),
        }
    }

    fn escaped(self, text: &str, quote: char) -> String {
        let mut written = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' => written.push_str(r"\\"),
                c if c == quote => {
                    written.push('\\');
                    written.push(c);
                }
                '\n' => written.push_str(r"\n"),
                '\t' => written.push_str(r"\t"),
                '\r' => written.push_str(r"\r"),
                c if self.is_odd(c) => self.escape(c, &mut written),
                c if is_seen(c) && (c.is_ascii() || self.takes_letters()) => written.push(c),
                c => self.escape(c, &mut written),
            }
        }
        written
    }

    /// What means something inside of a literal of this language.
    const fn is_odd(self, c: char) -> bool {
        match self {
            // Trigraphs; and a lambda of ESPHome is C++ in which `$name` is put in.
            Self::C => matches!(c, '?' | '$'),
            Self::Php => c == '$',
            // `</script>`, where a page has the program in it.
            Self::JavaScript => c == '<',
            _ => false,
        }
    }

    /// Whether compilers read a source as UTF-8 whatever the system.
    const fn takes_letters(self) -> bool {
        !matches!(self, Self::Java)
    }

    fn escape(self, c: char, written: &mut String) {
        let escape = match self {
            Self::C | Self::Shell => Escape::Octal,
            // `\u` comes too early for what is ASCII.
            Self::Java if c.is_ascii() => Escape::Octal,
            Self::Java | Self::JavaScript => Escape::Units,
            Self::CSharp | Self::Go | Self::Python | Self::Yaml | Self::Esphome => {
                Escape::FourOrEight
            }
            Self::Php | Self::Rust => Escape::Braces,
            Self::Lua => Escape::Decimal,
            Self::Plain => return,
        };
        let mut buffer = [0; 4];
        // Writing into a text does not fail.
        let _ = match escape {
            Escape::Units => c
                .encode_utf16(&mut [0; 2])
                .iter()
                .try_for_each(|unit| write!(written, "\\u{unit:04x}")),
            Escape::FourOrEight if u32::from(c) > 0xffff => {
                write!(written, "\\U{:08x}", u32::from(c))
            }
            Escape::FourOrEight => write!(written, "\\u{:04x}", u32::from(c)),
            Escape::Braces => write!(written, "\\u{{{:x}}}", u32::from(c)),
            Escape::Octal => c
                .encode_utf8(&mut buffer)
                .bytes()
                .try_for_each(|byte| write!(written, "\\{byte:03o}")),
            Escape::Decimal => c
                .encode_utf8(&mut buffer)
                .bytes()
                .try_for_each(|byte| write!(written, "\\{byte:03}")),
        };
    }
}

/// Whether this can be a word where there are no escapes: seen as it is, and without space around it.
#[must_use]
pub fn can_be_plain(text: &str) -> bool {
    text.chars().all(is_seen) && text.trim() == text && !text.is_empty()
}

/// Letters, digits and signs that look like what they are and stand for themselves.
fn is_seen(c: char) -> bool {
    matches!(c, ' '..='~' | '°' | 'µ' | '€' | '£' | '²' | '³')
        || (!c.is_ascii() && c.is_alphanumeric())
}
