//! What the interpreter has of itself: filters that do not tell what is missing or null from what is wrong, and how it says so elsewhere.

use std::sync::Arc;

use minijinja::{
    Environment, Error, State,
    value::{Kwargs, Value},
};

use super::functions::{known, not_null};

/// Those that do not say that what they cannot work with is missing or null.
pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("abs", |value: Value| {
        minijinja::filters::abs(known(value, "a number")?)
    });
    environment.add_filter(
        "split",
        |value: Value, by: Option<Arc<str>>, most: Option<i64>| {
            minijinja::filters::split(&known(value, "a text")?, by, most)
        },
    );
    environment.add_filter("lines", |value: Value| {
        minijinja::filters::lines(&known(value, "a text")?)
    });
    environment.add_filter("dictsort", |state: &State, value: Value, kwargs: Kwargs| {
        let map = known(value, "a map")?;
        walked(state, &map)?;
        minijinja::filters::dictsort(&map, kwargs)
    });
    // Of what is missing these make nothing, as Jinja2 does.
    environment.add_filter("first", |value: Value| {
        minijinja::filters::first(&not_null(value, "a list")?)
    });
    environment.add_filter("last", |state: &State, value: Value| {
        let list = not_null(value, "a list")?;
        walked(state, &list)?;
        minijinja::filters::last(list)
    });
    environment.add_filter("items", |value: Value| {
        minijinja::filters::items(&not_null(value, "a map")?)
    });
}

/// What the interpreter's own charges for each of these that it goes through is not charged when they are called from here.
fn walked(state: &State, value: &Value) -> Result<(), Error> {
    let is_text = value.as_str().is_some();
    let length = value.len().filter(|_| !is_text).unwrap_or_default();
    state.consume_fuel(length as u64)
}

/// How the interpreter says of what kind a value is that it cannot work with: what stands before the kind, and behind it. None of these
/// quotes a payload.
const SAID_OF_KINDS: &[(&str, &str)] = &[
    ("", " has no method named "),
    ("", " is not iterable"),
    ("cannot convert ", " to "),
    ("cannot calculate length of value of type ", ""),
    ("cannot join value of type ", ""),
    ("cannot reverse values of type ", ""),
    ("can only sum numbers, got ", ""),
    ("value of type ", " cannot be sliced"),
    ("value of type ", " is not callable"),
];

/// Whether the interpreter says that it cannot do what it should because a value is `what`, undefined or none.
pub(super) fn is_said_of(detail: &str, what: &str) -> bool {
    let of_a_kind = |(before, behind): &(&str, &str)| {
        let rest = detail.strip_prefix(before);
        rest.and_then(|rest| rest.strip_prefix(what))
            .is_some_and(|rest| rest.starts_with(behind))
    };
    is_sum_with(detail, what) || SAID_OF_KINDS.iter().any(of_a_kind)
}

/// `tried to use * operator on unsupported types none and number`: Jinja2 counts arithmetic with what is undefined as looking into it.
fn is_sum_with(detail: &str, what: &str) -> bool {
    detail
        .split_once(" operator on unsupported types ")
        .is_some_and(|(_, types)| types.split(" and ").any(|it| it == what))
}
