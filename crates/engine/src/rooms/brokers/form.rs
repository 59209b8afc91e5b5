//! From the broker form to a document and its secrets.

use std::collections::BTreeMap;

use tilework_core::{
    broker::{Broker, BrokerDraft, Protocol, SecretKind},
    problem::{Fault, Problem, prefixed},
    secret::Secret,
};

use super::{
    Header, HeadersInput, SecretInput, SecretInputs, hidden,
    secrets::{Change, Changes, Places},
};
use crate::{
    error::{Answer, AppError},
    fresh::{fresh, fresh_client_id},
    link::{IdentityInput, header_lines, identity},
    rooms::{Asker, history::blocking, offers::Offers},
};

/// MQTT 5 §3.1.3.6: the longest password, in bytes.
const PASSWORD: u32 = 65_535;
const HEADERS: u32 = 20;
/// Set by WebSocket itself (RFC 6455 §4.1), or by us.
const OWN_HEADERS: [&str; 5] = [
    "host",
    "upgrade",
    "connection",
    "content-length",
    "transfer-encoding",
];

/// A form that can be saved or tried.
pub struct Form {
    pub broker: Broker,
    pub changes: Changes,
}

/// The document of a form. `before` is the broker it changes, `kept` what could be had of its [`hidden::KINDS`].
pub async fn read_form(
    asker: &Asker,
    mut draft: BrokerDraft,
    secrets: SecretInputs,
    before: Option<&Broker>,
    kept: &hidden::Known,
) -> Answer<Form> {
    let mut problems = Vec::new();
    let password = given(asker, secrets.password, "password", &mut problems);
    if let Change::Set(password) = &password
        && password.expose().len() > PASSWORD as usize
    {
        problems.push(Problem::new("password", Fault::TooLong { max: PASSWORD }));
    }
    let username = given(asker, secrets.username, "username", &mut problems);
    let username = hidden::username(username, &mut draft.username, &mut problems);
    let input = secrets.identity.clone();
    let identity = blocking(move || Ok(identity::read(&input))).await?;
    let identity = identity.unwrap_or_else(|found| {
        problems.extend(prefixed("identity.", found));
        None
    });
    let (header_names, headers) = headers(secrets.headers, before, &mut problems);
    match identity::authorities(&draft.tls.authorities) {
        // A private key among them would be in the document.
        Ok(_) => draft.tls.authorities = identity::only_certificates(&draft.tls.authorities),
        Err(found) => problems.extend(prefixed("tls.", found)),
    }
    let key = match (&secrets.identity, &identity) {
        (IdentityInput::Clear, _) => Change::Clear,
        (_, Some(identity)) => Change::Set(identity.key.clone()),
        (_, None) => Change::Keep,
    };
    let certificate = match (&key, identity) {
        (_, Some(identity)) => Some(identity.certificate),
        (Change::Clear, None) => None,
        (_, None) => before.and_then(|broker| broker.certificate.clone()),
    };
    let mut changes = Changes {
        of: BTreeMap::from([
            (SecretKind::Username, username),
            (SecretKind::Password, password),
            (SecretKind::PrivateKey, key),
            (SecretKind::Headers, headers),
        ]),
        remember: secrets.remember,
    };
    let before_places = before.map_or_else(Places::new, |b| b.secrets.clone());
    let places = changes.places_after(&before_places);
    // MQTT 3.1.1 §3.1.2.9: no password without a user name. MQTT 5 allows it.
    if draft.protocol == Protocol::V311
        && places.contains_key(&SecretKind::Password)
        && !places.contains_key(&SecretKind::Username)
        && draft.username.is_empty()
    {
        problems.push(Problem::new("username", Fault::Required));
    }
    let mut broker = match draft.parse(fresh()?, fresh_client_id()) {
        Ok(broker) => broker,
        Err(others) => {
            problems.extend(others);
            return Err(AppError::InvalidInput { problems });
        }
    };
    let taken = hidden::take(&mut broker, before, kept, &mut problems);
    if !problems.is_empty() {
        return Err(AppError::InvalidInput { problems });
    }
    changes.of.extend(taken);
    Ok(Form {
        broker: Broker {
            secrets: changes.places_after(&before_places),
            certificate,
            header_names,
            enabled: before.is_none_or(|before| before.enabled),
            ..broker
        },
        changes,
    })
}

/// What was typed, or offered by a text.
fn given(asker: &Asker, input: SecretInput, field: &str, problems: &mut Vec<Problem>) -> Change {
    let secret = match input {
        SecretInput::Keep => return Change::Keep,
        SecretInput::Clear => return Change::Clear,
        SecretInput::Set { secret } => secret,
        SecretInput::Offered { number } => match asker.own::<Offers>().secret(number) {
            Some(secret) => secret,
            None => {
                problems.push(Problem::new(field, Fault::Required));
                return Change::Keep;
            }
        },
    };
    if secret.is_empty() {
        Change::Clear
    } else {
        Change::Set(secret)
    }
}

fn headers(
    input: HeadersInput,
    before: Option<&Broker>,
    problems: &mut Vec<Problem>,
) -> (Vec<String>, Change) {
    let headers = match input {
        HeadersInput::Keep => {
            let names = before.map(|broker| broker.header_names.clone());
            return (names.unwrap_or_default(), Change::Keep);
        }
        HeadersInput::Set { headers } if !headers.is_empty() => headers,
        HeadersInput::Set { .. } | HeadersInput::Clear => return (Vec::new(), Change::Clear),
    };
    if headers.len() > HEADERS as usize {
        problems.push(Problem::new("headers", Fault::TooMany { max: HEADERS }));
    }
    for (place, header) in headers.iter().enumerate() {
        for (part, fault) in header_faults(header) {
            problems.push(Problem::new(format!("headers.{place}.{part}"), fault));
        }
    }
    let lines = header_lines(
        headers
            .iter()
            .map(|header| (header.name.trim(), header.value.expose().trim())),
    );
    let names = headers
        .iter()
        .map(|header| header.name.trim().to_owned())
        .collect();
    (names, Change::Set(Secret::new(lines)))
}

/// RFC 9110 §5.1 and §5.5.
fn header_faults(header: &Header) -> Vec<(&'static str, Fault)> {
    let mut faults = Vec::new();
    let name = header.name.trim();
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let lower = name.to_ascii_lowercase();
    if name.is_empty() {
        faults.push(("name", Fault::Required));
    } else if !name.chars().all(token)
        || lower.starts_with("sec-websocket")
        || OWN_HEADERS.contains(&lower.as_str())
    {
        faults.push(("name", Fault::HeaderName));
    }
    let value = header.value.expose().trim();
    if value.is_empty() {
        faults.push(("value", Fault::Required));
    } else if !value.chars().all(|c| c.is_ascii() && !c.is_ascii_control()) {
        faults.push(("value", Fault::ControlCharacter));
    } else if value.len() > 8_000 {
        faults.push(("value", Fault::TooLong { max: 8_000 }));
    }
    faults
}
