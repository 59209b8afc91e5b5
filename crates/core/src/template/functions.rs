//! Filters and functions of Home Assistant that differ from minijinja's or are missing there.
//! Source: Home Assistant, "Templating", sections on numeric functions, `iif` and `is_defined`.

use minijinja::{
    Environment, Error, ErrorKind,
    value::{Kwargs, Value, ValueKind},
};

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("float", float);
    environment.add_function("float", float);
    environment.add_filter("int", int);
    environment.add_function("int", int);
    environment.add_filter("bool", boolean);
    environment.add_function("bool", boolean);
    environment.add_filter("round", round);
    environment.add_filter("iif", iif);
    environment.add_function("iif", iif);
    environment.add_filter("is_defined", is_defined);
    environment.add_filter("to_json", to_json);
    environment.add_filter("from_json", from_json);
    environment.add_filter("is_number", is_number);
    environment.add_function("is_number", is_number);
    environment.add_test("is_number", is_number);
    environment.add_filter("multiply", |value: Value, by: Value, kwargs: Kwargs| {
        calculated(&value, &by, &kwargs, |a, b| a * b)
    });
    environment.add_filter("add", |value: Value, by: Value, kwargs: Kwargs| {
        calculated(&value, &by, &kwargs, |a, b| a + b)
    });
}

const NOT_DEFINED: &str = "is_defined found nothing";

/// Begins what [`unfit`] says of null, whatever was wanted of it.
const OF_NULL: &str = "none is not";

/// Whether a filter of these failed on null.
pub(super) fn is_of_null(detail: &str) -> bool {
    detail.starts_with(OF_NULL)
}

fn is_defined(value: Value) -> Result<Value, Error> {
    if value.is_undefined() {
        Err(Error::new(ErrorKind::UndefinedError, NOT_DEFINED))
    } else {
        Ok(value)
    }
}

/// The first argument behind the value, or the one named `default`.
pub(super) fn default_of(default: Option<Value>, kwargs: &Kwargs) -> Result<Option<Value>, Error> {
    if default.is_some() {
        Ok(default)
    } else {
        kwargs.get::<Option<Value>>("default")
    }
}

/// That a value is not what was wanted. What is missing or null is told from what is wrong: the first says nothing, the second that
/// nothing is known.
pub(super) fn unfit(value: &Value, wanted: &str) -> Error {
    let (kind, found) = match value.kind() {
        ValueKind::Undefined => (ErrorKind::UndefinedError, "undefined is not".to_owned()),
        ValueKind::None => (ErrorKind::InvalidOperation, OF_NULL.to_owned()),
        // A text cannot pass for null.
        _ => (
            ErrorKind::InvalidOperation,
            format!("\u{201c}{value}\u{201d} is not"),
        ),
    };
    Error::new(kind, format!("{found} {wanted}"))
}

pub(super) fn not_null(value: Value, wanted: &str) -> Result<Value, Error> {
    if value.is_none() {
        return Err(unfit(&value, wanted));
    }
    Ok(value)
}

/// Neither missing nor null.
pub(super) fn known(value: Value, wanted: &str) -> Result<Value, Error> {
    if value.is_undefined() {
        return Err(unfit(&value, wanted));
    }
    not_null(value, wanted)
}

fn or_fault(default: Option<Value>, value: &Value, what: &str) -> Result<Value, Error> {
    default.ok_or_else(|| unfit(value, &format!("{what}, and there is no default")))
}

/// As Python's `float()`, without infinity and NaN.
pub(super) fn number(value: &Value) -> Option<f64> {
    let number = match value.kind() {
        ValueKind::Bool => f64::from(u8::from(value.is_true())),
        ValueKind::Number => f64::try_from(value.clone()).ok()?,
        ValueKind::String => value.as_str()?.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

fn float(value: Value, default: Option<Value>, kwargs: Kwargs) -> Result<Value, Error> {
    let default = default_of(default, &kwargs)?;
    kwargs.assert_all_used()?;
    match number(&value) {
        Some(number) => Ok(Value::from(number)),
        None => or_fault(default, &value, "a number"),
    }
}

fn int(
    value: Value,
    default: Option<Value>,
    base: Option<u32>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let default = default_of(default, &kwargs)?;
    let base = match base {
        Some(base) => base,
        None => kwargs.get::<Option<u32>>("base")?.unwrap_or(10),
    };
    kwargs.assert_all_used()?;
    if !(2..=36).contains(&base) {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "base must be from 2 to 36",
        ));
    }
    let whole = match value.as_str() {
        Some(text) => in_base(text.trim(), base),
        None => value.as_i64(),
    };
    match whole.or_else(|| number(&value).filter(|_| base == 10).and_then(whole_part)) {
        Some(whole) => Ok(Value::from(whole)),
        None => or_fault(default, &value, "a whole number"),
    }
}

