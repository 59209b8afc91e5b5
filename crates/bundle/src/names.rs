//! Names that came from somebody else.

use tilework_core::problem::NAME_LIMIT;

/// As it is where a person could have typed it; else without control characters and cut to what a name may have.
pub fn tidy(name: &str) -> String {
    let plain: String = name.chars().filter(|it| !it.is_control()).collect();
    let mut end = plain.len().min(NAME_LIMIT as usize);
    while !plain.is_char_boundary(end) {
        end -= 1;
    }
    plain[..end].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_between_characters_and_has_no_line_ends() {
        assert_eq!(tidy(" Größe\n\u{0}"), "Größe");
        let long = tidy(&"ä".repeat(10_000));
        assert!(long.len() <= NAME_LIMIT as usize && long.len() > NAME_LIMIT as usize - 2);
    }
}
