//! Whether a tile's form is one of its kind.

use serde_json::Value;

use super::{Kind, OptionRule, VERSION, of};
use crate::{
    problem::{Fault, OptionType, Problem},
    tile::{Tile, TileDraft},
};

/// What in a draft its kind does not know, lacks, or cannot read. `before`: the tile that the draft changes.
///
/// Nothing of a newer version is refused: a kind that is unknown here, options of a newer version, and further options and slots that
/// the tile had before stay as they are.
#[must_use]
pub fn check(draft: &TileDraft, before: Option<&Tile>) -> Vec<Problem> {
    let Some(kind) = of(&draft.kind) else {
        return vec![];
    };
    if kind.is_older_than(&draft.options) {
        return vec![];
    }
    let before = before.filter(|tile| tile.kind == draft.kind);
    let mut problems = slots(kind, draft, before);
    for (name, value) in &draft.options {
        let kept = before.is_some_and(|tile| tile.options.get(name) == Some(value));
        if let Some(rule) = kind.option(name).filter(|_| !kept && name != VERSION)
            && let Some(fault) = rule.fault(value)
        {
            problems.push(Problem::new(format!("options.{name}"), fault));
        }
    }
    problems
}

fn slots(kind: &Kind, draft: &TileDraft, before: Option<&Tile>) -> Vec<Problem> {
    let mut problems = vec![];
    let mut ask = |part: &str, slot: &str, wanted: bool, has: bool, had: Option<bool>| {
        let fault = match (wanted, has) {
            (true, false) => Fault::Required,
            (false, true) => Fault::UnknownSlot,
            _ => return,
        };
        // What the tile was like before is none of this form's doing.
        if had != Some(has) {
            problems.push(Problem::new(format!("{part}.{slot}"), fault));
        }
    };
    for (name, _) in kind.bindings.iter().filter(|(_, rule)| rule.required) {
        let has = draft
            .bindings
            .keys()
            .any(|slot| slot.as_str() == name.as_str());
        let had = before.map(|tile| {
            tile.bindings
                .keys()
                .any(|slot| slot.as_str() == name.as_str())
        });
        ask("bindings", name, true, has, had);
    }
    for (name, _) in kind.commands.iter().filter(|(_, rule)| rule.required) {
        let has = draft
            .commands
            .keys()
            .any(|slot| slot.as_str() == name.as_str());
        let had = before.map(|tile| {
            tile.commands
                .keys()
                .any(|slot| slot.as_str() == name.as_str())
        });
        ask("commands", name, true, has, had);
    }
    for slot in draft.bindings.keys() {
        let had = before.map(|tile| tile.bindings.contains_key(slot));
        let known = kind.reads(slot).is_some();
        ask("bindings", slot.as_str(), known, true, had);
    }
    for slot in draft.commands.keys() {
        let had = before.map(|tile| tile.commands.contains_key(slot));
        let known = kind.sends(slot).is_some();
        ask("commands", slot.as_str(), known, true, had);
    }
    problems
}

/// What the system is asked to open, and nothing else: a dashboard may come from somebody else.
fn is_address(text: &str) -> bool {
    const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];
    /// Bytes.
    const LONGEST: usize = 2_000;
    let leads_somewhere = SCHEMES.iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text.len() > scheme.len()
    });
    let plain = !text.chars().any(|it| it.is_control() || it.is_whitespace());
    leads_somewhere && plain && text.len() <= LONGEST
}

impl OptionRule {
    /// Why an option cannot say this.
    fn fault(&self, value: &Value) -> Option<Fault> {
        let wanted = |wanted, fits: bool| (!fits).then_some(Fault::NotThisType { wanted });
        match (self, value) {
            (_, Value::Null) => None,
            (
                OptionRule::Number {
                    minimum,
                    maximum,
                    above,
                    ..
                },
                Value::Number(number),
            ) => {
                let number = number.as_f64().unwrap_or_default();
                if let Some(limit) = above.filter(|limit| number <= *limit) {
                    return Some(Fault::NotAbove { limit });
                }
                let (min, max) = (minimum.unwrap_or(f64::MIN), maximum.unwrap_or(f64::MAX));
                (!(min..=max).contains(&number)).then_some(Fault::OutOfRange { min, max })
            }
            (OptionRule::Number { .. }, _) => wanted(OptionType::Number, false),
            (OptionRule::Toggle, _) => wanted(OptionType::Toggle, value.is_boolean()),
            (OptionRule::Text, _) => wanted(OptionType::Text, value.is_string()),
            (OptionRule::Address, _) => {
                wanted(OptionType::Address, value.as_str().is_some_and(is_address))
            }
            (OptionRule::Choice { among }, _) => {
                let fits = value
                    .as_str()
                    .is_some_and(|it| among.iter().any(|one| one == it));
                wanted(OptionType::Choice, fits)
            }
            (OptionRule::List { of, .. }, Value::Array(items)) => of.and_then(|of| of.fault(items)),
            (OptionRule::List { .. }, _) => wanted(OptionType::List, false),
        }
    }
}
