//! History and charts beside references, in one run. What criterion does not measure (bytes, cold starts) goes to
//! target/bench/extra.json; `cargo xtask bench` makes one report of all.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench that fails should stop with its words"
)]

mod drawing;
mod filled;
mod ingest;
mod ranges;

use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut extra = serde_json::Map::new();
    ingest::run(&mut criterion, &mut extra);
    ranges::run(&mut criterion, &mut extra);
    drawing::run(&mut criterion);
    criterion.final_summary();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench");
    std::fs::create_dir_all(folder).unwrap();
    let text = serde_json::to_string_pretty(&extra).unwrap();
    std::fs::write(format!("{folder}/extra.json"), text).unwrap();
}
