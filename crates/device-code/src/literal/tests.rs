use proptest::prelude::*;

use super::{Literals, comment, reading::read};

const ALL: [Literals; 12] = [
    Literals::C,
    Literals::CSharp,
    Literals::Esphome,
    Literals::Go,
    Literals::Java,
    Literals::JavaScript,
    Literals::Lua,
    Literals::Php,
    Literals::Python,
    Literals::Rust,
    Literals::Shell,
    Literals::Yaml,
];

/// Texts made of what means something somewhere.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\"",
            "'",
            "`",
            "\\",
            "\n",
            "\r",
            "*/",
            "?>",
            "${",
            "$",
            "]]",
            "--[[",
            "#{",
            "\\u0022",
            "\u{202e}",
            "\u{2028}",
            "\u{feff}",
            "\u{1}",
            "</script>",
            "%s",
            "{{",
            "{%",
            "??/",
            "ü",
            "💧",
            "1",
            "a",
            ": ",
            "- ",
            "|",
            "\t",
            "\u{301}",
        ])
        .prop_map(str::to_owned),
        any::<char>()
            .prop_filter("a word of a shell ends at NUL", |c| *c != '\0')
            .prop_map(|c| c.to_string()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_literal_of_any_language_is_read_as_the_text_it_was_made_of(text in hostile()) {
        for literals in ALL {
            let literal = literals.write(&text);
            prop_assert_eq!(read(literals, &literal), Some(text.clone()), "{:?} {}", literals, literal);
        }
    }

    #[test]
    fn nothing_of_a_literal_or_comment_is_hidden_from_who_reads_it(text in hostile()) {
        let hidden = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{301}');
        for literals in ALL {
            prop_assert!(!literals.write(&text).contains(hidden));
        }
        prop_assert!(!comment(&text).contains(hidden));
    }

    #[test]
    fn a_comment_ends_nowhere_but_at_the_end_of_its_line(text in hostile()) {
        let line = comment(&text);
        for end in ["\n", "*/", "?>", "\\", "\"", "'", "]]", "[", "`", "{", "#"] {
            prop_assert!(!line.contains(end), "{}", line);
        }
    }
}

#[test]
fn a_plain_topic_is_written_as_a_person_would() {
    for literals in ALL {
        let quote = if literals == Literals::Shell {
            '\''
        } else {
            '"'
        };
        assert_eq!(
            literals.write("farm/pump 1"),
            format!("{quote}farm/pump 1{quote}")
        );
    }
    assert_eq!(
        Literals::Python.write("Gewächshaus/°C"),
        "\"Gewächshaus/°C\""
    );
}

#[test]
fn each_language_has_its_own_way_to_say_what_cannot_stand_there() {
    for (literals, text, expected) in [
        (Literals::C, "a?\u{7}1", r#""a\077\0071""#),
        (Literals::Java, "\u{7}ü\u{2028}", r#""\007\u00fc\u2028""#),
        (
            Literals::JavaScript,
            "💧\u{200b}",
            r#""\ud83d\udca7\u200b""#,
        ),
        (Literals::Php, "$a{$b}", r#""\u{24}a{\u{24}b}""#),
        (Literals::Lua, "\u{1}2", r#""\0012""#),
        (Literals::Shell, "it's", r"'it'\''s'"),
        (Literals::Shell, "it's\n", r"$'it\'s\n'"),
        (Literals::Esphome, "${a}", r#"!literal "${a}""#),
        (Literals::Yaml, "💧", r#""\U0001f4a7""#),
    ] {
        assert_eq!(literals.write(text), expected, "{literals:?}");
    }
}
