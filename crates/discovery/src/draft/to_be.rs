//! A tile to be: which slots read and send what of an entity.

use serde_json::Value;

use crate::model::{Part, Reads, Sends, Shape};

/// One tile to be.
pub struct Plan<'a> {
    pub kind: &'static str,
    /// It is called as its entity: what it can do stands on it.
    pub whole: bool,
    /// By slot.
    pub reads: Vec<(&'static str, &'a Reads)>,
    pub sends: Vec<Sending>,
    pub options: Value,
}

/// What a slot of a tile to be sends.
pub struct Sending {
    pub slot: &'static str,
    pub sends: Sends,
    pub answer: Option<Answering>,
}

/// Which slot answers, how far off a number may be there, and how long that may take, in milliseconds.
#[derive(Clone, Copy)]
pub struct Answering {
    pub slot: &'static str,
    pub tolerance: f64,
    pub within: u32,
}

/// What sets a part, and its state as the answer.
pub fn setting(
    part: &Part,
    slot: &'static str,
    answers: &'static str,
    within: u32,
) -> Option<Sending> {
    let answering = Answering {
        slot: answers,
        tolerance: tolerance(part),
        within,
    };
    Some(Sending {
        slot,
        sends: part.sends.clone()?,
        answer: (part.answers && part.reads.is_some()).then_some(answering),
    })
}

/// Half a step: devices round.
fn tolerance(part: &Part) -> f64 {
    match &part.shape {
        Shape::Number {
            step: Some(step), ..
        } if step.is_finite() && *step > 0.0 => step / 2.0,
        _ => 0.0,
    }
}
