//! What fails because something is missing or null is told from what is wrong.

use super::*;

/// Each is written of `x`.
const OF_ONE: &[&str] = &[
    "x.split(' ')[0]",
    "x | split(',')",
    "x | lines",
    "x | dictsort",
    "x.upper()",
    "x()",
    "(x | from_json).t",
    "x | base64_encode",
    "x | base64_decode",
    "x | from_hex",
    "x | ord",
    "x | truncate(5)",
    "x | unpack('>h')",
    "x | bitwise_and(1)",
    "1 | bitwise_or(x)",
    "x | bitwise_xor(1)",
    "x | clamp(0, 10)",
    "5 | clamp(0, x)",
    "x | remap(0, 1, 0, 10)",
    "x | sqrt",
    "x | log",
    "x | abs",
    "-x",
    "x[1:]",
    "x[-2:][0]",
    "x * 2",
    "x | as_timestamp",
    "x | timestamp_utc",
    "x | average",
    "[1, x] | average",
    "x | median",
    "max(x)",
    "max(1, x)",
    "x | contains('a')",
    "x | float",
    "x | int",
    "x | multiply(2)",
    "2 | add(x)",
    "x | slugify",
    "x | ordinal",
    "x | combine({})",
    "{} | combine(x)",
];

#[test]
fn what_is_missing_says_nothing_and_what_is_null_that_nothing_is_known() {
    for of_one in OF_ONE {
        for (payload, cause) in [
            (r#"{"y": 1}"#, Cause::Missing),
            (r#"{"t": null}"#, Cause::Null),
        ] {
            let template = format!("{{% set x = value_json.t %}}{{{{ {of_one} }}}}");
            let found = value(&template, payload).map_err(|fault| (fault.cause, fault.message));
            let found = found.expect_err(&template);
            assert_eq!(found.0, cause, "{template} of {payload}: {}", found.1);
        }
    }
}

#[test]
fn what_is_wrong_is_neither_whatever_it_says() {
    for payload in [
        r#"{"t": "none has no method named x"}"#,
        r#"{"t": "value of type none cannot be sliced"}"#,
        r#"{"t": {"undefined": "cannot convert undefined to i64"}}"#,
        r#"{"t": "undefined"}"#,
    ] {
        for wrong in [
            "x | float",
            "x | sqrt",
            "x.nope()",
            "x | bitwise_and(1)",
            "-x",
            "[x] | average",
        ] {
            let template = format!("{{% set x = value_json.t %}}{{{{ {wrong} }}}}");
            let fault = value(&template, payload).expect_err(&template);
            assert_eq!(
                fault.cause,
                Cause::Other,
                "{template} of {payload}: {fault}"
            );
        }
    }
}

/// Those that make nothing of what is missing.
const OF_NULL_ALONE: &[&str] = &[
    "x | length",
    "x | first",
    "x | last",
    "x | items",
    "x | reverse",
];

#[test]
fn what_cannot_be_done_with_null_is_no_fault_of_the_message() {
    for of_null in OF_NULL_ALONE {
        let template = format!("{{% set x = value_json.t %}}{{{{ {of_null} }}}}");
        let found = value(&template, r#"{"t": null}"#).map_err(|fault| fault.cause);
        assert_eq!(found, Err(Cause::Null), "{template}");
        let found = value(&template, r#"{"y": 1}"#).map_err(|fault| fault.cause);
        assert!(found.is_ok(), "{template}: {found:?}");
    }
}
