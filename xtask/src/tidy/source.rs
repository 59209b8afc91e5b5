//! The files the rules read, and what of them is code and what is test.

use std::{fs, path::Path};

use anyhow::Result;

use crate::steps::{command, read};

#[derive(Debug)]
pub struct Source {
    /// From the repository's root, with slashes.
    pub path: String,
    pub text: String,
}

/// All text files that git tracks or would track.
pub fn load(root: &Path) -> Result<Vec<Source>> {
    let listing = read(command("git").args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ]))?;
    let sources = listing
        .split('\0')
        .filter(|path| !path.is_empty())
        // Binary files are no text, and a deleted file is listed until the next commit.
        .filter_map(|path| {
            Some(Source {
                path: path.to_owned(),
                text: fs::read_to_string(root.join(path)).ok()?,
            })
        })
        .collect();
    Ok(sources)
}

impl Source {
    #[cfg(test)]
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    pub fn is(&self, extension: &str) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, found)| found == extension)
    }

    pub fn under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// A file of tests as a whole.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path
            .split('/')
            .any(|part| part == "tests" || part == "test")
            || name == "tests.rs"
            || name.ends_with("_tests.rs")
            || name.ends_with(".test.ts")
    }

    /// Lines with their numbers from 1 and whether they belong to tests. Comments are left out: rules are about code.
    ///
    /// Rust's unit tests stand at the end of a file (`#[cfg(test)] mod …`), so all after that line counts as test.
    pub fn code(&self) -> impl Iterator<Item = Line<'_>> {
        let mut in_tests = self.is_test();
        let mut test_item = false;
        self.text
            .lines()
            .enumerate()
            .filter_map(move |(index, line)| {
                let trimmed = line.trim();
                in_tests |= test_item && trimmed.starts_with("mod ") && trimmed.ends_with('{');
                test_item =
                    trimmed.starts_with("#[cfg(test)]") || (test_item && trimmed.starts_with("#["));
                let comment = trimmed.starts_with("//")
                    || trimmed.starts_with("* ")
                    || trimmed.starts_with("<!--");
                (!comment).then(|| Line {
                    number: index + 1,
                    text: code_of(trimmed),
                    test: in_tests,
                })
            })
    }
}

#[derive(Debug)]
pub struct Line<'a> {
    pub number: usize,
    pub text: &'a str,
    pub test: bool,
}

impl Line<'_> {
    /// Without what stands between double quotes: a word in a text names nothing.
    pub fn words(&self) -> String {
        self.text
            .split('"')
            .step_by(2)
            .collect::<Vec<_>>()
            .join("\"\"")
    }
}

/// Without a comment at its end. `://` in a URL is none.
fn code_of(line: &str) -> &str {
    line.find(" // ")
        .and_then(|at| line.get(..at))
        .unwrap_or(line)
}

/// Whether `word` occurs as a whole identifier.
pub fn names(code: &str, word: &str) -> bool {
    let part = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    };
    code.match_indices(word).any(|(at, _)| {
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        let after = code
            .get(at + word.len()..)
            .and_then(|text| text.chars().next());
        !part(before) && !part(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_only_whole() {
        assert!(names("use rumqttc::Client;", "rumqttc"));
        assert!(!names("use rumqttc_next::Client;", "rumqttc"));
        assert!(!names("my_rumqttc()", "rumqttc"));
    }

    #[test]
    fn comments_are_no_code_and_the_last_module_is_tests() {
        let text = "//! rumqttc\nlet a = 1; // rumqttc\n#[cfg(test)]\nmod tests {\n let b = 2;\n}";
        let source = Source::new("crates/core/src/a.rs", text);
        let lines: Vec<_> = source
            .code()
            .map(|line| (line.number, line.text, line.test))
            .collect();
        assert_eq!(lines[0], (2, "let a = 1;", false));
        assert!(lines.contains(&(5, "let b = 2;", true)));
    }

    #[test]
    fn a_test_module_in_its_own_file_does_not_make_the_rest_a_test() {
        let source = Source::new(
            "crates/core/src/a.rs",
            "#[cfg(test)]\nmod tests;\nlet a = 1;",
        );
        assert!(source.code().all(|line| !line.test));
    }
}
