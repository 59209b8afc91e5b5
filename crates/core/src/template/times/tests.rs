use jiff::tz::TimeZone;
use serde_json::json;

use super::super::{Cause, PayloadTemplate, TemplateFault, ValueTemplate};
use crate::{now::Now, payload::Payload};

fn berlin() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap()
}

/// Sunday, 2026-11-22, 12:00:00.25 in Berlin.
fn noon() -> Now {
    Now::new(1_795_345_200_250, berlin)
}

fn told(template: &str, payload: &str) -> Result<String, TemplateFault> {
    ValueTemplate::check(template)?.read(&Payload::new(payload.as_bytes()).heard(noon()))
}

#[track_caller]
fn check(template: &str, payload: &str, expected: &str) {
    match told(template, payload) {
        Ok(text) => assert_eq!(text, expected, "{template}"),
        Err(fault) => panic!("{template}: {fault}"),
    }
}

#[test]
fn a_template_knows_when_its_message_came() {
    for (template, expected) in [
        ("{{ now() }}", "2026-11-22 12:00:00.250000+01:00"),
        ("{{ utcnow() }}", "2026-11-22 11:00:00.250000+00:00"),
        (
            "{{ now().isoformat() }}",
            "2026-11-22T12:00:00.250000+01:00",
        ),
        ("{{ now().timestamp() }}", "1795345200.25"),
        ("{{ as_timestamp(now()) | int }}", "1795345200"),
        (
            "{{ now().hour }}:{{ now().minute }} {{ now().year }}",
            "12:0 2026",
        ),
        ("{{ now().weekday() }}{{ now().isoweekday() }}", "67"),
        (
            "{{ now().strftime('%d.%m.%Y %H:%M:%S.%f') }}",
            "22.11.2026 12:00:00.250000",
        ),
        (
            "{{ now().date() }} {{ now().time() }}",
            "2026-11-22 12:00:00.250000",
        ),
        ("{{ today_at('06:30') }}", "2026-11-22 06:30:00+01:00"),
        ("{{ today_at() }}", "2026-11-22 00:00:00+01:00"),
        (
            "{{ 'day' if today_at('06:00') < now() < today_at('20:00') else 'night' }}",
            "day",
        ),
        (
            "{{ now().replace(hour=6, minute=0, second=0, microsecond=0) }}",
            "2026-11-22 06:00:00+01:00",
        ),
    ] {
        check(template, "", expected);
    }
}

#[test]
fn times_are_read_as_publishers_write_them() {
    for (template, expected) in [
        // Shelly's scripts: seconds since the start.
        (
            "{{ (as_timestamp(now()) - value_json.uptime) | timestamp_local }}",
            "2026-11-22T11:00:00.250000+01:00",
        ),
        (
            "{{ value_json.unix | timestamp_local }}",
            "2026-11-22T12:00:00+01:00",
        ),
        (
            "{{ value_json.unix | timestamp_utc }}",
            "2026-11-22T11:00:00+00:00",
        ),
        ("{{ value_json.unix | timestamp_custom('%H:%M') }}", "12:00"),
        (
            "{{ value_json.unix | timestamp_custom('%H:%M', false) }}",
            "11:00",
        ),
        (
            "{{ value_json.unix | timestamp_custom }}",
            "2026-11-22 12:00:00",
        ),
        (
            "{{ value_json.unix | as_datetime }}",
            "2026-11-22 11:00:00+00:00",
        ),
        (
            "{{ value_json.unix | as_datetime | as_local }}",
            "2026-11-22 12:00:00+01:00",
        ),
        // Tasmota's own time has no offset: it is a local one.
        ("{{ as_timestamp(value_json.Time) | int }}", "1795345200"),
        ("{{ value_json.Time | as_datetime }}", "2026-11-22 12:00:00"),
        (
            "{{ as_timestamp('2026-11-22T12:00:00+01:00') | int }}",
            "1795345200",
        ),
        (
            "{{ '2026-11-22T12:00:00+05:30' | as_datetime }}",
            "2026-11-22 12:00:00+05:30",
        ),
        (
            "{{ strptime('22.11.2026 12:00', '%d.%m.%Y %H:%M') }}",
            "2026-11-22 12:00:00",
        ),
        (
            "{{ strptime('22/Nov/2026:12:00:00 +0200', '%d/%b/%Y:%H:%M:%S %z').isoformat() }}",
            "2026-11-22T12:00:00+02:00",
        ),
        ("{{ strptime('soon', '%d.%m.%Y', 'never') }}", "never"),
        ("{{ 'soon' | as_datetime(default='never') }}", "never"),
        (
            "{{ 'soon' | timestamp_custom('%H', true, 'never') }}",
            "never",
        ),
    ] {
        check(
            template,
            r#"{"unix": 1795345200, "uptime": 3600, "Time": "2026-11-22T12:00:00"}"#,
            expected,
        );
    }
}

