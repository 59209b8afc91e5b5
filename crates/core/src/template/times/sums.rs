//! What `+` and `-` make of times. minijinja's operators know no objects, so in a template that asks for the time
//! [`PLUS`] and [`MINUS`] are called in their place.

use minijinja::{Environment, Error, State, Value, context, value::ValueKind};

use super::{Span, moment_of};
use crate::template::{
    scale::{MINUS, PLUS},
    texts::fault,
};

/// Bytes of a text that count as one step of fuel, as where minijinja makes one.
const BYTES_PER_STEP: usize = 64;

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_function(PLUS, plus);
    environment.add_function(MINUS, minus);
}

fn span_of(value: &Value) -> Option<Span> {
    value.downcast_object_ref::<Span>().copied()
}

fn plus(state: &State, a: Value, b: Value) -> Result<Value, Error> {
    let sum = match (moment_of(&a), span_of(&a), moment_of(&b), span_of(&b)) {
        (Some(moment), _, _, Some(span)) | (_, Some(span), Some(moment), _) => {
            moment.later(span.0).map(Value::from_object)
        }
        (_, Some(a), _, Some(b)) => a.0.checked_add(b.0).map(|it| Value::from_object(Span(it))),
        _ => return as_ever(state, "a + b", a, b, i64::checked_add),
    };
    sum.ok_or_else(|| fault("there is no such time"))
}

fn minus(state: &State, a: Value, b: Value) -> Result<Value, Error> {
    let rest = match (moment_of(&a), span_of(&a), moment_of(&b), span_of(&b)) {
        (Some(a), _, Some(b), _) => {
            let length = a.timestamp().duration_since(b.timestamp());
            Some(Value::from_object(Span(length)))
        }
        (Some(moment), _, _, Some(span)) => moment.later(-span.0).map(Value::from_object),
        (_, Some(a), _, Some(b)) => a.0.checked_sub(b.0).map(|it| Value::from_object(Span(it))),
        _ => return as_ever(state, "a - b", a, b, i64::checked_sub),
    };
    rest.ok_or_else(|| fault("there is no such time"))
}

/// By the interpreter itself, but for whole numbers. It charges its own fuel, so what it makes is charged here.
fn as_ever(
    state: &State,
    sum: &'static str,
    a: Value,
    b: Value,
    whole: fn(i64, i64) -> Option<i64>,
) -> Result<Value, Error> {
    let is_number = |value: &Value| value.kind() == ValueKind::Number && value.is_integer();
    if is_number(&a)
        && is_number(&b)
        && let Some(made) = a.as_i64().zip(b.as_i64()).and_then(|(a, b)| whole(a, b))
    {
        return Ok(Value::from(made));
    }
    let made = state.env().compile_expression(sum)?.eval(context!(a, b));
    // Where it failed is a line of the template, not of the sum.
    let made = made.map_err(|error| {
        let detail = error.detail().unwrap_or_default().to_owned();
        Error::new(error.kind(), detail)
    })?;
    let bytes = made.as_str().map_or(0, str::len);
    state.consume_fuel((1 + bytes / BYTES_PER_STEP) as u64)?;
    Ok(made)
}
