//! Invariants 2, 3 and 6: what core is free of, who names the client and the database, requests in one table.

use super::{
    Finding,
    source::{Source, names},
};

/// (only these folders, may name this, because)
const ONLY: &[(&[&str], &str, &str)] = &[
    (
        &[
            "crates/engine/src/link/",
            "crates/engine/src/link.rs",
            "crates/demo/",
        ],
        "rumqttc",
        "only engine/src/link names the MQTT client (and the demo's devices)",
    ),
    (
        &[
            "crates/database/",
            "crates/history/src/store/",
            "crates/engine/src/documents/",
            "crates/engine/src/documents.rs",
        ],
        "rusqlite",
        "only the database crate, history/src/store and engine/src/documents name SQLite",
    ),
];

/// Rules as functions of what comes in.
const PURE: [&str; 4] = [
    "crates/bundle/src/",
    "crates/core/src/",
    "crates/device-code/src/",
    "crates/discovery/src/",
];
const NOT_IN_CORE: &[&str] = &[
    "std::fs",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "tokio",
    "SystemTime",
    "Instant",
    "async",
    "await",
    "println",
    "tracing",
];

pub fn rust(source: &Source) -> Vec<Finding> {
    if !source.is("rs") || source.under("xtask/") {
        return vec![];
    }
    let mut findings = vec![];
    for line in source.code() {
        let pure = PURE.iter().any(|folder| source.under(folder));
        if pure && !line.test {
            let found = NOT_IN_CORE.iter().filter(|word| names(&line.words(), word));
            findings.extend(found.map(|word| {
                Finding::new(
                    &source.path,
                    line.number,
                    format!(
                        "core, bundle, device-code and discovery have no async, no IO and no clock, but name `{word}`"
                    ),
                )
            }));
        }
        // An integration test may look into the database from outside.
        for (folders, word, rule) in ONLY {
            if !source.is_test()
                && !folders.iter().any(|folder| source.under(folder))
                && names(&line.words(), word)
            {
                findings.push(Finding::new(&source.path, line.number, *rule));
            }
        }
    }
    findings
}

/// The rows of the table of requests are written out nowhere in the shell's sources and capabilities: there they come from the table.
pub fn requests_listed_once(sources: &[Source]) -> Vec<Finding> {
    const ROOMS: &str = "crates/engine/src/rooms/";
    let rows = |source: &&Source| source.under(ROOMS) && source.path.ends_with("/rows.rs");
    let requests: Vec<&str> = sources
        .iter()
        .filter(rows)
        .flat_map(|source| source.text.lines())
        .filter_map(|line| {
            let (_, row) = line.trim().split_once(' ')?;
            let kinds = ["call ", "bytes ", "stream "];
            let row = kinds.iter().find_map(|kind| row.strip_prefix(kind))?;
            row.split_once('(').map(|(name, _)| name)
        })
        .collect();
    if requests.is_empty() {
        return vec![Finding::new(
            ROOMS,
            0,
            "no requests found in the rows of the rooms: has their form changed?",
        )];
    }
    let mut findings = vec![];
    for source in sources.iter().filter(|source| source.under("src-tauri/")) {
        for line in source.code().filter(|line| !line.test) {
            let listed = requests.iter().filter(|name| {
                let declared = source.is("rs") && line.text.contains(&format!("fn {name}("));
                let granted = line
                    .text
                    .contains(&format!("\"allow-{}\"", name.replace('_', "-")));
                let quoted = line.text.contains(&format!("\"{name}\""));
                declared || granted || quoted
            });
            findings.extend(listed.map(|name| {
                Finding::new(
                    &source.path,
                    line.number,
                    format!("`{name}` is listed a second time: take it from the table of requests"),
                )
            }));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> usize {
        rust(&Source::new(path, text)).len()
    }

    #[test]
    fn core_with_a_clock_is_found() {
        assert_eq!(
            broken("crates/core/src/a.rs", "use std::time::SystemTime;"),
            1
        );
        assert_eq!(broken("crates/core/src/a.rs", "async fn go() {}"), 1);
        assert_eq!(
            broken(
                "crates/core/src/a.rs",
                "// SystemTime comes in as a parameter\nuse std::time::Duration;"
            ),
            0
        );
    }

    #[test]
    fn the_client_outside_its_folder_is_found() {
        assert_eq!(
            broken("crates/engine/src/feed.rs", "use rumqttc::Client;"),
            1
        );
        assert_eq!(
            broken("crates/engine/src/link/v4.rs", "use rumqttc::Client;"),
            0
        );
        assert_eq!(broken("crates/demo/src/pump.rs", "use rumqttc::Client;"), 0);
        assert_eq!(broken("src-tauri/lib.rs", "rumqttc::v5::Client"), 1);
        assert_eq!(broken("src-tauri/log.rs", "filter(\"rumqttc=info\")"), 0);
    }

    #[test]
    fn the_database_outside_its_folders_is_found() {
        assert_eq!(
            broken("crates/engine/src/alerts.rs", "rusqlite::Connection::open"),
            1
        );
        assert_eq!(
            broken(
                "crates/engine/src/documents/store.rs",
                "rusqlite::Connection::open"
            ),
            0
        );
        assert_eq!(
            broken(
                "crates/engine/tests/documents.rs",
                "rusqlite::Connection::open"
            ),
            0
        );
    }

    #[test]
    fn a_request_listed_twice_is_found() {
        let rows = "    /// Doc.\n    own call save_broker(draft: BrokerDraft) -> SavedBroker;\n    see bytes draw_chart(request: ChartRequest);\n";
        let table = || Source::new("crates/engine/src/rooms/brokers/rows.rs", rows);
        let check = |path: &str, text: &str| {
            requests_listed_once(&[table(), Source::new(path, text)]).len()
        };
        assert_eq!(
            check(
                "src-tauri/capabilities/main.json",
                "\"permissions\": [\"allow-save-broker\"]"
            ),
            1
        );
        assert_eq!(
            check(
                "src-tauri/requests.rs",
                "async fn draw_chart(request: ChartRequest)"
            ),
            1
        );
        assert_eq!(check("src-tauri/requests.rs", "async fn $name() {}"), 0);
        assert_eq!(requests_listed_once(&[]).len(), 1);
    }
}
