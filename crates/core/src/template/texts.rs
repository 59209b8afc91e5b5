//! Home Assistant's filters and tests over texts. Searching is done in linear time, whatever the pattern; each search costs fuel, because its
//! pattern is compiled for it.

use base64::{Engine, engine::general_purpose::STANDARD};
use minijinja::{
    Environment, Error, ErrorKind, State,
    value::{Kwargs, Rest, Value, ValueKind},
};
use regex::{Captures, Regex, RegexBuilder};

use crate::bytes::{ByteOrder, NumberFormat};

/// Of a compiled pattern, in bytes.
const PATTERN_LIMIT: usize = 128 << 10;
/// Steps that a search costs before it begins.
const SEARCH: u64 = 400;
/// Characters searched for one step.
const PER_STEP: usize = 64;

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("truncate", truncate);
    environment.add_filter("regex_match", regex_match);
    environment.add_test("match", regex_match);
    environment.add_filter("regex_search", regex_search);
    environment.add_test("search", regex_search);
    environment.add_filter("regex_replace", regex_replace);
    environment.add_filter("regex_findall", regex_findall);
    environment.add_filter("regex_findall_index", regex_findall_index);
    environment.add_filter("base64_encode", |text: &str| STANDARD.encode(text));
    environment.add_filter("base64_decode", base64_decode);
    environment.add_filter("from_hex", from_hex);
    environment.add_filter("unpack", unpack);
    environment.add_function("unpack", unpack);
    environment.add_filter("ord", ord);
    environment.add_filter("contains", contains);
    environment.add_test("contains", contains);
}

fn fault(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.into())
}

/// Arguments in their order, or by name.
struct Given {
    all: Vec<Value>,
    named: Kwargs,
}

impl Given {
    fn new(all: Rest<Value>, named: Kwargs) -> Self {
        Self { all: all.0, named }
    }

    fn value(&self, at: usize, name: &str) -> Result<Option<Value>, Error> {
        let named = self.named.get::<Option<Value>>(name)?;
        Ok(self.all.get(at).cloned().or(named))
    }

    fn get<T: TryFrom<Value, Error = Error>>(
        &self,
        at: usize,
        name: &str,
    ) -> Result<Option<T>, Error> {
        self.value(at, name)?.map(T::try_from).transpose()
    }

    fn text(&self, at: usize, name: &str) -> Result<Option<String>, Error> {
        Ok(self.value(at, name)?.map(|value| value.to_string()))
    }

    /// There is nothing more.
    fn end(&self, most: usize) -> Result<(), Error> {
        if self.all.len() > most {
            return Err(Error::from(ErrorKind::TooManyArguments));
        }
        self.named.assert_all_used()
    }
}

/// Jinja2's, with its leeway of 5: Zigbee2MQTT asks for all four.
fn truncate(text: &str, all: Rest<Value>, named: Kwargs) -> Result<String, Error> {
    let given = Given::new(all, named);
    let length = given.get(0, "length")?.unwrap_or(255_usize);
    let killwords = given.get(1, "killwords")?.unwrap_or(false);
    let end = given.text(2, "end")?.unwrap_or_else(|| "...".to_owned());
    let leeway = given.get(3, "leeway")?.unwrap_or(5_usize);
    given.end(4)?;
    if text.chars().count() <= length.saturating_add(leeway) {
        return Ok(text.to_owned());
    }
    let room = length.saturating_sub(end.chars().count());
    let cut: String = text.chars().take(room).collect();
    let kept = match cut.rsplit_once(' ') {
        Some((words, _)) if !killwords => words,
        _ => &cut,
    };
    Ok(format!("{kept}{end}"))
}

fn pattern(state: &State, find: &str, ignorecase: bool, text: &str) -> Result<Regex, Error> {
    state.consume_fuel(SEARCH + (text.len() / PER_STEP) as u64)?;
    RegexBuilder::new(find)
        .case_insensitive(ignorecase)
        .size_limit(PATTERN_LIMIT)
        .build()
        .map_err(|_| fault("this is no pattern that can be searched for"))
}

struct Asked {
    find: String,
    ignorecase: bool,
}

/// `at`: where the argument `ignorecase` stands.
fn asked(given: &Given, at: usize) -> Result<Asked, Error> {
    let asked = Asked {
        find: given.text(0, "find")?.unwrap_or_default(),
        ignorecase: given.get(at, "ignorecase")?.unwrap_or(false),
    };
    given.end(at + 1)?;
    Ok(asked)
}

/// From the beginning, as Python's `re.match`.
fn regex_match(
    state: &State,
    value: Value,
    all: Rest<Value>,
    named: Kwargs,
) -> Result<bool, Error> {
    let asked = asked(&Given::new(all, named), 1)?;
    let text = text_of(&value)?;
    let find = format!("^(?:{})", asked.find);
    Ok(pattern(state, &find, asked.ignorecase, &text)?.is_match(&text))
}

fn regex_search(
    state: &State,
    value: Value,
    all: Rest<Value>,
    named: Kwargs,
) -> Result<bool, Error> {
    let asked = asked(&Given::new(all, named), 1)?;
    let text = text_of(&value)?;
    Ok(pattern(state, &asked.find, asked.ignorecase, &text)?.is_match(&text))
}

