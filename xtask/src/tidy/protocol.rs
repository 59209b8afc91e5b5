//! docs/protocol.md says by which test each statement of MQTT is shown: a test that is named there exists.

use super::{Finding, source::Source};

const DOCUMENT: &str = "docs/protocol.md";

pub fn named_tests(sources: &[Source]) -> Vec<Finding> {
    let Some(document) = sources.iter().find(|source| source.path == DOCUMENT) else {
        return vec![];
    };
    let mut findings = vec![];
    for (number, line) in (1..).zip(document.text.lines()) {
        // Every second part stands between backticks.
        for name in line.split('`').skip(1).step_by(2) {
            if name.contains('_') && !is_there(sources, name) {
                findings.push(Finding::new(DOCUMENT, number, format!("no test {name}")));
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
        let sources = [
            Source::new(
                DOCUMENT,
                "| 1.5.3-1 | sends `mqtt` | `a_test_that_is_there`, `a_test_that_is_gone` |\n",
            ),
            Source::new(
                "crates/engine/tests/mqtt.rs",
                "fn a_test_that_is_there() {}",
            ),
        ];
        assert_eq!(
            named_tests(&sources),
            [Finding::new(DOCUMENT, 1, "no test a_test_that_is_gone")]
        );
    }
}
