//! Files as earlier versions saved them: each opens, and says the same after it is saved again.

#![allow(clippy::unwrap_used)] // clippy does not see that its functions are only called by tests

use std::{fs, path::PathBuf};

use serde::Serialize;
use serde_json::Value;
use tilework_core::{
    broker::BROKER_SCHEMA,
    dashboard::DASHBOARD_SCHEMA,
    migrate::{DocumentError, read_broker, read_dashboard},
};

/// All files of one document, named `<what>-v<version>-<case>.json`.
fn golden(what: &str) -> Vec<(PathBuf, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = files
        .filter(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with(what)
        })
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect();
    found.sort();
    found
}

fn check<T: Serialize>(what: &str, schema: u32, read: fn(&str) -> Result<T, DocumentError>) {
    let files = golden(what);
    for version in 1..=schema {
        let name = format!("{what}-v{version}-");
        assert!(
            files
                .iter()
                .any(|(path, _)| path.to_string_lossy().contains(&name)),
            "no golden file {name}*"
        );
    }
    for (path, text) in &files {
        let read = read(text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let saved = serde_json::to_value(&read).unwrap();
        // An older version is saved as the file of the same case in the newest version.
        let name = path.file_name().unwrap().to_string_lossy();
        let case = name.splitn(3, '-').nth(2).unwrap();
        let newest = path.with_file_name(format!("{what}-v{schema}-{case}"));
        let expected: Value = serde_json::from_str(&fs::read_to_string(newest).unwrap()).unwrap();
        assert_eq!(saved, expected, "{}", path.display());
    }
}

#[test]
fn every_saved_broker_opens_and_is_saved_the_same() {
    check("broker", BROKER_SCHEMA, read_broker);
}

#[test]
fn every_saved_dashboard_opens_and_is_saved_the_same() {
    check("dashboard", DASHBOARD_SCHEMA, read_dashboard);
}