fn regex_replace(
    state: &State,
    value: Value,
    all: Rest<Value>,
    named: Kwargs,
) -> Result<String, Error> {
    let given = Given::new(all, named);
    let replace = given.text(1, "replace")?.unwrap_or_default();
    let asked = asked(&given, 2)?;
    let text = text_of(&value)?;
    let pattern = pattern(state, &asked.find, asked.ignorecase, &text)?;
    // What would be longer than any result is not made: an empty pattern is found everywhere.
    let found = pattern.find_iter(&text).count();
    state.consume_fuel((found.saturating_mul(replace.len() + 1) / PER_STEP) as u64)?;
    let made = pattern.replace_all(&text, |groups: &Captures<'_>| filled(&replace, groups));
    Ok(made.into_owned())
}

/// `\1` and `\g<1>` are what a group found, as in Python.
fn filled(replace: &str, groups: &Captures<'_>) -> String {
    let mut made = String::new();
    let mut rest = replace;
    let group = |name: &str| match name.parse::<usize>() {
        Ok(number) => groups.get(number).map_or("", |it| it.as_str()),
        Err(_) => groups.name(name).map_or("", |it| it.as_str()),
    };
    while let Some((before, after)) = rest.split_once('\\') {
        made.push_str(before);
        let named = after.strip_prefix("g<").and_then(|it| it.split_once('>'));
        if let Some((name, behind)) = named {
            made.push_str(group(name));
            rest = behind;
        } else if let Some(digit) = after.chars().next().filter(char::is_ascii_digit) {
            made.push_str(group(&digit.to_string()));
            rest = &after[1..];
        } else {
            // A backslash that is written twice is one.
            made.push('\\');
            rest = after.strip_prefix('\\').unwrap_or(after);
        }
    }
    made.push_str(rest);
    made
}

fn found(state: &State, text: &str, asked: &Asked) -> Result<Vec<Value>, Error> {
    let pattern = pattern(state, &asked.find, asked.ignorecase, text)?;
    let item = |groups: Captures<'_>| {
        let text = |at| Value::from(groups.get(at).map_or("", |it| it.as_str()));
        match groups.len() {
            1 => text(0),
            2 => text(1),
            several => Value::from((1..several).map(text).collect::<Vec<_>>()),
        }
    };
    let all: Vec<_> = pattern.captures_iter(text).map(item).collect();
    state.consume_fuel((all.len() / 4) as u64)?;
    Ok(all)
}

fn regex_findall(
    state: &State,
    value: Value,
    all: Rest<Value>,
    named: Kwargs,
) -> Result<Vec<Value>, Error> {
    let asked = asked(&Given::new(all, named), 1)?;
    found(state, &text_of(&value)?, &asked)
}

fn regex_findall_index(
    state: &State,
    value: Value,
    all: Rest<Value>,
    named: Kwargs,
) -> Result<Value, Error> {
    let given = Given::new(all, named);
    let index = given.get(1, "index")?.unwrap_or(0_usize);
    let asked = asked(&given, 2)?;
    let all = found(state, &text_of(&value)?, &asked)?;
    let one = all.into_iter().nth(index);
    one.ok_or_else(|| fault("the pattern was not found that often"))
}

fn text_of(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::Undefined => Err(Error::new(
            ErrorKind::UndefinedError,
            "there is no text to search",
        )),
        _ => Ok(value.to_string()),
    }
}

fn base64_decode(text: &str) -> Result<String, Error> {
    let bytes = STANDARD
        .decode(text.trim())
        .map_err(|_| fault("this is not Base64"))?;
    String::from_utf8(bytes).map_err(|_| fault("this Base64 is no text"))
}

fn from_hex(text: &str) -> Result<Value, Error> {
    let digits: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    let (pairs, rest) = digits.as_chunks::<2>();
    let byte = |pair: &[u8; 2]| {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        u8::try_from(high << 4 | low).ok()
    };
    let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
    let bytes = bytes.filter(|_| rest.is_empty());
    bytes
        .map(Value::from_bytes)
        .ok_or_else(|| fault("this is not hexadecimal"))
}

/// One number out of bytes, as Python's `struct` writes its format: `>h`.
fn unpack(
    value: Value,
    format: &str,
    offset: Option<usize>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let offset = offset.or(kwargs.get("offset")?).unwrap_or(0);
    kwargs.assert_all_used()?;
    let (order, code) = match format.strip_prefix(['<', '=', '@']) {
        Some(code) => (ByteOrder::Little, code),
        None => match format.strip_prefix(['>', '!']) {
            Some(code) => (ByteOrder::Big, code),
            None => (ByteOrder::Little, format),
        },
    };
    let number = match code {
        "B" => NumberFormat::U8,
        "b" => NumberFormat::I8,
        "H" => NumberFormat::U16,
        "h" => NumberFormat::I16,
        "I" | "L" => NumberFormat::U32,
        "i" | "l" => NumberFormat::I32,
        "Q" => NumberFormat::U64,
        "q" => NumberFormat::I64,
        "f" => NumberFormat::F32,
        "d" => NumberFormat::F64,
        _ => {
            return Err(fault(
                "unpack reads one of b B h H i I l L q Q f d, with < or > before it",
            ));
        }
    };
    let bytes = value.as_bytes().unwrap_or_default();
    let end = offset.saturating_add(number.length() as usize);
    let read = bytes
        .get(offset..end)
        .and_then(|bytes| number.read(bytes, order));
    let read = read.ok_or_else(|| fault("there are not so many bytes"))?;
    let whole = !matches!(number, NumberFormat::F32 | NumberFormat::F64);
    Ok(if whole {
        Value::from(read as i64)
    } else {
        Value::from(read)
    })
}

fn ord(text: &str) -> Result<u32, Error> {
    let mut all = text.chars();
    match (all.next(), all.next()) {
        (Some(one), None) => Ok(u32::from(one)),
        _ => Err(fault("one character was wanted")),
    }
}

fn contains(value: Value, wanted: Value) -> Result<bool, Error> {
    if let Some(text) = value.as_str() {
        return Ok(wanted.as_str().is_some_and(|wanted| text.contains(wanted)));
    }
    Ok(value.try_iter()?.any(|item| item == wanted))
}