#[test]
fn times_are_compared_added_and_subtracted_as_in_python() {
    for (template, expected) in [
        (
            "{{ now() - timedelta(hours=1) }}",
            "2026-11-22 11:00:00.250000+01:00",
        ),
        (
            "{{ timedelta(1, minutes=3) + today_at() }}",
            "2026-11-23 00:03:00+01:00",
        ),
        (
            "{{ (now() - today_at('10:00')).total_seconds() }}",
            "7200.25",
        ),
        ("{{ now() - today_at('10:00') }}", "2:00:00.250000"),
        (
            "{{ today_at('10:00') - today_at('11:00') }}",
            "-1 day, 23:00:00",
        ),
        (
            "{{ (today_at() - timedelta(days=3) - today_at()).days }}",
            "-3",
        ),
        (
            "{{ now() - (value | as_datetime) > timedelta(minutes=5) }}",
            "True",
        ),
        (
            "{{ today_at('11:00') == (1795341600 | as_datetime) }}",
            "True",
        ),
        (
            "{{ as_timedelta('1 day, 02:03:04.5') }}",
            "1 day, 2:03:04.500000",
        ),
        (
            "{{ '90:00' | as_timedelta }} {{ 'PT90M' | as_timedelta }}",
            "3 days, 18:00:00 1:30:00",
        ),
        (
            "{{ relative_time(now() - timedelta(minutes=125)) }}",
            "2 hours",
        ),
        ("{{ time_until(today_at('12:01')) }}", "59 seconds"),
        // Of other things + and - make what they always make.
        (
            "{{ 1 + 2 }}{{ 1.5 - 1 }}{{ [1] + [2] }}{{ 9223372036854775807 + 1 }} {# now #}",
            "30.5[1, 2]9223372036854775808",
        ),
    ] {
        check(template, "2026-11-22T10:00:00Z", expected);
    }
}

#[test]
fn a_day_on_which_clocks_change_has_its_own_length() {
    let march = Now::new(1_774_749_600_000, berlin);
    let payload = Payload::new(b"").heard(march);
    let length = ValueTemplate::check("{{ today_at('04:00') - today_at('01:00') }}").unwrap();
    assert_eq!(length.read(&payload).unwrap(), "2:00:00");
}

#[test]
fn a_command_may_say_what_time_it_is() {
    let template = r#"{"time": {{ now().timestamp() | int }}, "v": {{ value }}}"#;
    let command = PayloadTemplate::check(template).unwrap();
    assert_eq!(
        command.render_at(&json!(3), noon()).unwrap(),
        r#"{"time": 1795345200, "v": 3}"#
    );
    let fault = command.render(&json!(3)).unwrap_err();
    assert!(fault.message.contains("nobody knows the time"), "{fault}");
}

#[test]
fn what_is_no_time_is_a_fault_with_its_line() {
    for (template, payload, said) in [
        ("\n{{ now() - 5 }}", "", "- operator"),
        ("\n{{ today_at('25:00') }}", "", "a time of day"),
        (
            "\n{{ strptime(value, '%d') }}",
            "x",
            "a time of this format",
        ),
        ("\n{{ now().strftime('%Ø') }}", "", "no format"),
        ("\n{{ timedelta(days=1e12) }}", "", "too long a time"),
        (
            "\n{{ now() + timedelta(days=4000000) }}",
            "",
            "no such time",
        ),
        ("\n{{ 'x' | as_timedelta }}", "", "a length of time"),
        ("\n{{ now().century() }}", "", "no method named century"),
        ("\n{{ 1e15 | timestamp_local }}", "", "seconds since 1970"),
        ("\n{{ now().replace(month=13) }}", "", "no such time"),
    ] {
        let fault = told(template, payload).unwrap_err();
        assert_eq!(fault.line, 2, "{template}: {fault}");
        assert!(fault.message.contains(said), "{template}: {fault}");
    }
}

#[test]
fn a_time_that_is_missing_says_nothing_and_one_that_is_null_is_not_known() {
    for of_one in [
        "x | as_datetime",
        "x | as_local",
        "x | as_timestamp",
        "x | timestamp_local",
        "x | timestamp_custom('%H')",
        "x | as_timedelta",
        "strptime(x, '%d')",
        "relative_time(x)",
        "as_timestamp(now()) - x",
    ] {
        for (payload, cause) in [("{}", Cause::Missing), (r#"{"t": null}"#, Cause::Null)] {
            let template = format!("{{% set x = value_json.t %}}{{{{ {of_one} }}}}");
            let fault = told(&template, payload).unwrap_err();
            assert_eq!(fault.cause, cause, "{of_one}: {fault}");
        }
    }
}

#[test]
fn what_times_make_costs_what_it_may() {
    for template in [
        "{% set n = namespace(a='x') %}{% for i in range(60) %}{% set n.a = n.a + n.a %}{% endfor %}{# now #}",
        "{% set n = namespace(a=[1]) %}{% for i in range(40) %}{% set n.a = n.a + n.a %}{% endfor %}{# now #}",
        "{% set n = namespace(a=[1]) %}{% for i in range(40) %}{% set n.a = [n.a, n.a] %}{% endfor %}{{ n.a == n.a - now() }}",
        "{% for i in range(100000) %}{% set x = now() - timedelta(seconds=i) %}{% endfor %}",
    ] {
        let fault = told(template, "").unwrap_err();
        assert_eq!(fault.cause, Cause::TooMuch, "{template}: {fault}");
    }
}

#[test]
fn every_function_and_filter_of_times_is_noticed_in_a_template() {
    for name in [
        "now",
        "utcnow",
        "today_at",
        "as_timestamp",
        "as_datetime",
        "as_local",
        "timestamp_utc",
        "timestamp_local",
        "timestamp_custom",
        "strptime",
        "timedelta",
        "as_timedelta",
        "relative_time",
        "time_since",
        "time_until",
    ] {
        assert!(
            super::are_asked_in(&format!("{{{{ x | {name} }}}}")),
            "{name}"
        );
    }
    assert!(!super::are_asked_in("{{ value_json.temperature | float }}"));
}
