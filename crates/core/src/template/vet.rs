//! What in a template can never work: filters, tests, functions and names that are not there. minijinja finds them when it gets to them, which
//! may be the day after.

use std::collections::BTreeSet;

use minijinja::{
    Environment, Value,
    machinery::{Instruction, Instructions},
};

use super::{Cause, TemplateFault};

/// What only a hub knows that has states, devices and areas.
const OF_HOME_ASSISTANT: &[&str] = &[
    "this",
    "states",
    "state_attr",
    "is_state",
    "is_state_attr",
    "has_value",
    "state_translated",
    "entity_id",
    "expand",
    "device_id",
    "device_attr",
    "device_entities",
    "device_name",
    "is_device_attr",
    "area_id",
    "area_name",
    "area_entities",
    "areas",
    "floor_id",
    "floor_name",
    "floors",
    "labels",
    "label_id",
    "label_name",
    "integration_entities",
    "config_entry_id",
    "closest",
    "distance",
    "is_hidden_entity",
    "issues",
    "trigger",
];
/// What needs a clock, or the time zone of whoever looks.
const OF_THE_CLOCK: &[&str] = &[
    "now",
    "utcnow",
    "today_at",
    "relative_time",
    "time_since",
    "time_until",
    "timestamp_local",
    "timestamp_custom",
    "as_local",
    "as_datetime",
    "strptime",
    "timedelta",
    "as_timedelta",
];
/// What a template may ask of a name that may not be there.
const ASKS: &[&str] = &["default", "d", "is_defined", "defined", "undefined", "iif"];
/// In loops, macros and blocks, made by the language.
const OF_THE_LANGUAGE: &[&str] = &["loop", "caller", "varargs", "kwargs", "self", "super"];

/// The first fault, in the order of the lines. `given`: the names that every run has.
pub(super) fn vet(
    environment: &Environment<'_>,
    program: &Instructions<'_>,
    given: &[&str],
) -> Result<(), TemplateFault> {
    let all: Vec<_> = (0..).map_while(|at| program.get(at)).collect();
    let globals: BTreeSet<_> = environment
        .globals()
        .map(|(name, _)| name.to_owned())
        .collect();
    let made: BTreeSet<&str> = all
        .iter()
        .filter_map(|instruction| match instruction {
            Instruction::StoreLocal(name) => Some(*name),
            _ => None,
        })
        .collect();
    let is_known = |name: &str| {
        given.contains(&name)
            || made.contains(name)
            || globals.contains(name)
            || OF_THE_LANGUAGE.contains(&name)
    };
    let is_there = |question: &'static str, name: &str| {
        let asked = environment.compile_expression(question);
        let answer = asked.and_then(|it| it.eval(Value::from_pairs([("name", name)])));
        answer.is_ok_and(|it| it.is_true())
    };
    for (at, instruction) in all.iter().enumerate() {
        let fault = match instruction {
            Instruction::ApplyFilter(name, ..) if !is_there("name is filter", name) => {
                unknown("filter", name)
            }
            Instruction::PerformTest(name, ..) if !is_there("name is test", name) => {
                unknown("test", name)
            }
            Instruction::CallFunction(name, _) if !is_known(name) && !name.starts_with('<') => {
                unknown("function", name)
            }
            Instruction::Lookup(name) if !is_known(name) && !is_asked(&all[at + 1..]) => {
                unknown("name", name)
            }
            _ => continue,
        };
        let line = program.get_line(at as u32).unwrap_or(1);
        return Err(TemplateFault {
            line: u32::try_from(line).unwrap_or(1),
            message: fault,
            cause: Cause::Other,
        });
    }
    Ok(())
}

/// Whether what comes next asks if the name is there at all.
fn is_asked(next: &[&Instruction<'_>]) -> bool {
    // The arguments of a filter stand before it.
    next.iter()
        .find(|it| !matches!(it, Instruction::LoadConst(_)))
        .is_some_and(|it| match it {
            Instruction::ApplyFilter(name, ..) | Instruction::PerformTest(name, ..) => {
                ASKS.contains(name)
            }
            Instruction::IsUndefined => true,
            _ => false,
        })
}

fn unknown(what: &str, name: &str) -> String {
    let name: String = name.chars().take(40).collect();
    if OF_HOME_ASSISTANT.contains(&name.as_str()) {
        format!("only Home Assistant can answer {name}: a tile knows nothing but its own message")
    } else if OF_THE_CLOCK.contains(&name.as_str()) {
        format!("{name} needs a clock or a time zone, and templates have none here")
    } else {
        format!("there is no {what} {name}")
    }
}
