//! What people wrote, as a comment.

/// Characters of a comment.
const LONGEST: usize = 60;

/// One line that ends no comment and begins nothing, in any language: letters, digits and a few signs. Java reads `\u` in comments too,
/// PHP ends at `?>`, C goes on behind a backslash, Lua has `--[[`: none of their signs is left.
#[must_use]
pub fn comment(text: &str) -> String {
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                ' ' | '.' | ',' | ':' | '-' | '+' | '_' | '°' | '(' | ')' | '%' | '/'
            )
    };
    let plain: String = text
        .chars()
        .map(|c| if plain(c) { c } else { ' ' })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let line: String = words.join(" ").chars().take(LONGEST).collect();
    line.trim_end().to_owned()
}
