//! docs/protocol.md says by which test each statement of MQTT is shown, docs/safety.md the same of findings: a test that is named there exists.

use super::{Finding, source::Source};

const DOCUMENTS: [&str; 2] = ["docs/protocol.md", "docs/safety.md"];

pub fn named_tests(sources: &[Source]) -> Vec<Finding> {
    let mut findings = vec![];
    for document in sources {
        if !DOCUMENTS.contains(&document.path.as_str()) {
            continue;
        }
        for (number, line) in (1..).zip(document.text.lines()) {
            // Every second part stands between backticks.
            for name in line.split('`').skip(1).step_by(2) {
                if name.contains('_') && !is_there(sources, name) {
                    let rule = format!("no test {name}");
                    findings.push(Finding::new(&document.path, number, rule));
                }
            }
        }
    }
    findings
}

fn is_there(sources: &[Source], name: &str) -> bool {
    let declared = format!("fn {name}(");
    let mut rust = sources.iter().filter(|source| source.is("rs"));
    rust.any(|source| source.text.contains(&declared))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_the_protocols_table_names_and_nobody_wrote_is_found() {
        for document in DOCUMENTS {
            let sources = [
                Source::new(
                    document,
                    "| 1.5.3-1 | sends `mqtt` | `a_test_that_is_there`, `a_test_that_is_gone` |\n",
                ),
                Source::new(
                    "crates/engine/tests/mqtt.rs",
                    "fn a_test_that_is_there() {}",
                ),
            ];
            assert_eq!(
                named_tests(&sources),
                [Finding::new(document, 1, "no test a_test_that_is_gone")]
            );
        }
    }
}
