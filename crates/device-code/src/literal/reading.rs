//! Literals read back, as their languages do: for tests only.

use super::Literals;

/// The text of a literal; `None`: it is none, or something stands behind it.
pub fn read(literals: Literals, literal: &str) -> Option<String> {
    let (inner, quote) = match literals {
        Literals::Plain => return Some(literal.to_owned()),
        Literals::Shell if literal.starts_with('\'') => return read_single(literal),
        Literals::Shell => (literal.strip_prefix('$')?, '\''),
        Literals::Esphome => (literal.strip_prefix("!literal ").unwrap_or(literal), '"'),
        _ => (literal, '"'),
    };
    let mut rest = inner.strip_prefix(quote)?.chars();
    let mut bytes: Vec<u8> = Vec::new();
    let mut units: Vec<u16> = Vec::new();
    loop {
        let c = rest.next()?;
        let escape = (c == '\\').then(|| rest.next()).flatten();
        if let (Some('u'), Literals::Java | Literals::JavaScript) = (escape, literals) {
            units.push(u16::from_str_radix(&take(&mut rest, 4)?, 16).ok()?);
            continue;
        }
        bytes.extend(String::from_utf16(&units).ok()?.bytes());
        units.clear();
        let mut put = |c: char| bytes.extend(c.to_string().bytes());
        match escape {
            None if c == quote => break,
            None if c.is_control() => return None,
            None => put(c),
            Some(c) if c == quote || c == '\\' => put(c),
            Some('n') => put('\n'),
            Some('t') => put('\t'),
            Some('r') => put('\r'),
            Some('u') if matches!(literals, Literals::Rust | Literals::Php) => {
                let digits: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                put(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
            }
            Some('u') => put(char::from_u32(
                u32::from_str_radix(&take(&mut rest, 4)?, 16).ok()?,
            )?),
            Some('U') => put(char::from_u32(
                u32::from_str_radix(&take(&mut rest, 8)?, 16).ok()?,
            )?),
            Some(digit @ '0'..='9') => {
                let radix = if literals == Literals::Lua { 10 } else { 8 };
                let digits = format!("{digit}{}", take(&mut rest, 2)?);
                bytes.push(u8::from_str_radix(&digits, radix).ok()?);
            }
            Some(_) => return None,
        }
    }
    (rest.next().is_none()).then(|| String::from_utf8(bytes).ok())?
}

fn take(rest: &mut std::str::Chars<'_>, count: usize) -> Option<String> {
    let taken: String = rest.by_ref().take(count).collect();
    (taken.chars().count() == count).then_some(taken)
}

fn read_single(literal: &str) -> Option<String> {
    let pieces = literal.strip_prefix('\'')?.strip_suffix('\'')?;
    let pieces: Vec<&str> = pieces.split(r"'\''").collect();
    (!pieces.iter().any(|it| it.contains('\''))).then(|| pieces.join("'"))
}
