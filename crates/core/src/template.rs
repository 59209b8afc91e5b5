//! Value templates (Home Assistant's `value_template`) and payload templates (its `command_template`), run by minijinja.
//!
//! Deliberately not here: files, includes, states of other devices, a clock of its own. A template sees one value and when it came, and gives
//! one text.
//! Its work is bounded by [`FUEL`], which minijinja charges for every step and every byte a template makes, and by the [`scale`], which
//! weighs the lists and maps it makes.

mod functions;
mod interpreter;
mod patterns;
mod program;
mod scale;
mod sums;
mod texts;
mod times;
mod vet;
mod words;

use std::sync::{Arc, LazyLock};

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
    value::{Serde, ValueKind},
};

use crate::{now::Now, number, payload::Payload, problem::Fault, value::ReadingProblem};
use program::Program;

/// The longest template in bytes.
pub const TEMPLATE_LIMIT: usize = 8 << 10;
/// The longest result in bytes.
pub const OUTPUT_LIMIT: usize = 64 << 10;
/// Steps of one run; 64 bytes of text count as one step.
const FUEL: u64 = 50_000;
/// The longest message of a fault in characters: it may quote a payload.
const MESSAGE_LIMIT: usize = 200;

/// Where a template failed: line from 1, and what the engine says.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct TemplateFault {
    pub line: u32,
    pub message: String,
    pub cause: Cause,
}

/// What made a template fail, as far as it matters to what becomes of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// It looked for something that is not in the message. Home Assistant passes over such a message.
    Missing,
    /// What it looked for is null.
    Null,
    /// It took too long or made too much: the next message would cost as much again.
    TooMuch,
    Other,
}

impl TemplateFault {
    fn of_the_whole(message: String) -> Self {
        Self {
            line: 1,
            message,
            cause: Cause::Other,
        }
    }
}

impl From<Error> for TemplateFault {
    fn from(error: Error) -> Self {
        let line = error
            .line()
            .and_then(|line| u32::try_from(line).ok())
            .unwrap_or(1);
        let message = match error.detail() {
            _ if error.kind() == ErrorKind::OutOfFuel => "takes too long".to_owned(),
            Some(detail) => format!("{}: {detail}", error.kind()),
            None => error.kind().to_string(),
        };
        let shown = |c: char| if c.is_control() { ' ' } else { c };
        Self {
            line,
            message: message.chars().take(MESSAGE_LIMIT).map(shown).collect(),
            cause: cause(&error),
        }
    }
}

fn cause(error: &Error) -> Cause {
    if error.kind() == ErrorKind::OutOfFuel || scale::is_too_heavy(error) {
        return Cause::TooMuch;
    }
    match (error.kind(), error.detail()) {
        (ErrorKind::UndefinedError, _) => Cause::Missing,
        (ErrorKind::InvalidOperation, Some(detail)) if functions::is_of_null(detail) => Cause::Null,
        (ErrorKind::InvalidOperation | ErrorKind::UnknownMethod, Some(detail)) => {
            if interpreter::is_said_of(detail, "undefined") {
                Cause::Missing
            } else if interpreter::is_said_of(detail, "none") {
                Cause::Null
            } else {
                Cause::Other
            }
        }
        _ => Cause::Other,
    }
}

impl From<TemplateFault> for Fault {
    fn from(fault: TemplateFault) -> Self {
        Self::Template {
            line: fault.line,
            message: fault.message,
        }
    }
}

impl From<TemplateFault> for ReadingProblem {
    fn from(fault: TemplateFault) -> Self {
        let TemplateFault {
            line,
            message,
            cause,
        } = fault;
        if cause == Cause::TooMuch {
            Self::SwitchedOff { line }
        } else {
            Self::Template { line, message }
        }
    }
}

/// Makes a text of a message's payload. Compiled once, run for every message; a clone shares the compiled template.
///
/// - `value` is the payload's text; `value_json` is there only when the payload is JSON.
/// - What is undefined prints as nothing; to look into it is a fault.
/// - Booleans and none print as in Python: `True`, `False`, `None`.
/// - The filters of minijinja, the methods of Python's texts and dictionaries, and those of Home Assistant's that do not need its states
///   ([`functions`], [`sums`], [`texts`], [`patterns`], [`words`], [`times`]). `float` and `int` fail without a default; with one they give it for undefined too,
///   where Home Assistant fails.
#[derive(Debug, Clone)]
pub struct ValueTemplate(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    program: Program,
    /// Parsing JSON costs more than most templates do.
    reads_json: bool,
}

impl ValueTemplate {
    /// # Errors
    /// The template is over 8 KiB or does not parse.
    pub fn parse(text: &str) -> Result<Self, TemplateFault> {
        Ok(Self(Arc::new(Compiled {
            program: compile(&VALUES, text)?,
            reads_json: text.contains("value_json"),
        })))
    }

    /// As [`parse`](Self::parse), for one that a person writes: it is also at fault where it can never work.
    ///
    /// # Errors
    /// As there; or it asks for a filter, test, function or name that is not there, in any of its branches.
    pub fn check(text: &str) -> Result<Self, TemplateFault> {
        let parsed = Self::parse(text)?;
        Program::vet(&VALUES, text, &["value", "value_json"])?;
        Ok(parsed)
    }

    /// The result for a payload, without white space around it.
    ///
    /// # Errors
    /// The template fails on this payload, takes too long, or gives more than 64 KiB.
    pub fn render(&self, payload: &str) -> Result<String, TemplateFault> {
        self.read(&Payload::new(payload.as_bytes()))
    }

