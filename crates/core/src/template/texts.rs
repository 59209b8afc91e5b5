//! Home Assistant's filters and tests over texts and bytes; those that search are in [`patterns`](super::patterns).

use base64::{Engine, engine::general_purpose::STANDARD};
use minijinja::{
    Environment, Error, ErrorKind, State,
    value::{Kwargs, Rest, Value},
};

use super::{
    functions::{known, unfit},
    scale::items,
};
use crate::bytes::{ByteOrder, NumberFormat};

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("truncate", truncate);
    environment.add_filter("base64_encode", |value: Value| {
        text_of(&value).map(|text| STANDARD.encode(text))
    });
    environment.add_filter("base64_decode", base64_decode);
    environment.add_filter("from_hex", from_hex);
    environment.add_filter("unpack", unpack);
    environment.add_function("unpack", unpack);
    environment.add_filter("ord", ord);
    environment.add_filter("contains", contains);
    environment.add_test("contains", contains);
}

pub(super) fn fault(message: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

/// Arguments in their order, or by name.
pub(super) struct Given {
    all: Vec<Value>,
    named: Kwargs,
}

impl Given {
    pub fn new(all: Rest<Value>, named: Kwargs) -> Self {
        Self { all: all.0, named }
    }

    fn value(&self, at: usize, name: &str) -> Result<Option<Value>, Error> {
        let named = self.named.get::<Option<Value>>(name)?;
        Ok(self.all.get(at).cloned().or(named))
    }

    pub fn get<T: TryFrom<Value, Error = Error>>(
        &self,
        at: usize,
        name: &str,
    ) -> Result<Option<T>, Error> {
        self.value(at, name)?.map(T::try_from).transpose()
    }

    pub fn text(&self, at: usize, name: &str) -> Result<Option<String>, Error> {
        Ok(self.value(at, name)?.map(|value| value.to_string()))
    }

    /// There is nothing more.
    pub fn end(&self, most: usize) -> Result<(), Error> {
        if self.all.len() > most {
            return Err(Error::from(ErrorKind::TooManyArguments));
        }
        self.named.assert_all_used()
    }
}

/// Jinja2's, with its leeway of 5: Zigbee2MQTT asks for all four.
fn truncate(value: Value, all: Rest<Value>, named: Kwargs) -> Result<String, Error> {
    let text = text_of(&value)?;
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

/// What is missing or null is told from what is of another kind.
pub(super) fn text_of(value: &Value) -> Result<&str, Error> {
    value.as_str().ok_or_else(|| unfit(value, "a text"))
}

fn base64_decode(value: Value) -> Result<String, Error> {
    let bytes = STANDARD
        .decode(text_of(&value)?.trim())
        .map_err(|_| fault("this is not Base64"))?;
    String::from_utf8(bytes).map_err(|_| fault("this Base64 is no text"))
}

fn from_hex(value: Value) -> Result<Value, Error> {
    let text = text_of(&value)?;
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
    format: Value,
    offset: Option<usize>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let format = text_of(&format)?;
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
    let bytes = value.as_bytes().ok_or_else(|| unfit(&value, "bytes"))?;
    let end = offset.saturating_add(number.length() as usize);
    let bits = bytes
        .get(offset..end)
        .and_then(|bytes| number.bits(bytes, order));
    let bits = bits.ok_or_else(|| fault("there are not so many bytes"))?;
    // A whole number is all of its digits; the way through a float would change those beyond 2^53.
    Ok(match number.whole(bits) {
        Some(whole) => Value::from(whole),
        None => Value::from(number.number(bits)),
    })
}

fn ord(value: Value) -> Result<u32, Error> {
    let mut all = text_of(&value)?.chars();
    match (all.next(), all.next()) {
        (Some(one), None) => Ok(u32::from(one)),
        _ => Err(fault("one character was wanted")),
    }
}

fn contains(state: &State, value: Value, wanted: Value) -> Result<bool, Error> {
    if let Some(text) = value.as_str() {
        return Ok(wanted.as_str().is_some_and(|wanted| text.contains(wanted)));
    }
    let list = known(value, "a list")?;
    Ok(items(state, &list)?.contains(&wanted))
}
