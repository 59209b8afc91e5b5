use proptest::prelude::*;

use super::super::{Cause, ValueTemplate};

#[track_caller]
fn refuses(template: &str) {
    let fault = ValueTemplate::parse(template)
        .unwrap()
        .render("[1]")
        .unwrap_err();
    assert!(fault.cause == Cause::TooMuch, "{template}: {fault}");
}

/// Each doubles a list forty times, or would: it is the 2^40th part of this test's time that is wanted.
#[test]
fn lists_that_hold_lists_twice_end_before_anything_reaches_all_of_them() {
    let made = [
        "{% set n = namespace(a=[1]) %}{% for i in range(40) %}{% set n.a = [n.a, n.a] %}{% endfor %}",
        "{% set n = namespace(a=[1]) %}{% for i in range(40) %}{% set n.a = (n.a, n.a) %}{% endfor %}",
        "{% set n = namespace(a=[1]) %}{% for i in range(40) %}{% set n.a = {'a': n.a, 'b': n.a} %}{% endfor %}",
        "{% set n = namespace(a=[1]) %}{% for i in range(40) %}{% set n.a = n.a + n.a %}{% endfor %}",
        "{% set n = namespace(a=[[1]]) %}{% for i in range(40) %}{% set n.a = [n.a] * 2 %}{% endfor %}",
        "{% set n = namespace(a=[1]) %}{% for i in range(40) %}{% set n.a = dict(a=n.a, b=n.a) %}{% endfor %}",
        "{% set n = namespace(a=[1]) %}{% for i in range(40) %}{% set n.a = [n.a, n.a] | list %}{% endfor %}",
        "{% set n = namespace(a=[1]) %}{% for i in range(40) %}{% set n.a = n.a | zip(n.a) | list %}{% set n.a = [n.a, n.a] %}{% endfor %}",
    ];
    let reached = [
        "{{ n.a }}",
        "{{ n.a == n.a }}",
        "{{ n.a in [n.a] }}",
        "{{ n.a | sort }}",
        "{{ n.a | unique | list }}",
        "{{ n.a | tojson }}",
        "{{ n.a | to_json }}",
        "{{ n.a | string | length }}",
        "{{ n.a ~ '' }}",
        "{{ {n.a: 1} }}",
        "",
    ];
    for made in made {
        for reached in reached {
            refuses(&format!("{made}{reached}"));
        }
    }
}

#[test]
fn no_way_to_pass_a_list_on_goes_around_the_scale() {
    let again = |text: &str| text.repeat(40);
    for template in [
        format!("{{% set a = [1] %}}{}", again("{% set a = [a, a] %}")),
        format!("{{% set a = [1] %}}{}{}", again("{% with a = [a, a] %}"), again("{% endwith %}")),
        format!("{{% set a = [1] %}}{}{}", again("{% for a in [[a, a]] %}"), again("{% endfor %}")),
        "{% macro m(a, d) %}{% if d > 0 %}{{ m([a, a], d - 1) }}{% endif %}{% endmacro %}{{ m([1], 40) }}".to_owned(),
        "{% set n = namespace(d=40) %}{% for a in [[1]] recursive %}{% set n.d = n.d - 1 %}{% if n.d > 0 %}{{ loop([[a, a]]) }}{% endif %}{% endfor %}"
            .to_owned(),
        "{% set x | default([[1] * 30000], true) %}{% endset %}".to_owned(),
        "{{ ([[0] * 200] * 200) | length }}".to_owned(),
    ] {
        refuses(&template);
    }
}

#[test]
fn lists_that_are_too_deep_end_before_the_stack_does() {
    let deep = format!("{}ns.x{}", "[".repeat(60), "]".repeat(60));
    for reached in [
        "{{ ns.x }}",
        "{{ ns.x | tojson }}",
        "{{ ns.x == ns.x }}",
        "",
    ] {
        refuses(&format!(
            "{{% set ns = namespace(x=0) %}}{{% for i in range(100) %}}{{% set ns.x = {deep} %}}{{% endfor %}}{reached}"
        ));
    }
    refuses(&format!(
        "{{{{ value_json{} }}}}",
        " | batch(1) | list".repeat(200)
    ));
}

#[test]
fn a_namespace_cannot_hold_itself() {
    for template in [
        "{% set n = namespace() %}{% set n.a = n %}{{ n }}",
        "{% set n = namespace() %}{% set n.a = [n] %}{{ n }}",
        "{% set n = namespace() %}{% set m = namespace(b=n) %}{% set n.a = m %}{{ n }}",
        "{% set n = namespace() %}{% set n.a = {'b': n} %}{{ n.a }}",
    ] {
        refuses(template);
    }
}

#[test]
fn a_whole_payload_may_be_as_large_as_it_is_and_a_list_of_everyday_size_is_fine() {
    let payload = format!("[{}]", vec!["{\"a\": [1, 2]}"; 15_000].join(","));
    let render = |template: &str| ValueTemplate::parse(template).unwrap().render(&payload);
    assert_eq!(render("{{ value_json | length }}").unwrap(), "15000");
    assert_eq!(render("{{ value_json[14999].a[1] }}").unwrap(), "2");
    assert_eq!(
        render("{{ value_json[:100] | map(attribute='a') | list | length }}").unwrap(),
        "100"
    );
    assert_eq!(
        render("{% set n = namespace(l=[]) %}{% for i in range(500) %}{% set n.l = n.l + [{'i': i}] %}{% endfor %}{{ n.l | length }}")
            .unwrap(),
        "500"
    );
}

#[test]
fn a_fault_still_names_its_line() {
    let template = "{% set a = [1] %}\n{% if a == [value] %}\n{{ [a, a] }}{{ value | float }}\n{% endif %}{{ a.b.c }}";
    let fault = ValueTemplate::parse(template)
        .unwrap()
        .render("x")
        .unwrap_err();
    assert_eq!(fault.line, 4, "{fault}");
}

/// Statements that make containers, in any order, round and round, and what reaches all of them: without the scale some never end.
fn program() -> impl Strategy<Value = String> {
    let made = prop::sample::select(vec![
        "[n.a, n.b]",
        "(n.a, n.a)",
        "{'k': n.a, 'l': n.b}",
        "n.a + n.b",
        "[n.a] * 3",
        "n.a | list",
        "n.b[:]",
        "dict(a=n.a, b=n.b)",
        "n.a | zip(n.b) | list",
        "[n.b] | batch(2) | list",
        "value_json",
        "[[[[[[[[n.a]]]]]]]]",
        "n.a | map('list') | list",
        "n",
    ]);
    let reached = prop::sample::select(vec![
        "n.a",
        "n.a == n.b",
        "n.a in n.b",
        "n.a < n.b",
        "n.b | tojson",
        "n.a | sort",
        "n.a ~ n.b",
        "[n.a, n.b] | unique | list",
        "n.a | string | length",
        "{n.a: 1}",
        "n",
    ]);
    let step = (prop::sample::select(vec!["a", "b"]), made)
        .prop_map(|(to, made)| format!("{{% set n.{to} = {made} %}}"));
    (prop::collection::vec(step, 1..6), reached).prop_map(|(steps, reached)| {
        let steps = steps.concat();
        format!(
            "{{% set n = namespace(a=[1], b=[2]) %}}{{% for i in range(60) %}}{steps}{{% endfor %}}{{{{ {reached} }}}}"
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_containers_a_template_builds_it_ends(template in program()) {
        let parsed = ValueTemplate::parse(&template).unwrap();
        let _ = parsed.render("{\"a\": [[1, 2], {\"b\": 3}]}");
    }
}
