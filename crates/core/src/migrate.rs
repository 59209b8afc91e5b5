//! Reading saved documents of every version.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    broker::{BROKER_SCHEMA, Broker},
    dashboard::{DASHBOARD_SCHEMA, Dashboard},
};

/// Why a saved document cannot be opened.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DocumentError {
    #[error("saved by a newer Tilework (format {found}, this one knows {known})")]
    Newer { found: u32, known: u32 },
    #[error("not a document: {message}")]
    Damaged { message: String },
}

/// Takes a document from one version to the next; it does not touch `schemaVersion`.
type Step = fn(Value) -> Result<Value, DocumentError>;

/// `STEPS[0]` goes from version 1 to 2. Each new step comes with golden files of the version it leaves behind.
const BROKER_STEPS: [Step; BROKER_SCHEMA as usize - 1] = [
    several_endpoints,
    nobody_allowed,
    nothing_is_hidden,
    all_authorities,
    in_any_network,
];
const DASHBOARD_STEPS: [Step; DASHBOARD_SCHEMA as usize - 1] =
    [everything_is_recorded, payloads_can_be_bytes];

/// # Errors
/// The document is of a newer version, or none that can be read.
pub fn read_broker(text: &str) -> Result<Broker, DocumentError> {
    read(text, &BROKER_STEPS)
}

/// # Errors
/// The document is of a newer version, or none that can be read. A damaged layout is repaired instead.
pub fn read_dashboard(text: &str) -> Result<Dashboard, DocumentError> {
    read(text, &DASHBOARD_STEPS)
}

/// The version is looked at before anything else: only a version that is known can be called damaged.
fn read<T: DeserializeOwned>(text: &str, steps: &[Step]) -> Result<T, DocumentError> {
    let mut document: Value = serde_json::from_str(text).map_err(damaged)?;
    let found = document
        .get("schemaVersion")
        .and_then(Value::as_u64)
        .ok_or_else(|| damaged("no schemaVersion"))?;
    let known = steps.len() as u64 + 1;
    if found > known {
        let found = u32::try_from(found).unwrap_or(u32::MAX);
        return Err(DocumentError::Newer {
            found,
            known: known as u32,
        });
    }
    let done = found
        .checked_sub(1)
        .ok_or_else(|| damaged("schemaVersion 0"))?;
    for step in steps.iter().skip(done as usize) {
        document = step(document)?;
    }
    document["schemaVersion"] = known.into();
    serde_json::from_value(document).map_err(damaged)
}

/// Version 2: several addresses, one protocol for all of them, and more than one secret.
fn several_endpoints(mut document: Value) -> Result<Value, DocumentError> {
    let broker = document
        .as_object_mut()
        .ok_or_else(|| damaged("no object"))?;
    if let Some(mut endpoint) = broker.remove("endpoint") {
        let protocol = endpoint
            .as_object_mut()
            .and_then(|endpoint| endpoint.remove("protocol"));
        broker.extend(protocol.map(|protocol| ("protocol".to_owned(), protocol)));
        broker.insert("endpoints".to_owned(), Value::Array(vec![endpoint]));
    }
    if let Some(place) = broker.remove("passwordPlace")
        && place != "none"
    {
        broker.insert("secrets".to_owned(), json!({ "password": place }));
    }
    broker.insert("enabled".to_owned(), true.into());
    broker.insert("keepAliveSeconds".to_owned(), Broker::KEEP_ALIVE.into());
    broker.insert("packetLimit".to_owned(), Broker::PACKET_LIMIT.into());
    Ok(document)
}

/// Version 3: an address that is not encrypted gets the password beside an encrypted one only if that was allowed, and nobody was asked.
fn nobody_allowed(document: Value) -> Result<Value, DocumentError> {
    Ok(document)
}

/// Version 4: user names, tokens in paths and values of user properties may be secrets. Only a keyring could take them; so they stay here
/// until the broker is saved again.
fn nothing_is_hidden(document: Value) -> Result<Value, DocumentError> {
    Ok(document)
}

/// An address that was allowed was so in any network; an earlier version would take one that is bound for that, and must not read it.
fn in_any_network(document: Value) -> Result<Value, DocumentError> {
    Ok(document)
}

/// Version 5: a broker may trust its own authorities alone, which an older version would not keep to.
fn all_authorities(document: Value) -> Result<Value, DocumentError> {
    Ok(document)
}

/// Version 2: every binding has a history, and may take its time from the payload.
fn everything_is_recorded(mut document: Value) -> Result<Value, DocumentError> {
    let tiles = document.get_mut("tiles").and_then(Value::as_array_mut);
    for tile in tiles.into_iter().flatten() {
        let bindings = tile.get_mut("bindings").and_then(Value::as_object_mut);
        for binding in bindings.into_iter().flat_map(|all| all.values_mut()) {
            if let Some(binding) = binding.as_object_mut() {
                binding.remove("keepSeries");
            }
        }
    }
    Ok(document)
}

/// Version 3: a binding may read bytes, other encodings and a chosen decimal mark. What was saved says none of it.
fn payloads_can_be_bytes(document: Value) -> Result<Value, DocumentError> {
    Ok(document)
}

fn damaged(message: impl ToString) -> DocumentError {
    DocumentError::Damaged {
        message: message.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_document_is_told_from_a_damaged_one() {
        let newer = DocumentError::Newer {
            found: 7,
            known: DASHBOARD_SCHEMA,
        };
        assert_eq!(
            read_dashboard(r#"{"schemaVersion": 7, "tiles": "of another kind"}"#),
            Err(newer)
        );
        for damaged in [
            "",
            "{",
            "[]",
            "null",
            "{}",
            r#"{"schemaVersion": 0}"#,
            r#"{"schemaVersion": "1"}"#,
            r#"{"schemaVersion": 1}"#,
        ] {
            assert!(
                matches!(read_dashboard(damaged), Err(DocumentError::Damaged { .. })),
                "{damaged}"
            );
            assert!(
                matches!(read_broker(damaged), Err(DocumentError::Damaged { .. })),
                "{damaged}"
            );
        }
    }

    #[test]
    fn steps_run_from_the_found_version_to_the_known_one() {
        fn rename(mut document: Value) -> Result<Value, DocumentError> {
            document["b"] = document["a"].take();
            Ok(document)
        }
        fn double(mut document: Value) -> Result<Value, DocumentError> {
            document["b"] = (document["b"].as_i64().unwrap() * 2).into();
            Ok(document)
        }
        let steps: [Step; 2] = [rename, double];
        let b = |text: &str| read::<Value>(text, &steps).unwrap()["b"].clone();
        assert_eq!(b(r#"{"schemaVersion": 1, "a": 4}"#), 8);
        assert_eq!(b(r#"{"schemaVersion": 2, "b": 4}"#), 8);
        assert_eq!(b(r#"{"schemaVersion": 3, "b": 4}"#), 4);
        assert_eq!(
            read::<Value>(r#"{"schemaVersion": 1, "a": 4}"#, &steps).unwrap()["schemaVersion"],
            3
        );
    }
}
