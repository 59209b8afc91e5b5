//! Where in a message a template looks: `{{ value_json.air['temp'] | float }}` looks at `air`, `temp`.

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Key(String),
    Index(usize),
}

/// Steps of one path, and the highest place in a list: more would be a message full of nulls.
const LONGEST: usize = 8;
const HIGHEST: usize = 31;

/// The place that this template looks at, without what it makes of it; `None`: it does more than look. No template: the whole message.
pub fn path(template: Option<&str>) -> Option<Vec<Step>> {
    let Some(template) = template else {
        return Some(vec![]);
    };
    let inner = template.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    let inner = inner.trim_matches(['-', ' ', '\n', '\t']);
    if inner.contains("{{") || inner.contains("}}") || inner.contains("{%") {
        return None;
    }
    // What comes behind is a filter or a sum: whether it matters is tried out.
    if let Some(rest) = inner.strip_prefix("value_json") {
        return steps(rest);
    }
    let rest = inner.strip_prefix("value")?;
    (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')).then(Vec::new)
}

fn steps(mut rest: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    loop {
        if let Some(behind) = rest.strip_prefix('.') {
            let end = behind
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(behind.len());
            let (name, behind) = behind.split_at(end);
            // `.get('x')` and other calls do more than look.
            if name.is_empty() || behind.starts_with('(') {
                return None;
            }
            steps.push(match name.parse() {
                Ok(index) => Step::Index(index),
                Err(_) => Step::Key(name.to_owned()),
            });
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix('[') {
            let (key, behind) = behind.split_once(']')?;
            let key = key.trim();
            let quoted = |quote| {
                key.strip_prefix(quote)
                    .and_then(|it| it.strip_suffix(quote))
            };
            steps.push(match quoted('\'').or_else(|| quoted('"')) {
                Some(name) if !name.contains(['\\', '\'', '"']) => Step::Key(name.to_owned()),
                Some(_) => return None,
                None => Step::Index(key.parse().ok()?),
            });
            rest = behind;
        } else {
            break;
        }
    }
    let small = steps
        .iter()
        .all(|step| !matches!(step, Step::Index(at) if *at > HIGHEST));
    (!steps.is_empty() && steps.len() <= LONGEST && small).then_some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_only_looks_says_where() {
        let key = |name: &str| Step::Key(name.to_owned());
        for (template, expected) in [
            ("{{ value }}", Some(vec![])),
            ("{{ value | float * 2 }}", Some(vec![])),
            ("{{ value_json.temp }}", Some(vec![key("temp")])),
            (
                "{{value_json['a b'].c | round(1)}}",
                Some(vec![key("a b"), key("c")]),
            ),
            (
                "{{ value_json[1].x }}",
                Some(vec![Step::Index(1), key("x")]),
            ),
            ("{{ value_json.get('x') }}", None),
            ("{{ value_json }}", None),
            ("{{ value_json[99] }}", None),
            ("{% if value %}1{% endif %}", None),
            ("on {{ value }}", None),
            ("{{ values }}", None),
        ] {
            assert_eq!(path(Some(template)), expected, "{template}");
        }
        assert_eq!(path(None), Some(vec![]));
    }
}
