//! What searching costs.

use super::*;

fn is_too_much(template: &str, payload: &str) {
    let found = value(template, payload).map_err(|fault| fault.cause);
    let length = found.as_ref().map(String::len);
    assert_eq!(
        found.as_deref(),
        Err(&Cause::TooMuch),
        "{template} made {length:?}"
    );
}

#[test]
fn patterns_end_whatever_they_are() {
    let long = "a".repeat(30_000);
    assert_eq!(
        value("{{ value | regex_search('(a+)+$') }}", &long).unwrap(),
        "True"
    );
    let greedy = "{% for i in range(90000) %}{{ value | regex_search('b') }}{% endfor %}";
    assert_eq!(value(greedy, "a").unwrap_err().cause, Cause::TooMuch);
    assert!(value("{{ value | regex_search('(a{1000}){1000}') }}", "a").is_err());
    assert!(
        value(
            "{{ value | regex_replace('', 'xxxxxxxxxxxxxxxx' * 4000) }}",
            &long
        )
        .is_err()
    );
}

#[test]
fn nothing_is_made_of_matches_that_is_not_paid_for() {
    let long = "a".repeat(60_000);
    for template in [
        r"{{ value | regex_replace('(?s)(.+)', '\\1' * 30000) }}",
        r"{{ value | regex_replace('(?s)(.+)', '\\g<1>' * 2) }}",
        "{{ value | regex_replace('', 'xxxxxxxxxxxxxxxx' * 4000) }}",
        "{{ value | regex_findall('()' * 200) }}",
        "{{ value | regex_findall('(' * 50 ~ '.*' ~ ')' * 50) }}",
        "{{ value | regex_findall_index('()' * 200) }}",
    ] {
        is_too_much(template, &long);
    }
    // Of nothing, again and again.
    is_too_much(r"{{ value | regex_replace('b?', '\\1' * 30000) }}", "aaaa");
}

#[test]
fn a_search_that_looks_at_all_of_the_rest_for_each_match_is_too_much() {
    let long = "A".repeat(60_000);
    for template in [
        "{{ value | regex_findall('.*[^A-Z]|[A-Z]') | length }}",
        "{{ value | regex_findall_index('.*[^A-Z]|[A-Z]') }}",
        "{{ value | regex_replace('.*[^A-Z]|[A-Z]', 'b') }}",
    ] {
        is_too_much(template, &long);
        value(template, "AAAA").unwrap();
    }
}

#[test]
fn a_long_pattern_costs_its_length() {
    is_too_much(
        "{% set p = '(?x)' ~ ' ' * 8000 %}{% for i in range(8) %}{{ value | regex_search(p) }}{% endfor %}",
        "a",
    );
}

#[test]
fn every_day_searches_are_paid_for() {
    let page = "<tr><td>21.5</td></tr>\n".repeat(200);
    let stripped = value("{{ value | regex_replace('<[^>]*>', '') }}", &page).unwrap();
    assert_eq!(stripped, "21.5\n".repeat(200).trim());
    let words = value("{{ value | regex_findall('[0-9.]+') | length }}", &page);
    assert_eq!(words.unwrap(), "200");
}

#[test]
fn a_match_begins_where_the_text_begins() {
    for (template, expected) in [
        ("{{ value is match('b|a') }}", "True"),
        ("{{ value is match('b') }}", "False"),
        ("{{ value is match('(?m)^c') }}", "False"),
        // A remark that ends the pattern.
        ("{{ value is match('(?x)a # or so') }}", "True"),
        ("{{ value is search('(?m)^c') }}", "True"),
    ] {
        assert_eq!(value(template, "ab\ncd").unwrap(), expected, "{template}");
    }
}

#[test]
fn a_long_list_that_is_walked_again_and_again_is_too_much() {
    let list = format!("[{}]", vec!["1"; 15_000].join(","));
    for walk in [
        "value_json | average",
        "value_json | median",
        "max(value_json)",
        "min(value_json, value_json)",
        "value_json | contains(2)",
        "value_json is contains(2)",
    ] {
        value(&format!("{{{{ {walk} }}}}"), &list)
            .unwrap_or_else(|fault| panic!("{walk}: {fault}"));
        let again =
            format!("{{% for i in range(300) %}}{{{{ ({walk}) is defined }}}}{{% endfor %}}");
        is_too_much(&again, &list);
    }
}

#[test]
fn a_long_map_that_is_sorted_again_and_again_is_too_much() {
    let map: serde_json::Map<_, _> = (0..5_000).map(|n| (n.to_string(), json!(n))).collect();
    let map = json!(map).to_string();
    for walk in [
        "value_json | dictsort",
        "value_json | last",
        "value_json.values() | list | last",
    ] {
        value(&format!("{{{{ ({walk}) is defined }}}}"), &map)
            .unwrap_or_else(|fault| panic!("{walk}: {fault}"));
        let again =
            format!("{{% for i in range(300) %}}{{{{ ({walk}) is defined }}}}{{% endfor %}}");
        is_too_much(&again, &map);
    }
}
