//! Shelly. The first generation speaks below `shellies/<id>` (<https://shelly-api-docs.shelly.cloud/gen1/#mqtt-support>), all later ones below a
//! prefix of their own with RPC and notifications (<https://shelly-api-docs.shelly.cloud/gen2/ComponentsAndServices/Mqtt>).

mod calls;
mod components;
mod first;
mod models;
mod outputs;
mod second;
#[cfg(test)]
mod tests;

use tilework_core::binding::Decode;

use crate::{
    making::{measured, part, reads},
    model::{Part, Reads, Role},
};

pub use first::RULES as FIRST;
pub use second::RULES as SECOND;

/// An identifier ends in the address of its network card, or the end of it.
fn is_id(text: &str) -> bool {
    let known = text
        .get(..6)
        .is_some_and(|start| start.eq_ignore_ascii_case("shelly"));
    known && text.len() <= 64 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn number(topic: &str, template: Option<String>, unit: &str, total: bool) -> Option<Part> {
    let reads = reads(topic, template, Decode::Number)?;
    let unit = (!unit.is_empty()).then(|| unit.to_owned());
    part(
        Role::Main,
        measured(total),
        Some(Reads { unit, ..reads }),
        None,
    )
}
