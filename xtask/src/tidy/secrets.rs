//! Invariant 5, as far as a text can show it: a field that holds a secret has a type whose `Debug` prints `***`, and so is no plain
//! text. What reaches files, logs and the web view is shown by tests/app with a canary.

use super::{Finding, source::Source};

const SECRET: &[&str] = &["password", "passphrase", "private_key", "secret", "token"];
const PLAIN: &[&str] = &[
    "String",
    "Option<String>",
    "&str",
    "&'a str",
    "Option<&str>",
    "Box<str>",
    "Arc<str>",
    "Vec<u8>",
    "Bytes",
];

pub fn plain_fields(source: &Source) -> Vec<Finding> {
    if !source.is("rs") || source.under("xtask/") {
        return vec![];
    }
    let mut findings = vec![];
    // Fields stand in structs and enums; parameters of functions are no field and vanish with the call.
    let mut depth_of_type = None;
    let mut depth = 0_usize;
    for line in source.code().filter(|line| !line.test) {
        let item = line
            .text
            .trim_start_matches("pub ")
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub(super) ");
        if (item.starts_with("struct ") || item.starts_with("enum ")) && line.text.ends_with('{') {
            depth_of_type = Some(depth);
        }
        if depth_of_type.is_some_and(|of| depth > of)
            && let Some((name, kind)) = field(item)
            && SECRET
                .iter()
                .any(|secret| name == *secret || name.ends_with(&format!("_{secret}")))
            && PLAIN.contains(&kind)
        {
            findings.push(Finding::new(
                &source.path,
                line.number,
                format!("`{name}` is a {kind}: a secret has the type `Secret`, which prints `***`"),
            ));
        }
        depth += line.text.matches('{').count();
        depth = depth.saturating_sub(line.text.matches('}').count());
        if depth_of_type.is_some_and(|of| depth <= of) {
            depth_of_type = None;
        }
    }
    findings
}

fn field(text: &str) -> Option<(&str, &str)> {
    let (name, kind) = text.split_once(": ")?;
    Some((
        name.trim(),
        kind.trim_end_matches(',').trim_end_matches(" }").trim(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> usize {
        plain_fields(&Source::new("crates/core/src/a.rs", text)).len()
    }

    #[test]
    fn a_password_as_plain_text_is_found() {
        assert_eq!(broken("struct Login {\n    pub password: String,\n}"), 1);
        assert_eq!(
            broken("pub(crate) struct Login {\n    client_secret: Option<String>,\n}"),
            1
        );
    }

    #[test]
    fn a_secret_in_its_type_is_fine() {
        assert_eq!(
            broken("struct Login {\n    password: Option<Secret>,\n}"),
            0
        );
        assert_eq!(broken("struct Login {\n    passwords_kept: String,\n}"), 0);
        assert_eq!(broken("fn f(\n    password: String,\n) {\n}"), 0);
    }
}
