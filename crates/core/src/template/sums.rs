//! Home Assistant's functions and filters over numbers.

use minijinja::{
    Environment, Error, ErrorKind, State,
    value::{Kwargs, Rest, Value},
};

use super::{
    functions::{known, number, unfit},
    scale::{items, weighed},
};

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_function("min", |state: &State, all: Rest<Value>| {
        extreme(state, all, |a, b| a < b)
    });
    environment.add_function("max", |state: &State, all: Rest<Value>| {
        extreme(state, all, |a, b| a > b)
    });
    environment.add_filter("average", average);
    environment.add_function("average", average);
    environment.add_filter("median", median);
    environment.add_function("median", median);
    environment.add_filter("sqrt", |value: Value| {
        one(&value).map(f64::sqrt).and_then(finite)
    });
    environment.add_function("sqrt", |value: Value| {
        one(&value).map(f64::sqrt).and_then(finite)
    });
    environment.add_filter("log", log);
    environment.add_function("log", log);
    environment.add_filter("bitwise_and", |a: Value, b: Value| {
        Ok::<_, Error>(whole(&a)? & whole(&b)?)
    });
    environment.add_filter("bitwise_or", |a: Value, b: Value| {
        Ok::<_, Error>(whole(&a)? | whole(&b)?)
    });
    environment.add_filter("bitwise_xor", |a: Value, b: Value| {
        Ok::<_, Error>(whole(&a)? ^ whole(&b)?)
    });
    environment.add_filter("clamp", clamp);
    environment.add_function("clamp", clamp);
    environment.add_filter("remap", remap);
    environment.add_function("remap", remap);
    environment.add_global("pi", std::f64::consts::PI);
    environment.add_global("e", std::f64::consts::E);
}

fn fault(message: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

fn one(value: &Value) -> Result<f64, Error> {
    number(value).ok_or_else(|| unfit(value, "a number"))
}

fn whole(value: &Value) -> Result<i64, Error> {
    i64::try_from(value.clone()).map_err(|_| unfit(value, "a whole number"))
}

fn finite(number: f64) -> Result<f64, Error> {
    let finite = Some(number).filter(|number| number.is_finite());
    finite.ok_or_else(|| fault("this has no result"))
}

/// Of its arguments, or of the one list: the first that no other beats.
fn extreme(
    state: &State,
    all: Rest<Value>,
    beats: fn(&Value, &Value) -> bool,
) -> Result<Value, Error> {
    let all = match <[Value; 1]>::try_from(all.0) {
        Ok([only]) => items(state, &known(only, COMPARED)?)?,
        Err(several) => several,
    };
    let mut best = None;
    for next in all {
        // A comparison of two lists reaches everything in them.
        let next = weighed(state, known(next, COMPARED)?)?;
        if best.as_ref().is_none_or(|best| beats(&next, best)) {
            best = Some(next);
        }
    }
    best.ok_or_else(|| fault("there is nothing to compare"))
}

const COMPARED: &str = "anything to compare";

/// A default only for what has no numbers.
fn numbers(state: &State, list: &Value, kwargs: &Kwargs) -> Result<Result<Vec<f64>, Value>, Error> {
    let default = kwargs.get::<Option<Value>>("default")?;
    let all = match list.try_iter() {
        Ok(_) => items(state, list)?,
        Err(_) => Vec::new(),
    };
    let read: Result<Vec<f64>, &Value> = all.iter().map(|it| number(it).ok_or(it)).collect();
    match (read, default) {
        (Ok(read), _) if !read.is_empty() => Ok(Ok(read)),
        (_, Some(default)) => Ok(Err(default)),
        (Err(wrong), None) => Err(unfit(wrong, "a number")),
        (Ok(_), None) => Err(unfit(list, "a list of numbers")),
    }
}

fn average(state: &State, list: Value, kwargs: Kwargs) -> Result<Value, Error> {
    let all = numbers(state, &list, &kwargs)?;
    kwargs.assert_all_used()?;
    Ok(match all {
        Ok(all) => Value::from(all.iter().sum::<f64>() / all.len() as f64),
        Err(default) => default,
    })
}

fn median(state: &State, list: Value, kwargs: Kwargs) -> Result<Value, Error> {
    let all = numbers(state, &list, &kwargs)?;
    kwargs.assert_all_used()?;
    let mut all = match all {
        Ok(all) => all,
        Err(default) => return Ok(default),
    };
    all.sort_by(f64::total_cmp);
    let (low, high) = (all[(all.len() - 1) / 2], all[all.len() / 2]);
    if all.len().is_multiple_of(2) {
        return Ok(Value::from(low.midpoint(high)));
    }
    // The middle one as it is: whole numbers stay whole.
    let middle = items(state, &list)?
        .into_iter()
        .find(|item| number(item) == Some(low));
    Ok(middle.unwrap_or_else(|| Value::from(low)))
}

fn log(value: Value, base: Option<f64>) -> Result<f64, Error> {
    let value = one(&value)?;
    finite(base.map_or_else(|| value.ln(), |base| value.ln() / base.ln()))
}

fn clamp(value: Value, low: f64, high: f64) -> Result<f64, Error> {
    Ok(one(&value)?.max(low).min(high))
}

fn remap(
    value: Value,
    in_low: f64,
    in_high: f64,
    out_low: f64,
    out_high: f64,
) -> Result<f64, Error> {
    let share = (one(&value)? - in_low) / (in_high - in_low);
    finite(out_low + share * (out_high - out_low))
}
