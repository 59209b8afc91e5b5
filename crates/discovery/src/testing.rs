//! What tests of several conventions ask.

use tilework_core::template::{Cause, ValueTemplate};

/// What a template makes of a message; empty where the message says nothing of it.
pub fn said_by(template: &str, payload: &str) -> String {
    match ValueTemplate::parse(template).unwrap().render(payload) {
        Ok(said) => said,
        Err(fault) if fault.cause == Cause::Missing => String::new(),
        Err(fault) => panic!("{template}: {fault}"),
    }
}
