//! Value templates give what Jinja2 with Home Assistant's filters gives. `jinja/make.py` writes the corpus.

use serde::Deserialize;
use tilework_core::template::{Cause, ValueTemplate};

#[derive(Deserialize)]
struct Case {
    template: String,
    payload: String,
    /// `None`: Jinja2 fails.
    expected: Option<String>,
    /// It fails because it looks into what is not there.
    #[serde(default)]
    missing: bool,
}

#[test]
fn value_templates_give_what_home_assistant_gives() {
    let corpus: Vec<Case> = serde_json::from_str(include_str!("jinja/corpus.json")).unwrap();
    let mut different = vec![];
    for Case {
        template,
        payload,
        expected,
        missing,
    } in &corpus
    {
        let found = ValueTemplate::parse(template).and_then(|template| template.render(payload));
        let same = match (&found, expected) {
            (Ok(found), Some(expected)) => found == expected,
            // A filter of Python's that gets what is missing says "no number" or the like; here all say that it is missing.
            (Err(fault), None) => !missing || fault.cause == Cause::Missing,
            _ => false,
        };
        if !same {
            different.push(format!(
                "{template} on {payload}: {found:?}, not {expected:?}"
            ));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}
