//! What `cargo xtask fuzz` feeds with bytes of its own, and the tests with those it kept. Each function panics where a rule is broken.

use serde_json::json;

use crate::{
    binding::Decode,
    bytes::{ByteOrder, NumberFormat, TextEncoding},
    decode,
    migrate::{read_broker, read_dashboard},
    number::DecimalMark,
    paste,
    payload::Payload,
    picture,
    template::{OUTPUT_LIMIT, PayloadTemplate, ValueTemplate},
    value::{Said, Value},
};

/// A text from the clipboard: what is understood can be shown, and a secret is not among what is.
pub fn paste(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let pasted = paste::understand(&text);
    let patch = &pasted.patch;
    let texts = [
        &patch.name,
        &patch.host,
        &patch.path,
        &patch.username,
        &patch.client_id,
        &patch.topic_prefix,
        &patch.server_name,
    ];
    for text in texts.into_iter().flatten() {
        assert!(
            !text.is_empty() && !text.chars().any(char::is_control),
            "{text:?}"
        );
    }
    assert!(patch.port != Some(0) && patch.ports.iter().all(|it| it.port != 0));
    assert_eq!(pasted, paste::understand(&text), "the same text twice");
}

/// A template, a zero, and a payload: each in time, and no longer than may be.
pub fn templates(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (template, payload) = text.split_once('\0').unwrap_or((&text, "21.5"));
    let parsed = ValueTemplate::parse(template);
    if ValueTemplate::check(template).is_ok() {
        assert!(parsed.is_ok(), "it passed and cannot be used");
    }
    if let Ok(template) = parsed
        && let Ok(result) = template.render(payload)
    {
        assert!(result.len() <= OUTPUT_LIMIT);
        assert_eq!(
            template.render(payload),
            Ok(result),
            "the same message twice"
        );
    }
    if let Ok(template) = PayloadTemplate::parse(template) {
        let value = serde_json::from_str(payload).unwrap_or_else(|_| json!(payload));
        // A text without a template is sent as long as it is.
        let _ = template.render(&value);
    }
}

/// A saved document: one that is read is written and read again as the same.
pub fn documents(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(broker) = read_broker(&text) {
        let written = serde_json::to_string(&broker).ok();
        let again = written.and_then(|it| read_broker(&it).ok());
        assert_eq!(again, Some(broker));
    }
    if let Ok(dashboard) = read_dashboard(&text) {
        let written = serde_json::to_string(&dashboard).ok();
        let again = written.and_then(|it| read_dashboard(&it).ok());
        assert_eq!(again, Some(dashboard));
    }
}

/// A byte that says how, and a payload: what is a number is one.
pub fn payloads(data: &[u8]) {
    let Some((how, payload)) = data.split_first() else {
        return;
    };
    let decodes = [
        Decode::Auto,
        Decode::Number,
        Decode::MarkedNumber {
            mark: DecimalMark::Comma,
        },
        Decode::MarkedNumber {
            mark: DecimalMark::Point,
        },
        Decode::Bytes {
            format: NumberFormat::F32,
            order: ByteOrder::Little,
        },
        Decode::Bytes {
            format: NumberFormat::U64,
            order: ByteOrder::Big,
        },
        Decode::Text,
        Decode::EncodedText {
            encoding: TextEncoding::Windows1252,
        },
        Decode::EncodedText {
            encoding: TextEncoding::Utf16Little,
        },
        Decode::Json,
        Decode::Picture,
        Decode::OnOff {
            on: "ON".into(),
            off: "OFF".into(),
        },
    ];
    let wanted = &decodes[usize::from(*how) % decodes.len()];
    if let Ok(Said::Value(decoded)) = decode::decode(&Payload::new(payload), None, wanted) {
        match decoded.value {
            Value::Number(number) => assert!(number.is_finite(), "{number}"),
            Value::Text(text) => assert!(text.len() <= decode::TEXT_LIMIT),
            Value::Picture(it) => assert!(it.width * it.height <= picture::MOST_PIXELS),
            Value::Boolean(_) | Value::Json(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use tilework_corpus::replay;

    use super::*;

    #[test]
    fn what_the_fuzzers_kept_breaks_no_rule() {
        replay("paste", paste);
        replay("templates", templates);
        replay("documents", documents);
        replay("payloads", payloads);
    }
}
