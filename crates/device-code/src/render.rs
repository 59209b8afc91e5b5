//! A device written down by the templates of a platform.
//!
//! Every text that a template puts out becomes a literal of the file's language, quotes and all: forgetting to ask for it is not possible. Only
//! names made here, numbers, and what went through the filter `comment` stand as they are.

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
    syntax::SyntaxConfig, value::ValueKind,
};

use crate::{
    CodeError, CodeFile,
    device::Device,
    literal::{Literals, can_be_plain, comment},
    platform::Platform,
    writing::Writing,
};

/// The files of this device; one of which a template makes nothing is left out.
pub fn files(platform: &'static Platform, device: &Device) -> Result<Vec<CodeFile>, CodeError> {
    let fault = |error: &Error| CodeError::Template {
        platform: platform.id,
        message: format!("{error:#}"),
    };
    let environment = environment(platform).map_err(|error| fault(&error))?;
    let writing = Writing {
        functions: platform.said.functions,
        variables: platform.said.variables,
        device,
    };
    let context = writing.context();
    let mut files = Vec::new();
    for (name, _) in &platform.templates {
        let template = environment.get_template(name);
        let text = template.and_then(|it| it.render(&context));
        let text = tidied(&text.map_err(|error| fault(&error))?);
        if !text.is_empty() {
            files.push(CodeFile { name, text });
        }
    }
    Ok(files)
}

fn environment(platform: &'static Platform) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            // Shells and C have `{#`.
            .comment_delimiters("<#", "#>")
            .build()?,
    );
    environment.set_auto_escape_callback(|name| AutoEscape::Custom(ending(name).into()));
    let literals = platform.said.literals;
    environment.set_formatter(move |output, state, value| put_out(literals, output, state, value));
    environment.add_filter("comment", |text: String| {
        Value::from_safe_string(comment(&text))
    });
    environment.add_filter("literal", move |state: &State, text: String| {
        literals_of(state, literals).write(&text)
    });
    // A literal of C inside of a text of another language.
    environment.add_filter("c", |text: String| {
        Value::from_safe_string(Literals::C.write(&text))
    });
    environment.add_filter("json", |text: String| {
        Value::from_safe_string(Literals::JavaScript.write(&text))
    });
    environment.add_filter("plain", |text: String| {
        Value::from_safe_string(Literals::Plain.write(&text))
    });
    environment.add_test("plain", |text: String| can_be_plain(&text));
    for (name, text) in &platform.templates {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// What the name of a file ends with.
fn ending(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "h")) => "h",
        Some((_, "json")) => "json",
        Some((_, "pem" | "txt" | "toml" | "env")) => "plain",
        _ => "",
    }
}

fn literals_of(state: &State, own: Literals) -> Literals {
    match state.auto_escape() {
        AutoEscape::Custom(ending) => match ending.as_ref() {
            "h" => Literals::C,
            "json" => Literals::JavaScript,
            "plain" => Literals::Plain,
            _ => own,
        },
        _ => own,
    }
}

fn put_out(own: Literals, output: &mut Output, state: &State, value: &Value) -> Result<(), Error> {
    let text = match value.kind() {
        ValueKind::Number => value.to_string(),
        ValueKind::String if value.is_safe() => value.to_string(),
        ValueKind::String => literals_of(state, own).write(value.as_str().unwrap_or_default()),
        kind => {
            let message = format!("nothing to write: {kind}");
            return Err(Error::new(ErrorKind::BadEscape, message));
        }
    };
    output.write_str(&text).map_err(Error::from)
}

/// Without spaces at the ends of lines, and never two empty lines behind each other in a row of three.
fn tidied(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.trim().lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty <= 2 {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy
}
