//! What a Rust file names of its own crate: paths that begin with `crate`, `super` or `self`, and what it brings into scope.

/// A path as it is written, without its groups: `use super::{a::b, c as d}` is two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Never empty; the last may be `*`.
    pub parts: Vec<String>,
    /// The name that the last part has in the file.
    pub name: String,
    /// Whether it stands in a `use` declaration.
    pub imported: bool,
    /// Byte in the text.
    pub at: usize,
}

/// Of code without comments and texts.
pub fn paths(code: &str) -> Vec<Path> {
    let mut found = vec![];
    let mut rest = 0;
    while let Some((at, word)) = next_word(code, rest) {
        rest = at + word.len();
        let visibility = code[..at].trim_end().ends_with("(in");
        let start = match word {
            "use" => skip_space(code, rest),
            "crate" | "super" | "self" if !visibility && code[rest..].starts_with("::") => at,
            _ => continue,
        };
        let mut tree = Tree {
            code,
            at: start,
            imported: word == "use",
            found: &mut found,
        };
        tree.read(&[]);
        rest = tree.at.max(rest);
    }
    found
}

fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn next_word(code: &str, from: usize) -> Option<(usize, &str)> {
    let start = from + code[from..].find(is_part)?;
    let length = code[start..].find(|letter| !is_part(letter));
    Some((
        start,
        &code[start..length.map_or(code.len(), |length| start + length)],
    ))
}

fn skip_space(code: &str, at: usize) -> usize {
    code.len() - code[at..].trim_start().len()
}

/// Reads one path with all its groups.
struct Tree<'a> {
    code: &'a str,
    at: usize,
    imported: bool,
    found: &'a mut Vec<Path>,
}

impl Tree<'_> {
    fn read(&mut self, before: &[String]) {
        let mut parts = before.to_vec();
        let at = self.at;
        loop {
            self.space();
            if self.takes("{") {
                while !self.takes("}") && self.at < self.code.len() {
                    let before = self.at;
                    self.read(&parts);
                    self.space();
                    if !self.takes(",") && self.at == before {
                        return;
                    }
                    self.space();
                }
                return;
            }
            if self.takes("*") {
                parts.push("*".to_owned());
                break;
            }
            let Some((at, word)) = next_word(self.code, self.at).filter(|(at, _)| *at == self.at)
            else {
                break;
            };
            parts.push(word.to_owned());
            self.at = at + word.len();
            if !self.takes("::") {
                break;
            }
        }
        let mut name = parts.last().cloned().unwrap_or_default();
        if self.imported {
            self.space();
            if self.takes("as ") {
                self.space();
                if let Some((at, word)) = next_word(self.code, self.at) {
                    name = word.to_owned();
                    self.at = at + word.len();
                }
            }
        }
        // `use a::{self}` is a itself.
        if parts.len() > 1 && parts.last().is_some_and(|last| last == "self") {
            parts.pop();
            if name == "self" {
                name = parts.last().cloned().unwrap_or_default();
            }
        }
        if !parts.is_empty() {
            self.found.push(Path {
                parts,
                name,
                imported: self.imported,
                at,
            });
        }
    }

    fn space(&mut self) {
        self.at = skip_space(self.code, self.at);
    }

    fn takes(&mut self, token: &str) -> bool {
        let taken = self.code[self.at..].starts_with(token);
        if taken {
            self.at += token.len();
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(code: &str) -> Vec<String> {
        let paths = paths(code).into_iter();
        paths
            .map(|path| {
                let whole = path.parts.join("::");
                if path.parts.last() == Some(&path.name) {
                    whole
                } else {
                    format!("{whole} as {}", path.name)
                }
            })
            .collect()
    }

    #[test]
    fn groups_are_taken_apart() {
        assert_eq!(
            written("pub use super::{\n    a::{self, B},\n    c as d,\n};\nuse crate::e::*;"),
            ["super::a", "super::a::B", "super::c as d", "crate::e::*"]
        );
    }

    #[test]
    fn paths_in_the_middle_of_code_are_found_and_visibility_is_none() {
        assert_eq!(
            written(
                "pub(in crate::engine) fn go() -> crate::Error { super::super::a::go(); self.b }"
            ),
            ["crate::Error", "super::super::a::go"]
        );
    }
}
