use proptest::prelude::*;
use serde_json::json;

use super::*;

mod missing;
mod patterns;
mod words;

fn value(template: &str, payload: &str) -> Result<String, TemplateFault> {
    ValueTemplate::parse(template)?.render(payload)
}

fn payload(template: &str, wanted: serde_json::Value) -> Result<String, TemplateFault> {
    PayloadTemplate::parse(template)?.render(&wanted)
}

#[test]
fn value_json_is_there_only_for_json() {
    assert_eq!(
        value("{{ value_json.t }}", r#"{"t": 21.5}"#).unwrap(),
        "21.5"
    );
    assert_eq!(
        value("{{ value_json is defined }}", "{broken").unwrap(),
        "False"
    );
    assert!(value("{{ value_json.t }}", "{broken").is_err());
}

#[test]
fn a_fault_names_the_line_and_what_is_wrong() {
    let fault = value("\n\n{{ value", "").unwrap_err();
    assert_eq!(fault.line, 3);
    let fault = value("\n{{ value | float }}", "hot").unwrap_err();
    assert_eq!(fault.line, 2);
    assert!(fault.message.contains("“hot” is not a number"), "{fault}");
    assert!(
        value("{{ value | nope }}", "")
            .unwrap_err()
            .message
            .contains("nope")
    );
}

#[test]
fn a_fault_quotes_little_of_a_hostile_payload() {
    let fault = value(
        "{{ value | float }}",
        &format!("\u{1b}[31m{}", "x".repeat(10_000)),
    )
    .unwrap_err();
    assert!(
        fault.message.chars().count() <= 200 && !fault.message.contains('\u{1b}'),
        "{fault}"
    );
}

#[test]
fn no_template_runs_or_grows_without_end() {
    for greedy in [
        "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
        "{% set n = namespace(t='xxxxxxxx') %}{% for i in range(60) %}{% set n.t = n.t ~ n.t %}{% endfor %}{{ n.t }}",
        "{{ 'x' * 90000000 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ] {
        assert!(value(greedy, "").is_err(), "{greedy}");
    }
    assert!(value("{{ 'x' * 65536 }}", "").is_ok());
    assert!(value("{{ 'x' * 65537 }}", "").is_err());
    assert!(value(&"x".repeat(TEMPLATE_LIMIT + 1), "").is_err());
    assert!(value(&"x".repeat(TEMPLATE_LIMIT), "").is_ok());
}

#[test]
fn nothing_but_the_message_can_be_read() {
    for curious in [
        "{% include 'template' %}",
        "{% include '/etc/passwd' %}",
        "{% extends 'x' %}",
        "{% import 'x' as x %}",
    ] {
        assert!(value(curious, "").is_err(), "{curious}");
    }
}

#[test]
fn a_plain_payload_is_sent_as_it_is() {
    for text in ["ON", " ON\n", "", "{\"a\": 1}", "100%", "{# no comment #}"] {
        assert_eq!(payload(text, json!(5)).unwrap(), text);
    }
}

#[test]
fn a_payload_template_prints_values_as_devices_read_them() {
    for (template, wanted, expected) in [
        ("{{ value }}", json!(50.0), "50"),
        ("{{ value }}", json!(50), "50"),
        ("{{ value }}", json!(0.5), "0.5"),
        ("{{ value }}", json!(-0.0), "0"),
        ("{{ value }}", json!(true), "true"),
        ("{{ value }}", json!("rot"), "rot"),
        ("{{ value }}", json!(null), ""),
        ("{{ value / 2 }}", json!(50), "25"),
        ("{{ (value * 2.55) | round }}", json!(50), "127"),
        ("{{ value * 2.55 }}", json!(100.0), "254.99999999999997"),
        (
            "{\"brightness\": {{ value }}}",
            json!(12.0),
            "{\"brightness\": 12}",
        ),
        (
            "{{ {'t': value} | tojson }}",
            json!("a\"b"),
            "{\"t\": \"a\\\"b\"}",
        ),
        (
            "{{ {'t': value} | to_json }}",
            json!("<\"ü"),
            "{\"t\":\"<\\\"ü\"}",
        ),
        (
            "{% if value %}ON{% else %}OFF{% endif %}\n",
            json!(false),
            "OFF",
        ),
    ] {
        let found = payload(template, wanted.clone()).unwrap();
        let same = found == expected
            || (template.contains("tojson") && found == expected.replace(": ", ":"));
        assert!(same, "{template} of {wanted}: {found}");
    }
    assert_eq!(payload("{{ value.x.y }}", json!(1)).unwrap_err().line, 1);
}

#[test]
fn a_clone_shares_the_compiled_template_with_other_threads() {
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    shared(&PayloadTemplate::parse("{{ value }}").unwrap());
    let template = ValueTemplate::parse("{{ value_json.a }}").unwrap();
    let clone = template.clone();
    assert!(Arc::ptr_eq(&template.0, &clone.0));
    let other = std::thread::spawn(move || clone.render("{\"a\": 1}"));
    assert_eq!(other.join().unwrap(), template.render("{\"a\": 1}"));
}

#[test]
fn what_can_never_work_is_told_when_it_is_written_with_its_line() {
    for (template, line, said) in [
        ("{{ value | rond(1) }}", 1, "there is no filter rond"),
        (
            "\n{% if value == 'never' %}\n{{ value | nope }}{% endif %}",
            3,
            "filter nope",
        ),
        ("{{ 'a' if value is nope }}", 1, "there is no test nope"),
        ("{{ nope(value) }}", 1, "there is no function nope"),
        ("{{ valu }}", 1, "there is no name valu"),
        (
            "{{ value_jsn.temperature }}",
            1,
            "there is no name value_jsn",
        ),
        (
            "{{ states('sensor.x') }}",
            1,
            "only Home Assistant can answer states",
        ),
        (
            "{{ value_jsn.temperature | default(0) }}",
            1,
            "there is no name value_jsn",
        ),
        ("{{ 1 | default(valu) }}", 1, "there is no name valu"),
        (
            "{{ valu | iif(1, 2) }}{{ valu }}",
            1,
            "there is no name valu",
        ),
        ("{{ this.state }}", 1, "only Home Assistant can answer this"),
    ] {
        let fault = ValueTemplate::check(template).unwrap_err();
        assert_eq!(fault.line, line, "{template}");
        assert!(fault.message.contains(said), "{template}: {fault}");
        assert!(
            ValueTemplate::parse(template).is_ok(),
            "a saved one is read as before"
        );
    }
    assert!(PayloadTemplate::check("{{ value | rond(1) }}").is_err());
    assert!(PayloadTemplate::check("{{ value_json.a }}").is_err());
    assert!(
        PayloadTemplate::check("states('x') | nope").is_ok(),
        "a plain text"
    );
}

#[test]
fn what_may_be_missing_or_is_made_by_the_template_is_no_fault() {
    for template in [
        "{{ brightness | default(5) }}",
        "{{ brightness is defined }}",
        "{% set x = value | float(0) %}{{ x | round(1) }}",
        "{% for k, v in value_json.items() %}{{ loop.index }}{{ k }}{{ v }}{% endfor %}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(value) }}",
        "{% set ns = namespace(a=1) %}{% set ns.a = 2 %}{{ ns.a }}",
        "{{ value_json.a | is_defined }}{{ dict(a=1) }}{{ range(3) | list }}",
        "{{ value_json.list | selectattr('id', 'eq', 3) | map(attribute='x') | first }}",
        "{{ max(1, 2) }}{{ float(value) }}{{ iif(value, 1, 2) }}{{ pi }}",
        "{{ value if value is match('a') else value | regex_replace('a', 'b') }}",
        "{{ foo if foo is defined else value }}",
        "{% if trigger is defined %}{{ trigger.x }}{% endif %}",
        "{% if this is undefined %}{{ value }}{% else %}{{ this.state }}{% endif %}",
        "{{ x | default(value_json.y) }}",
        "{{ x | default(value_json['y'] | float(0) * 2) }}",
        "{{ x | default(default_value=value_json.y, boolean=true) }}{{ x }}",
        "{{ x | default(value_json.get('y')) }}",
    ] {
        if let Err(fault) = ValueTemplate::check(template) {
            panic!("{template}: {fault}");
        }
    }
}

#[test]
fn a_slice_is_what_it_is_in_python() {
    for (template, payload, expected) in [
        ("{{ value[2:4] }}{{ value[-2:] }}", "abcdef", "cdef"),
        ("{{ value[::-1] }}{{ value[:100] }}", "abc", "cbaabc"),
        ("{{ value_json[1::2] | join }}", "[1,2,3,4]", "24"),
        (
            "{{ value_json.a[value_json.n:] }}",
            r#"{"a":"xyz","n":1}"#,
            "yz",
        ),
    ] {
        assert_eq!(value(template, payload).unwrap(), expected, "{template}");
    }
}

#[test]
fn numbers_are_clamped_mapped_and_unpacked() {
    for (template, expected) in [
        ("{{ 150 | clamp(0, 100) }}", "100.0"),
        ("{{ value | float | remap(0, 255, 0, 100) | round }}", "50"),
        (
            "{{ ('00ffffffffffffff' | from_hex | unpack('>Q')) }} {{ 'fffffffffffffffe' | from_hex | unpack('>Q') }}",
            "72057594037927935 18446744073709551614",
        ),
        (
            "{{ '0020000000000001' | from_hex | unpack('>q') }} {{ '8000000000000001' | from_hex | unpack('>q') }}",
            "9007199254740993 -9223372036854775807",
        ),
        (
            "{{ '2026-11-22T12:00:00+01:00' | as_timestamp }}",
            "1795345200.0",
        ),
        ("{{ as_timestamp('soon', 0) }}", "0"),
    ] {
        assert_eq!(value(template, "128").unwrap(), expected, "{template}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_template_gives_a_text_or_a_fault(template in "(\\{\\{|\\}\\}|\\{%|%\\}|[a-z |.0-9'\"()\\[\\]~*/+-]){0,20}", text in ".*") {
        let _ = value(&template, &text);
        let _ = payload(&template, json!(text));
    }

    #[test]
    fn any_payload_passes_through(text in "\\PC*") {
        prop_assert_eq!(value("{{ value }}", &text).unwrap(), text.trim());
    }
}
