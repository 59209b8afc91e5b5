//! Habits: short files, tests without sleeps, no lint silenced, names that say something.

use super::{
    Finding,
    source::{Source, names},
};

const LONGEST: usize = 500;

fn is_source(source: &Source) -> bool {
    let written_by_us = ["rs", "ts", "svelte", "css", "js"]
        .iter()
        .any(|extension| source.is(extension));
    written_by_us && !source.under("gen/") && !source.under("ui/src/lib/bindings/")
}

/// A longer file says why in its first line: a comment with the word `Long:`.
pub fn length(source: &Source) -> Option<Finding> {
    let lines = source.text.lines().count();
    let reasoned = source.text.lines().next().is_some_and(|first| {
        ["//", "/*", "<!--"]
            .iter()
            .any(|comment| first.starts_with(comment))
            && first.contains("Long:")
    });
    (is_source(source) && lines > LONGEST && !reasoned).then(|| {
        Finding::new(
            &source.path,
            0,
            format!("{lines} lines; over {LONGEST} its first line says why: `// Long: …`"),
        )
    })
}

/// On paused time (tokio's `start_paused`) a sleep costs nothing and is exact.
pub fn sleeps(source: &Source) -> Vec<Finding> {
    if !is_source(source) || source.text.contains("start_paused") {
        return vec![];
    }
    let waits = |text: &str| {
        if source.is("rs") {
            names(text, "sleep") && text.contains("sleep(")
        } else {
            text.contains("sleep(") || (text.contains("setTimeout(") && text.contains("Promise"))
        }
    };
    source
        .code()
        // What drives tests is no test itself, but waits for them.
        .filter(|line| {
            (line.test || source.under("tests/")) && !source.under("xtask/") && waits(line.text)
        })
        .map(|line| {
            Finding::new(
                &source.path,
                line.number,
                "a test waits on a condition, it does not sleep",
            )
        })
        .collect()
}

pub fn silenced_lints(source: &Source) -> Vec<Finding> {
    if !source.is("rs") || source.under("xtask/src/tidy/") {
        return vec![];
    }
    let silences = |text: &str| {
        let attribute = ["#[allow(", "#![allow(", "#[expect(", "#![expect("]
            .iter()
            .any(|start| text.contains(start));
        attribute && (text.contains("unwrap_used") || text.contains("expect_used"))
    };
    source
        .code()
        .filter(|line| !line.test && silences(line.text))
        .map(|line| Finding::new(&source.path, line.number, "unwrap and expect are for tests"))
        .collect()
}

const VAGUE: &[&str] = &[
    "Manager",
    "Service",
    "Helper",
    "Util",
    "Utils",
    "Processor",
    "Handler",
];

pub fn vague_names(source: &Source) -> Vec<Finding> {
    if !is_source(source) {
        return vec![];
    }
    let mut findings = vec![];
    for line in source.code() {
        let words = line.words();
        let mut words = words
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .filter(|word| !word.is_empty());
        while let Some(word) = words.next() {
            if !["struct", "enum", "trait", "class", "interface"].contains(&word) {
                continue;
            }
            if let Some(name) = words.next()
                && VAGUE.iter().any(|vague| name.ends_with(vague))
            {
                findings.push(Finding::new(
                    &source.path,
                    line.number,
                    format!("`{name}` says nothing: use a word of the domain"),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_without_a_reason_is_found() {
        let long = "let a = 1;\n".repeat(LONGEST + 1);
        assert!(length(&Source::new("a.rs", &long)).is_some());
        assert!(length(&Source::new("a.rs", &format!("// Long: one table\n{long}"))).is_none());
        assert!(length(&Source::new("a.rs", &"\n".repeat(LONGEST))).is_none());
        assert!(length(&Source::new("ui/src/lib/bindings/api.ts", &long)).is_none());
    }

    #[test]
    fn a_sleeping_test_is_found() {
        let check = |path: &str, text: &str| sleeps(&Source::new(path, text)).len();
        assert_eq!(
            check(
                "crates/core/src/a.rs",
                "fn f() { sleep(d) }\n#[cfg(test)]\nmod tests {\n    std::thread::sleep(d);\n}"
            ),
            1
        );
        assert_eq!(
            check("tests/app/main.rs", "tokio::time::sleep(d).await;"),
            1
        );
        assert_eq!(
            check(
                "crates/engine/tests/a.rs",
                "#[tokio::test(start_paused = true)]\nsleep(d).await;"
            ),
            0
        );
        assert_eq!(
            check(
                "ui/src/a.test.ts",
                "await new Promise((done) => setTimeout(done, 50));"
            ),
            1
        );
        assert_eq!(
            check(
                "ui/src/a.ts",
                "await new Promise((done) => setTimeout(done, 50));"
            ),
            0
        );
    }

    #[test]
    fn a_silenced_unwrap_is_found() {
        let of = |path: &str, text: &str| silenced_lints(&Source::new(path, text)).len();
        let check = |text: &str| of("src-tauri/lib.rs", text);
        assert_eq!(
            of(
                "crates/chart/tests/pictures.rs",
                "#![allow(clippy::unwrap_used)]"
            ),
            0
        );
        assert_eq!(check("#[allow(clippy::unwrap_used)]"), 1);
        assert_eq!(check("#![expect(dead_code, clippy::expect_used)]"), 1);
        assert_eq!(check("#[allow(clippy::too_many_arguments)]"), 0);
    }

    #[test]
    fn a_name_that_says_nothing_is_found() {
        let check = |text: &str| vague_names(&Source::new("src-tauri/lib.rs", text)).len();
        assert_eq!(check("pub struct ConnectionManager;"), 1);
        assert_eq!(check("pub struct Connection { managed: bool }"), 0);
    }
}
