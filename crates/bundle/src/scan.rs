//! How much there is in a JSON text, before anything is made of it.

use crate::{
    fault::BundleFault,
    limits::{MOST_DEPTH, MOST_VALUES},
};

/// One pass over the bytes, with nothing kept. Whether it is JSON, the parser says.
pub fn check(text: &str) -> Result<(), BundleFault> {
    let (mut depth, mut values) = (0_usize, 0_usize);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        if quoted {
            (quoted, escaped) = match byte {
                _ if escaped => (true, false),
                b'\\' => (true, true),
                b'"' => (false, false),
                _ => (true, false),
            };
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => {
                depth += 1;
                values += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > MOST_DEPTH || values > MOST_VALUES {
            return Err(BundleFault::TooComplex);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(text: &str, fits: bool) {
        assert_eq!(check(text).is_ok(), fits, "{text:.40}");
    }

    #[test]
    fn brackets_count_where_they_are_not_part_of_a_text() {
        check_text(&"[".repeat(MOST_DEPTH), true);
        check_text(&"[".repeat(MOST_DEPTH + 1), false);
        check_text(&"{\"a\":[".repeat(10_000), false);
        check_text(
            &format!("[\"{}\\\"{}\"]", "[".repeat(99), "{".repeat(99)),
            true,
        );
        check_text(&format!("[{}]", "0,".repeat(MOST_VALUES)), false);
        check_text(&format!("[\"{}\"]", ",".repeat(MOST_VALUES)), true);
    }
}
