//! What `cargo xtask fuzz` feeds with bytes of its own, and the tests with those it kept. Each function panics where a rule is broken.

use std::io::Cursor;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use tilework_core::{certificate::CertificateSummary, secret::Secret};
use tokio::io::{AsyncReadExt as _, join, sink};

use super::{
    certificate::{from_pem, summary},
    identity::{authorities, read, summaries},
    web_socket::halves,
};
use crate::link::IdentityInput;

/// A byte that says as what, and bytes of a certificate, a key or an archive: they are read, or are a problem of a field of the form.
pub fn certificates(data: &[u8]) {
    let Some((how, bytes)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(bytes);
    match how % 4 {
        0 => assert!(summary(bytes).is_none_or(|shown| is_showable(&shown))),
        1 => {
            assert!(summaries(&text).iter().all(is_showable));
            let found = authorities(&text);
            assert!(text.trim().is_empty() || found.is_err() == from_pem(&text).is_empty());
        }
        2 => identity(&IdentityInput::Pem {
            certificate: Secret::new(text.clone().into_owned()),
            key: Secret::new(text.into_owned()),
            passphrase: Secret::new("sesame".into()),
        }),
        _ => identity(&IdentityInput::Pkcs12 {
            archive: Secret::new(BASE64_STANDARD.encode(bytes)),
            passphrase: Secret::new("sesame".into()),
        }),
    }
}

fn is_showable(shown: &CertificateSummary) -> bool {
    let texts = [&shown.subject, &shown.issuer].into_iter();
    let mut texts = texts.chain(&shown.names);
    shown.names.len() <= 20
        && shown.fingerprint.len() == 95
        && texts.all(|text| text.chars().count() <= 200 && !text.chars().any(char::is_control))
}

fn identity(input: &IdentityInput) {
    match read(input) {
        Ok(found) => assert!(found.is_some()),
        Err(problems) => assert!(!problems.is_empty()),
    }
}

/// What a server says once it is a WebSocket, or in place of becoming one: it ends, and gives no more than came.
pub fn web_socket(data: &[u8]) {
    let Some((how, bytes)) = data.split_first() else {
        return;
    };
    let stream = Box::new(join(Cursor::new(bytes.to_vec()), sink()));
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() else {
        return;
    };
    runtime.block_on(async {
        if how % 2 == 0 {
            let mut frames = halves::frames(stream).await;
            let mut out = vec![];
            let _ = frames.read_to_end(&mut out).await;
            assert!(out.len() <= bytes.len());
        } else {
            assert!(!halves::head(stream).await, "nobody guesses the key");
        }
    });
}

#[cfg(test)]
mod tests {
    use tilework_corpus::replay;

    use super::*;

    #[test]
    fn what_the_fuzzers_kept_breaks_no_rule() {
        replay("certificates", certificates);
        replay("web_socket", web_socket);
    }
}
