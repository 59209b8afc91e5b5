//! What stands before every answer.

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    HeaderMap, Response, StatusCode,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue,
        REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    },
};

/// As strict as the app's (tauri.conf.json); what differs is the way to the engine, and that no page may hold ours in a frame.
pub const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
     font-src 'self'; connect-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

pub fn response(
    status: StatusCode,
    media_type: &'static str,
    body: Bytes,
) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    guard(response.headers_mut());
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// Of a refusal: its words, and nothing of what is inside.
pub fn refusal(status: StatusCode) -> Response<Full<Bytes>> {
    let words = match status {
        StatusCode::UNAUTHORIZED => {
            "Tilework lets in only who was invited. Open the address that the terminal shows; each lets one browser in, once."
        }
        _ => status.canonical_reason().unwrap_or_default(),
    };
    response(
        status,
        "text/plain; charset=utf-8",
        Bytes::from_static(words.as_bytes()),
    )
}

/// Of every answer, that of the socket too.
pub fn guard(headers: &mut HeaderMap) {
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_may_do_in_a_browser_what_it_may_in_the_app_and_no_more() {
        let config = include_str!("../../../tauri.conf.json");
        let config: serde_json::Value = serde_json::from_str(config).unwrap();
        let of_app = config["app"]["security"]["csp"].as_object().unwrap();
        let ours = |name: &str| {
            let mut directives = POLICY.split("; ");
            directives.find_map(|it| it.strip_prefix(name)?.strip_prefix(' '))
        };
        for (name, allowed) in of_app.iter().filter(|(name, _)| *name != "connect-src") {
            assert_eq!(ours(name), allowed.as_str(), "{name}");
        }
        assert_eq!(ours("connect-src"), Some("'self'"));
        assert_eq!(POLICY.split("; ").count(), of_app.len() + 1);
    }
}
