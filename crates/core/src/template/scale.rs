//! The scale: everything a template makes is weighed as it is made.
//!
//! minijinja charges its fuel for what a list or a map holds itself. A list that holds the same list twice, again and again, costs little
//! to make and without end to print, compare or sort; one that is nested thousands of times costs the stack. So behind every instruction
//! that can make a container stands a call of [`WEIGH`], which counts all values in it, each as often as it is reached, and refuses what
//! is too heavy or too deep. What is compared is weighed too, because a comparison reaches everything.
//!
//! Deliberately not here: a limit of its own for time. Weighing costs fuel, and nothing in a template is heavier than the scale allows, so
//! the fuel bounds the time.

use minijinja::{
    Environment, Error, ErrorKind, State, Value,
    machinery::{Instruction, Instructions},
    value::ValueKind,
};

use super::functions::known;

/// The values in one list or map that a template makes, those inside counted too.
pub(super) const HEAVIEST: usize = 20_000;
/// Lists in lists. The JSON of a payload has at most 128.
const DEEPEST: usize = 160;
/// Values weighed for one step of fuel.
const PER_STEP: usize = 64;
/// Values of a list that are walked for one step: each is looked at, and often kept.
const WALKED_PER_STEP: usize = 16;

/// No name that a template can write.
const WEIGH: &str = "<weigh>";
/// What becomes an attribute of a namespace is no namespace: one that holds itself would have no end.
const ATTRIBUTE: &str = "<attribute>";
/// Of what it cannot negate the interpreter does not say whether it is missing or null.
const NEGATED: &str = "<negated>";
/// Of what is missing or null the interpreter makes an empty list.
const SLICED: &str = "<sliced>";

/// In a template that may have times: what they make of `+` and `-`, which minijinja's operators do not know.
pub(super) const PLUS: &str = "<plus>";
pub(super) const MINUS: &str = "<minus>";

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_function(WEIGH, |state: &State, value: Value| weighed(state, value));
    environment.add_function(ATTRIBUTE, attribute);
    environment.add_function(NEGATED, |value: Value| known(value, "a number"));
    environment.add_function(SLICED, sliced);
}

/// Whether this error says that a template made something too large. Such a one will not do better with the next message.
pub(super) fn is_too_heavy(error: &Error) -> bool {
    error.kind() == ErrorKind::InvalidOperation
        && error
            .detail()
            .is_some_and(|detail| [TOO_HEAVY, TOO_DEEP, HOLDS_ITSELF].contains(&detail))
}

const TOO_HEAVY: &str = "this makes a list of too many values";
const TOO_DEEP: &str = "this makes lists in lists too deep";
const HOLDS_ITSELF: &str = "a namespace cannot be kept in a list, a map or a namespace";

fn refused(why: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, why)
}

/// All in a list. To walk it costs fuel: a payload's list may have any length, and be walked again and again.
pub(super) fn items(state: &State, list: &Value) -> Result<Vec<Value>, Error> {
    let mut all = Vec::new();
    for item in list.try_iter()? {
        if all.len().is_multiple_of(WALKED_PER_STEP) {
            state.consume_fuel(1)?;
        }
        all.push(item);
    }
    Ok(all)
}

pub(super) fn weighed(state: &State, value: Value) -> Result<Value, Error> {
    if !is_container(&value) {
        return Ok(value);
    }
    let mut count = 0;
    let counted = weigh(&value, 1, &mut count);
    state.consume_fuel((count / PER_STEP) as u64)?;
    counted.map(|()| value)
}

fn is_container(value: &Value) -> bool {
    matches!(
        value.kind(),
        ValueKind::Seq | ValueKind::Map | ValueKind::Iterable | ValueKind::Plain
    )
}

fn is_namespace(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|object| object.type_name().ends_with("::Namespace"))
}

fn weigh(container: &Value, depth: usize, count: &mut usize) -> Result<(), Error> {
    if depth > DEEPEST {
        return Err(refused(TOO_DEEP));
    }
    let Some(object) = container.as_object() else {
        return Ok(());
    };
    let is_map = container.kind() == ValueKind::Map;
    for item in object.try_iter().into_iter().flatten() {
        *count += 1;
        if *count > HEAVIEST {
            return Err(refused(TOO_HEAVY));
        }
        // Iterating a map gives its keys, which are containers only where a template says so.
        let held = is_map.then(|| object.get_value(&item)).flatten();
        for value in [Some(item), held].into_iter().flatten() {
            if is_namespace(&value) {
                return Err(refused(HOLDS_ITSELF));
            }
            if is_container(&value) {
                weigh(&value, depth + 1, count)?;
            }
        }
    }
    Ok(())
}

fn attribute(value: Value) -> Result<Value, Error> {
    if is_namespace(&value) {
        return Err(refused(HOLDS_ITSELF));
    }
    Ok(value)
}

/// What stands on the stack where something is sliced; taken from the list again, the last comes lowest.
fn sliced(value: Value, start: Value, stop: Value, step: Value) -> Result<Vec<Value>, Error> {
    Ok(vec![step, stop, start, known(value, "a list")?])
}

