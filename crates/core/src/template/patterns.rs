//! Home Assistant's filters and tests that search a text for a pattern.
//!
//! One search is done in linear time, whatever the pattern is. But each match of several is a search of its own, which may look at all of the
//! rest of the text before it says where the next one is; and what a template makes of a match may be longer than the text. So a pattern
//! costs fuel when it is compiled, each search before it begins, and each piece of the result before it is made.

use minijinja::{
    Environment, Error, ErrorKind, State,
    value::{Kwargs, Rest, Value, ValueKind},
};
use regex::{Captures, Regex, RegexBuilder};

use super::{
    OUTPUT_LIMIT,
    texts::{Given, fault},
};

/// Of a compiled pattern, in bytes.
const PATTERN_LIMIT: usize = 128 << 10;
/// Steps that a pattern costs before it is searched for, beside one for each of its bytes.
const PATTERN: u64 = 400;
/// Bytes that are searched, or made, for one step.
const PER_STEP: usize = 64;

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("regex_match", looks(Where::Beginning));
    environment.add_test("match", looks(Where::Beginning));
    environment.add_filter("regex_search", looks(Where::Anywhere));
    environment.add_test("search", looks(Where::Anywhere));
    environment.add_filter("regex_replace", regex_replace);
    environment.add_filter("regex_findall", regex_findall);
    environment.add_filter("regex_findall_index", regex_findall_index);
}

fn pay(state: &State, bytes: usize) -> Result<(), Error> {
    state.consume_fuel(1 + (bytes / PER_STEP) as u64)
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

impl Asked {
    fn pattern(&self, state: &State) -> Result<Regex, Error> {
        state.consume_fuel(PATTERN + self.find.len() as u64)?;
        RegexBuilder::new(&self.find)
            .case_insensitive(self.ignorecase)
            .size_limit(PATTERN_LIMIT)
            .build()
            .map_err(|_| fault("this is no pattern that can be searched for"))
    }

    /// One match after the other, each search paid for before it begins.
    fn each(
        &self,
        state: &State,
        text: &str,
        mut found: impl FnMut(&Captures<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let pattern = self.pattern(state)?;
        let mut searched = 0;
        let mut all = pattern.captures_iter(text);
        loop {
            pay(state, text.len() - searched)?;
            let Some(groups) = all.next() else {
                return Ok(());
            };
            searched = groups.get_match().end();
            found(&groups)?;
        }
    }
}

/// Where the pattern is found first.
fn first(state: &State, value: &Value, asked: &Asked) -> Result<Option<usize>, Error> {
    let text = text_of(value)?;
    pay(state, text.len())?;
    let found = asked.pattern(state)?.find(&text);
    Ok(found.map(|found| found.start()))
}

/// Where a pattern must stand.
#[derive(Clone, Copy)]
enum Where {
    /// From the beginning, as Python's `re.match`: of all matches the first one found begins first.
    Beginning,
    /// As `re.search`.
    Anywhere,
}

/// A filter or test that says whether a pattern is found.
fn looks(
    at: Where,
) -> impl Fn(&State, Value, Rest<Value>, Kwargs) -> Result<bool, Error> + Send + Sync + 'static {
    move |state, value, all, named| {
        let asked = asked(&Given::new(all, named), 1)?;
        let found = first(state, &value, &asked)?;
        Ok(found.is_some_and(|found| found == 0 || matches!(at, Where::Anywhere)))
    }
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
    let mut made = Made::new(state, &text);
    let mut copied = 0;
    asked.each(state, &text, |groups| {
        let found = groups.get_match();
        made.push(&text[copied..found.start()])?;
        copied = found.end();
        made.fill(&replace, groups)
    })?;
    made.push(&text[copied..])?;
    Ok(made.text)
}

/// A text that grows as long as it is paid for. What would be longer than any result is not made: an empty pattern is found everywhere.
struct Made<'a> {
    state: &'a State<'a, 'a>,
    text: String,
    /// A payload may be longer than a result, and what is replaced in it is looked into.
    limit: usize,
}

impl<'a> Made<'a> {
    fn new(state: &'a State<'a, 'a>, of: &str) -> Self {
        Self {
            state,
            text: String::new(),
            limit: of.len().max(OUTPUT_LIMIT),
        }
    }

    fn push(&mut self, piece: &str) -> Result<(), Error> {
        if self.text.len() + piece.len() > self.limit {
            return Err(Error::from(ErrorKind::OutOfFuel));
        }
        pay(self.state, piece.len())?;
        self.text.push_str(piece);
        Ok(())
    }

    /// `\1` and `\g<1>` are what a group found, as in Python.
    fn fill(&mut self, replace: &str, groups: &Captures<'_>) -> Result<(), Error> {
        let mut rest = replace;
        let group = |name: &str| match name.parse::<usize>() {
            Ok(number) => groups.get(number).map_or("", |it| it.as_str()),
            Err(_) => groups.name(name).map_or("", |it| it.as_str()),
        };
        while let Some((before, after)) = rest.split_once('\\') {
            self.push(before)?;
            let named = after.strip_prefix("g<").and_then(|it| it.split_once('>'));
            if let Some((name, behind)) = named {
                self.push(group(name))?;
                rest = behind;
            } else if let Some(digit) = after.chars().next().filter(char::is_ascii_digit) {
                self.push(group(&digit.to_string()))?;
                rest = &after[1..];
            } else {
                // A backslash that is written twice is one.
                self.push("\\")?;
                rest = after.strip_prefix('\\').unwrap_or(after);
            }
        }
        self.push(rest)
    }
}

fn found(state: &State, value: &Value, asked: &Asked) -> Result<Vec<Value>, Error> {
    let text = text_of(value)?;
    let mut all = Vec::new();
    asked.each(state, &text, |groups| {
        let text = |at| {
            let text = groups.get(at).map_or("", |it| it.as_str());
            pay(state, text.len())?;
            Ok::<_, Error>(Value::from(text))
        };
        all.push(match groups.len() {
            1 => text(0)?,
            2 => text(1)?,
            several => Value::from((1..several).map(text).collect::<Result<Vec<_>, _>>()?),
        });
        Ok(())
    })?;
    Ok(all)
}

fn regex_findall(
    state: &State,
    value: Value,
    all: Rest<Value>,
    named: Kwargs,
) -> Result<Vec<Value>, Error> {
    let asked = asked(&Given::new(all, named), 1)?;
    found(state, &value, &asked)
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
    let all = found(state, &value, &asked)?;
    let one = all.into_iter().nth(index);
    one.ok_or_else(|| fault("the pattern was not found that often"))
}

/// Numbers, too, are searched as they print.
fn text_of(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::Undefined => Err(Error::new(
            ErrorKind::UndefinedError,
            "there is no text to search",
        )),
        _ => Ok(value.to_string()),
    }
}
