//! Texts from anywhere, made harmless: cut, and without what no label needs.

pub(crate) const NO_BREAK: &str = "\u{a0}";

/// At most `most` characters, on one line. What XML forbids, and what turns the direction of the text after it, is left out.
pub(crate) fn clean(text: &str, most: usize) -> String {
    // What is cut away need not be looked at: hostile texts may be long.
    let looked_at = text.chars().take(most * 4 + 16);
    let kept: String = looked_at.filter(|c| !forbidden(*c)).collect();
    let mut kept = kept.trim_matches(' ').to_owned();
    match kept.char_indices().nth(most) {
        Some((end, _)) => {
            kept.truncate(end);
            kept.push('…');
            kept
        }
        None => kept,
    }
}

fn forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// The longest beginning of a text that is not wider than `most`, with an ellipsis where something is missing; empty where not
/// even one character fits.
pub(crate) fn fit(text: &str, most: f64, width: impl Fn(&str) -> f64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut kept: String = text.to_owned();
    while kept.pop().is_some() {
        let short = format!("{}…", kept.trim_end());
        if !kept.is_empty() && width(&short) <= most {
            return short;
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_and_keep_only_what_can_be_read() {
        assert_eq!(clean("  °C ", 12), "°C");
        assert_eq!(clean("\u{0}a\u{202e}b\u{7}\u{ffff}", 12), "ab");
        assert_eq!(clean("abcdef", 3), "abc…");
        assert_eq!(clean(&"x".repeat(1_000_000), 2), "xx…");
    }

    #[test]
    fn a_text_that_does_not_fit_ends_with_an_ellipsis() {
        let width = |text: &str| text.chars().count() as f64;
        assert_eq!(fit("Kitchen", 7.0, width), "Kitchen");
        assert_eq!(fit("Kitchen", 5.0, width), "Kitc…");
        assert_eq!(fit("A kitchen", 3.0, width), "A…");
        assert_eq!(fit("Kitchen", 1.0, width), "");
    }
}