    /// As [`render`](Self::render), of a payload that others read as well. One that is no text is an empty one.
    ///
    /// # Errors
    /// As there.
    pub fn read(&self, payload: &Payload<'_>) -> Result<String, TemplateFault> {
        let text = number::unmarked(payload.text().unwrap_or_default());
        let mut context = vec![("value", Value::from(text))];
        if self.0.reads_json
            && let Some(json) = payload.json()
        {
            context.push(("value_json", json.clone()));
        }
        if self.0.program.asks_time() {
            context.extend(payload.now().map(times::clock));
        }
        match self.0.program.run(Value::from_pairs(context)) {
            Err(error) => Err(error.into()),
            Ok(text) => bounded(text),
        }
    }
}

/// Makes a command's payload of the wanted value, `value`. A text without `{{` and `{%` is sent as it is.
///
/// Numbers print without a needless `.0`, booleans as `true` and `false`, null as nothing. `{{ value | tojson }}` gives JSON.
#[derive(Debug, Clone)]
pub struct PayloadTemplate(Parsed);

#[derive(Debug, Clone)]
enum Parsed {
    Plain(Arc<str>),
    Template(Arc<Program>),
}

impl PayloadTemplate {
    /// # Errors
    /// The template is over 8 KiB or does not parse. A plain text is never at fault.
    pub fn parse(text: &str) -> Result<Self, TemplateFault> {
        if !text.contains("{{") && !text.contains("{%") {
            return Ok(Self(Parsed::Plain(text.into())));
        }
        Ok(Self(Parsed::Template(Arc::new(compile(&PAYLOADS, text)?))))
    }

    /// As [`parse`](Self::parse), for one that a person writes: it is also at fault where it can never work.
    ///
    /// # Errors
    /// As there; or it asks for a filter, test, function or name that is not there, in any of its branches.
    pub fn check(text: &str) -> Result<Self, TemplateFault> {
        let parsed = Self::parse(text)?;
        if matches!(parsed.0, Parsed::Template(_)) {
            Program::vet(&PAYLOADS, text, &["value"])?;
        }
        Ok(parsed)
    }

    /// As [`render_at`](Self::render_at), where nobody knows when.
    ///
    /// # Errors
    /// As there; or it asks for the time.
    pub fn render(&self, value: &serde_json::Value) -> Result<String, TemplateFault> {
        self.run(value, None)
    }

    /// The payload for a wanted value; that of a template without white space around it.
    ///
    /// # Errors
    /// The template fails on this value, takes too long, or gives more than 64 KiB.
    pub fn render_at(&self, value: &serde_json::Value, now: Now) -> Result<String, TemplateFault> {
        self.run(value, Some(now))
    }

    fn run(&self, value: &serde_json::Value, now: Option<Now>) -> Result<String, TemplateFault> {
        match &self.0 {
            Parsed::Plain(text) => Ok(text.as_ref().to_owned()),
            Parsed::Template(program) => {
                let value = integral(&Value::from(Serde(value)));
                let mut context = vec![("value", value)];
                context.extend(now.map(times::clock));
                bounded(program.run(Value::from_pairs(context))?)
            }
        }
    }
}

/// Each template runs in one of these.
static VALUES: LazyLock<Environment<'static>> = LazyLock::new(|| base(print_as_python));
static PAYLOADS: LazyLock<Environment<'static>> = LazyLock::new(|| base(print_as_json));

type Print = fn(&mut Output, &mut State, &Value) -> Result<(), Error>;

fn base(print: Print) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_undefined_behavior(UndefinedBehavior::Lenient);
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(print);
    functions::add_to(&mut environment);
    interpreter::add_to(&mut environment);
    sums::add_to(&mut environment);
    texts::add_to(&mut environment);
    times::add_to(&mut environment);
    patterns::add_to(&mut environment);
    words::add_to(&mut environment);
    scale::add_to(&mut environment);
    environment
}

fn compile(
    environment: &'static Environment<'static>,
    text: &str,
) -> Result<Program, TemplateFault> {
    if text.len() > TEMPLATE_LIMIT {
        let message = format!("longer than {TEMPLATE_LIMIT} bytes");
        return Err(TemplateFault::of_the_whole(message));
    }
    Ok(Program::compile(environment, text)?)
}

fn bounded(text: String) -> Result<String, TemplateFault> {
    let stripped = text.trim();
    if stripped.len() > OUTPUT_LIMIT {
        let message = format!("the result is longer than {OUTPUT_LIMIT} bytes");
        return Err(TemplateFault::of_the_whole(message));
    }
    Ok(if stripped.len() == text.len() {
        text
    } else {
        stripped.to_owned()
    })
}

fn print_as_python(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    let word = match value.kind() {
        ValueKind::Bool if value.is_true() => "True",
        ValueKind::Bool => "False",
        ValueKind::None => "None",
        _ => return minijinja::escape_formatter(out, state, value),
    };
    out.write_str(word).map_err(Error::from)
}

fn print_as_json(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::None => Ok(()),
        ValueKind::Bool => out
            .write_str(if value.is_true() { "true" } else { "false" })
            .map_err(Error::from),
        ValueKind::Number => minijinja::escape_formatter(out, state, &integral(value)),
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// 50.0 as 50; everything else as it is. Beyond 2^53 a float is no longer surely the number that was meant.
fn integral(value: &Value) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.kind() != ValueKind::Number || value.is_integer() {
        return value.clone();
    }
    match f64::try_from(value.clone()) {
        Ok(number) if number.fract() == 0.0 && number.abs() <= EXACT => Value::from(number as i64),
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests;