/// The same program with the scale in it; with `times`, what it adds and subtracts may be times.
pub(super) fn with_scale<'source>(
    program: &Instructions<'source>,
    times: bool,
) -> Instructions<'source> {
    let all: Vec<_> = (0..).map_while(|at| program.get(at)).collect();
    let mut moved = Vec::with_capacity(all.len() + 1);
    let mut place = 0;
    for (at, instruction) in all.iter().enumerate() {
        moved.push(place);
        let before = at.checked_sub(1).and_then(|at| all.get(at)).copied();
        place += extra_before(instruction, before).len() as u32 + 1;
        place += extra_behind(instruction).len() as u32;
    }
    moved.push(place);
    let target = |at: u32| moved.get(at as usize).copied().unwrap_or(place);

    let mut scaled = Instructions::new(program.name(), program.source());
    for (at, instruction) in all.iter().enumerate() {
        let line = program.get_line(at as u32).unwrap_or(1) as u16;
        let before = at.checked_sub(1).and_then(|at| all.get(at)).copied();
        let own = match (*instruction).clone() {
            Instruction::Iterate(to) => Instruction::Iterate(target(to)),
            Instruction::Jump(to) => Instruction::Jump(target(to)),
            Instruction::JumpIfFalse(to) => Instruction::JumpIfFalse(target(to)),
            Instruction::JumpIfFalseOrPop(to) => Instruction::JumpIfFalseOrPop(target(to)),
            Instruction::JumpIfTrueOrPop(to) => Instruction::JumpIfTrueOrPop(target(to)),
            Instruction::BuildMacro(name, to, flags) => {
                Instruction::BuildMacro(name, target(to), flags)
            }
            Instruction::Add if times => Instruction::CallFunction(PLUS, Some(2)),
            Instruction::Sub if times => Instruction::CallFunction(MINUS, Some(2)),
            other => other,
        };
        let extra = extra_before(instruction, before);
        let behind = extra_behind(instruction);
        for each in extra.iter().chain([&own]).chain(behind) {
            scaled.add_with_line(each.clone(), line);
        }
    }
    scaled
}

const CALL_WEIGH: Instruction<'static> = Instruction::CallFunction(WEIGH, Some(1));
const BOTH: &[Instruction<'static>] =
    &[Instruction::Swap, CALL_WEIGH, Instruction::Swap, CALL_WEIGH];
const UPPER: &[Instruction<'static>] = &[CALL_WEIGH];
const LOWER: &[Instruction<'static>] = &[
    Instruction::Swap,
    Instruction::CallFunction(ATTRIBUTE, Some(1)),
    Instruction::Swap,
];

/// What is weighed first: both sides of a comparison, unless one is written out; what a filter or a test looks at; what a namespace keeps.
fn extra_before(
    instruction: &Instruction<'_>,
    before: Option<&Instruction<'_>>,
) -> &'static [Instruction<'static>] {
    match instruction {
        Instruction::Eq
        | Instruction::Ne
        | Instruction::Gt
        | Instruction::Gte
        | Instruction::Lt
        | Instruction::Lte
        | Instruction::In
        | Instruction::CompareAndPreserve(_) => match before {
            Some(Instruction::LoadConst(written)) if !is_container(written) => &[],
            _ => BOTH,
        },
        Instruction::ApplyFilter(_, Some(1), _) | Instruction::PerformTest(_, Some(1), _) => &[],
        Instruction::ApplyFilter(_, Some(2), _) | Instruction::PerformTest(_, Some(2), _) => {
            match before {
                Some(Instruction::LoadConst(_)) => &[],
                _ => BOTH,
            }
        }
        Instruction::SetAttr(_) => LOWER,
        Instruction::Neg => &[Instruction::CallFunction(NEGATED, Some(1))],
        Instruction::Slice => &[
            Instruction::CallFunction(SLICED, Some(4)),
            Instruction::UnpackList(4),
        ],
        _ => &[],
    }
}

/// What may have made a container. A result that is none costs one look.
fn extra_behind(instruction: &Instruction<'_>) -> &'static [Instruction<'static>] {
    match instruction {
        Instruction::BuildList(_)
        | Instruction::BuildTuple(_)
        | Instruction::BuildMap(_)
        | Instruction::Add
        | Instruction::Mul
        | Instruction::Slice
        | Instruction::CallFunction(..)
        | Instruction::CallMethod(..)
        | Instruction::CallObject(_) => UPPER,
        Instruction::ApplyFilter(name, ..) if !GIVES_NO_CONTAINER.contains(name) => UPPER,
        _ => &[],
    }
}

/// Filters of every day whose result is a number, a text or a boolean whatever they are given.
const GIVES_NO_CONTAINER: &[&str] = &[
    "float",
    "int",
    "bool",
    "round",
    "is_number",
    "multiply",
    "add",
    "to_json",
    "tojson",
    "string",
    "length",
    "count",
    "lower",
    "upper",
    "title",
    "capitalize",
    "trim",
    "replace",
    "join",
    "abs",
];

#[cfg(test)]
mod tests;