fn in_base(text: &str, base: u32) -> Option<i64> {
    let prefix = match base {
        16 => "0x",
        8 => "0o",
        2 => "0b",
        _ => "",
    };
    let digits = text.strip_prefix(prefix).unwrap_or(text);
    i64::from_str_radix(digits, base).ok()
}

fn whole_part(number: f64) -> Option<i64> {
    (number.abs() < 9.2e18).then_some(number.trunc() as i64)
}

fn boolean(value: Value, default: Option<Value>, kwargs: Kwargs) -> Result<Value, Error> {
    let default = default_of(default, &kwargs)?;
    kwargs.assert_all_used()?;
    let known = match value.as_str().map(|text| text.trim().to_ascii_lowercase()) {
        Some(text) => match text.as_str() {
            "1" | "true" | "yes" | "on" | "enable" => Some(true),
            "0" | "false" | "no" | "off" | "disable" => Some(false),
            _ => None,
        },
        None => number(&value).map(|number| number != 0.0),
    };
    match known {
        Some(known) => Ok(Value::from(known)),
        None => or_fault(default, &value, "on or off"),
    }
}

/// `round(precision=0, method="common", default)`. Ties go to the even digit, as in Python; without a precision the result
/// is a whole number, as in Home Assistant and unlike in Jinja2.
fn round(
    value: Value,
    precision: Option<i32>,
    method: Option<String>,
    default: Option<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let default = default_of(default, &kwargs)?;
    let precision = match precision {
        Some(precision) => precision,
        None => kwargs.get::<Option<i32>>("precision")?.unwrap_or(0),
    };
    let method = match method {
        Some(method) => method,
        None => kwargs
            .get::<Option<String>>("method")?
            .unwrap_or_else(|| "common".to_owned()),
    };
    kwargs.assert_all_used()?;
    let Some(number) = number(&value) else {
        return or_fault(default, &value, "a number");
    };
    let precision = precision.clamp(-20, 20);
    let factor = 10_f64.powi(precision);
    let rounded = match method.as_str() {
        "ceil" => (number * factor).ceil() / factor,
        "floor" => (number * factor).floor() / factor,
        "half" => (number * 2.0).round_ties_even() / 2.0,
        _ => common(number, precision, factor),
    };
    match whole_part(rounded) {
        Some(whole) if precision == 0 && method != "half" => Ok(Value::from(whole)),
        _ => Ok(Value::from(rounded)),
    }
}

/// Printing rounds the exact binary value; multiplying first would make 2.675 a tie, which it is not.
fn common(number: f64, precision: i32, factor: f64) -> f64 {
    match usize::try_from(precision) {
        Ok(digits) => format!("{number:.digits$}").parse().unwrap_or(number),
        Err(_) => (number * factor).round_ties_even() / factor,
    }
}

/// `iif(value, if_true=true, if_false=false, if_none=if_false)`.
fn iif(
    value: Value,
    if_true: Option<Value>,
    if_false: Option<Value>,
    if_none: Option<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let named = |given: Option<Value>, name| {
        if given.is_some() {
            Ok(given)
        } else {
            kwargs.get(name)
        }
    };
    let if_true = named(if_true, "if_true")?.unwrap_or(Value::from(true));
    let if_false = named(if_false, "if_false")?.unwrap_or(Value::from(false));
    let if_none = named(if_none, "if_none")?;
    kwargs.assert_all_used()?;
    match if_none {
        Some(if_none) if value.is_none() => Ok(if_none),
        _ if value.is_true() => Ok(if_true),
        _ => Ok(if_false),
    }
}

fn to_json(value: Value) -> Result<String, Error> {
    let fault =
        |error: serde_json::Error| Error::new(ErrorKind::BadSerialization, error.to_string());
    serde_json::to_string(&value).map_err(fault)
}

fn from_json(value: Value) -> Result<Value, Error> {
    let text = value
        .as_str()
        .ok_or_else(|| unfit(&value, "a text of JSON"))?;
    serde_json::from_str(text)
        .map_err(|_| Error::new(ErrorKind::CannotDeserialize, "this is not JSON"))
}

fn is_number(value: Value) -> bool {
    value.kind() != ValueKind::Bool && number(&value).is_some()
}

fn calculated(
    value: &Value,
    by: &Value,
    kwargs: &Kwargs,
    how: fn(f64, f64) -> f64,
) -> Result<Value, Error> {
    let default = kwargs.get::<Option<Value>>("default")?;
    kwargs.assert_all_used()?;
    match (number(value), number(by)) {
        (Some(a), Some(b)) => Ok(Value::from(how(a, b))),
        (None, _) => or_fault(default, value, "a number"),
        (Some(_), None) => or_fault(default, by, "a number"),
    }
}
