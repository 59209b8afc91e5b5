//! Names of texts and numbers, and maps of maps.

use super::*;

#[test]
fn a_name_is_made_of_small_letters_and_digits() {
    for (text, slug) in [
        ("Living Room", "living_room"),
        ("  Küche – Süd (2) ", "kuche_sud_2"),
        ("Straße", "strasse"),
        ("Anna's room", "annas_room"),
        ("a__b--c", "a_b_c"),
        ("***", "unknown"),
        ("", ""),
    ] {
        assert_eq!(
            value("{{ value | slugify }}", text).unwrap(),
            slug,
            "{text}"
        );
    }
    assert_eq!(value("{{ slugify(value, '-') }}", "A b").unwrap(), "a-b");
    let other = value("{{ value | slugify }}", "кухня").unwrap_err();
    assert_eq!(other.cause, Cause::Other, "no name, and not one of nothing");
}

#[test]
fn a_number_that_is_none_has_no_place() {
    for wrong in ["{{ 'first' | ordinal }}", "{{ 1.5 | ordinal }}"] {
        assert_eq!(value(wrong, "").unwrap_err().cause, Cause::Other, "{wrong}");
    }
    assert_eq!(value("{{ value | ordinal }}", "22").unwrap(), "22nd");
}

#[test]
fn maps_that_are_combined_again_and_again_end() {
    let doubled = "{% set n = namespace(a={'x': 1}) %}{% for i in range(40) %}{% set n.a = n.a | combine({i: n.a}) %}{% endfor %}";
    assert_eq!(value(doubled, "").unwrap_err().cause, Cause::TooMuch);
    let map: serde_json::Map<_, _> = (0..5_000).map(|n| (n.to_string(), json!(n))).collect();
    let long = json!(map).to_string();
    let again =
        "{% for i in range(500) %}{{ (value_json | combine(value_json)) is defined }}{% endfor %}";
    assert_eq!(value(again, &long).unwrap_err().cause, Cause::TooMuch);
    value("{{ value_json | combine(value_json) | length }}", &long).unwrap();
}
