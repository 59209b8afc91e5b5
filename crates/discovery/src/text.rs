//! Texts of devices as a person may see them: they are hostile.

use crate::limits;

/// One line of at most [`limits::NAME`] characters without white space around it and without characters that turn the direction of writing.
/// `None`: nothing is left.
pub fn name(text: &str) -> Option<String> {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let clean: String = text
        .chars()
        .filter(|c| !turns(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let clean = clean.trim();
    let cut: String = clean.chars().take(limits::NAME).collect();
    let cut = cut.trim_end();
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// The page of a device, without a user and password in it. `None`: it is no page.
pub fn link(text: &str) -> Option<String> {
    let (scheme, rest) = text.trim().split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = host.rsplit('@').next().unwrap_or_default();
    // A query may hold a token.
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let link = format!("{scheme}://{host}{path}");
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
    (!host.is_empty() && link.len() <= 300 && link.chars().all(plain)).then_some(link)
}

/// `mdi:water-pump` as `water-pump`. `None`: another family's, or none.
pub fn icon(text: &str) -> Option<String> {
    let name = text.trim().strip_prefix("mdi:")?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (!name.is_empty() && name.len() <= 60 && name.chars().all(plain)).then(|| name.to_owned())
}

/// A unit in one spelling; µ is written in two ways, and white space is none.
pub fn unit(text: &str) -> Option<String> {
    let text = name(text)?.replace('μ', "µ");
    let unit = match text.as_str() {
        "°c" | "ºC" | "℃" => "°C",
        "°f" | "ºF" | "℉" => "°F",
        "lux" | "Lx" | "Lux" => "lx",
        other => other,
    };
    (unit.len() <= 32).then(|| unit.to_owned())
}

/// `air_quality` as `Air quality`.
pub fn sentence(word: &str) -> String {
    let text = word.replace(['_', '-'], " ");
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_short_line_in_the_direction_of_its_letters() {
        for (text, shown) in [
            ("  Pump\n2 ", Some("Pump 2")),
            ("<b>Pump</b>", Some("<b>Pump</b>")),
            ("\u{202e}pmuP", Some("pmuP")),
            (" \u{200f}\t", None),
            ("", None),
        ] {
            assert_eq!(name(text).as_deref(), shown, "{text:?}");
        }
        assert_eq!(
            name(&"ü".repeat(10_000)).unwrap().chars().count(),
            limits::NAME
        );
    }

    #[test]
    fn a_link_is_a_page_and_takes_no_password_or_token_along() {
        for (text, shown) in [
            ("http://10.0.0.7/", Some("http://10.0.0.7/")),
            (
                "HTTPS://plug.lan:8080/setup",
                Some("https://plug.lan:8080/setup"),
            ),
            ("http://admin:geheim@10.0.0.7/a", Some("http://10.0.0.7/a")),
            ("http://10.0.0.7/?token=abc", Some("http://10.0.0.7/")),
            ("javascript:alert(1)", None),
            ("javascript://x", None),
            ("homeassistant://config/zha", None),
            ("http://", None),
            ("http://a b/", None),
        ] {
            assert_eq!(link(text).as_deref(), shown, "{text}");
        }
    }

    #[test]
    fn an_icon_is_a_plain_word_of_the_family_we_have() {
        assert_eq!(icon("mdi:water-pump").as_deref(), Some("water-pump"));
        for text in ["hass:lightbulb", "mdi:../x", "mdi:", "💡", "mdi:A"] {
            assert_eq!(icon(text), None, "{text}");
        }
    }

    #[test]
    fn a_unit_has_one_spelling() {
        for (text, shown) in [
            ("°c", Some("°C")),
            ("lux", Some("lx")),
            ("μg/m³", Some("µg/m³")),
            (" ", None),
            ("VOC Index points", Some("VOC Index points")),
        ] {
            assert_eq!(unit(text).as_deref(), shown, "{text}");
        }
    }
}
