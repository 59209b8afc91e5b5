//! Value templates give what Jinja2 with Home Assistant's filters gives. `jinja/make.py` writes the corpus.

use serde::Deserialize;
use tilework_core::template::ValueTemplate;

#[derive(Deserialize)]
struct Case {
    template: String,
    payload: String,
    /// `None`: Jinja2 fails.
    expected: Option<String>,
}

#[test]
fn value_templates_give_what_home_assistant_gives() {
    let corpus: Vec<Case> = serde_json::from_str(include_str!("jinja/corpus.json")).unwrap();
    let mut different = vec![];
    for Case {
        template,
        payload,
        expected,
    } in &corpus
    {
        let found = ValueTemplate::parse(template).and_then(|template| template.render(payload));
        let same = match (&found, expected) {
            (Ok(found), Some(expected)) => found == expected,
            (Err(_), None) => true,
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
