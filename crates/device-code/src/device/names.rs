//! Names for what a program has, made of what people call it.

use std::collections::HashSet;

/// Letters of a name.
const LONGEST: usize = 24;

/// Names that were given, none twice.
#[derive(Debug, Default)]
pub struct Names(HashSet<String>);

impl Names {
    pub fn take(&mut self, title: &str) -> String {
        let base = plain(title, LONGEST);
        let mut name = base.clone();
        for number in 2.. {
            if self.0.insert(name.clone()) {
                break;
            }
            name = format!("{base}{number}");
        }
        name
    }
}

/// A short one, of a client or a file.
pub fn short(title: &str) -> String {
    plain(title, 16)
}

/// `[a-z][a-z0-9_]*`: letters that ASCII has, or has without their dots and accents.
fn plain(title: &str, longest: usize) -> String {
    let mut name = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        let plain = match c {
            'a'..='z' | '0'..='9' => &*c.to_string(),
            'ä' => "ae",
            'ö' => "oe",
            'ü' => "ue",
            'ß' => "ss",
            'à' | 'á' | 'â' | 'ã' | 'å' => "a",
            'ç' => "c",
            'è' | 'é' | 'ê' | 'ë' => "e",
            'ì' | 'í' | 'î' | 'ï' => "i",
            'ñ' => "n",
            'ò' | 'ó' | 'ô' | 'õ' | 'ø' => "o",
            'ù' | 'ú' | 'û' => "u",
            _ => "_",
        };
        if !(plain == "_" && name.ends_with('_')) {
            name.push_str(plain);
        }
    }
    let mut name: String = name.trim_matches('_').chars().take(longest).collect();
    name.truncate(name.trim_end_matches('_').len());
    match name.chars().next() {
        None => "value".to_owned(),
        Some('0'..='9') => format!("n{name}").chars().take(longest).collect(),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_every_language_takes() {
        let mut names = Names::default();
        for (title, name) in [
            ("Water pump", "water_pump"),
            ("Water  pump!", "water_pump2"),
            ("Gewächshaus Süd", "gewaechshaus_sued"),
            ("温度", "value"),
            ("2nd floor", "n2nd_floor"),
            ("…", "value2"),
            ("*/ drop(); /*", "drop"),
        ] {
            assert_eq!(names.take(title), name, "{title}");
        }
    }
}
