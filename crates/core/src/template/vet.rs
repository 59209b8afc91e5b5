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
/// What a template may ask of a name that may not be there.
const ASKS: &[&str] = &["default", "d", "is_defined", "defined", "undefined", "iif"];
/// Those that tell it whether the name is there: what it does with one that is, it does knowing that.
const TELLS: &[&str] = &["default", "d", "is_defined", "defined", "undefined"];
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
    let asked_for: BTreeSet<&str> = all
        .iter()
        .enumerate()
        .filter_map(|(at, instruction)| match instruction {
            Instruction::Lookup(name) => asked(&all[at + 1..])
                .is_some_and(|it| TELLS.contains(&it))
                .then_some(*name),
            _ => None,
        })
        .collect();
    let is_known = |name: &str| {
        given.contains(&name)
            || asked_for.contains(name)
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
            Instruction::Lookup(name)
                if !is_known(name)
                    && !asked(&all[at + 1..]).is_some_and(|it| ASKS.contains(&it)) =>
            {
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

/// The filter or test that is asked of a name which was just looked up; what comes `next` is followed until something is done with it.
fn asked<'a>(next: &[&Instruction<'a>]) -> Option<&'a str> {
    // The arguments of a filter stand above the name, each made of some values.
    let mut above = 0_usize;
    for instruction in next {
        let (taken, given) = match instruction {
            Instruction::LoadConst(_) | Instruction::Lookup(_) => (0, 1),
            Instruction::GetAttr(_) | Instruction::Neg | Instruction::Not => (1, 1),
            Instruction::GetItem
            | Instruction::Add
            | Instruction::Sub
            | Instruction::Mul
            | Instruction::Div
            | Instruction::StringConcat => (2, 1),
            Instruction::BuildKwargs(pairs) => (2 * pairs, 1),
            Instruction::IsUndefined if above == 0 => return Some("undefined"),
            Instruction::ApplyFilter(name, Some(of), _)
            | Instruction::PerformTest(name, Some(of), _)
                if usize::from(*of) == above + 1 =>
            {
                return Some(name);
            }
            Instruction::ApplyFilter(_, Some(of), _)
            | Instruction::PerformTest(_, Some(of), _)
            | Instruction::CallFunction(_, Some(of))
            | Instruction::CallMethod(_, Some(of)) => (usize::from(*of), 1),
            _ => return None,
        };
        above = above.checked_sub(taken)? + given;
    }
    None
}

fn unknown(what: &str, name: &str) -> String {
    let name: String = name.chars().take(40).collect();
    if OF_HOME_ASSISTANT.contains(&name.as_str()) {
        format!("only Home Assistant can answer {name}: a tile knows nothing but its own message")
    } else {
        format!("there is no {what} {name}")
    }
}
