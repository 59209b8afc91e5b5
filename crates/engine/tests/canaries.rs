//! Every secret a form can take is a canary: it is in the keyring, and nowhere else that anybody could look.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex},
};

use common::*;
use tilework_certificates::{Authority, Leaf};
use tilework_core::{
    broker::{BrokerDraft, Protocol, Transport, UserProperty},
    id::BrokerId,
    secret::Secret,
};
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options};
use tracing_subscriber::fmt::MakeWriter;

const USERNAME: &str = "canary-username-51ab";
const PASSWORD: &str = "canary-password-51ab";
const QUERY: &str = "canary-query-51ab";
const HEADER: &str = "canary-header-51ab";
const PROPERTY: &str = "canary-property-51ab";
const PASSPHRASE: &str = "canary-passphrase-51ab";
/// In all of them, and in nothing else.
const CANARIES: [&str; 6] = [USERNAME, PASSWORD, QUERY, HEADER, PROPERTY, PASSPHRASE];
/// Those that a connection needs: the passphrase opens the key once, and is kept nowhere.
const KEPT: [&str; 5] = [USERNAME, PASSWORD, QUERY, HEADER, PROPERTY];

/// All that is logged, by us and by what we stand on, at the finest level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// WebSocket with TLS on a port where nobody is: everything is tried, nothing comes of it.
fn form() -> BrokerDraft {
    let mut form = way_in(9, Transport::SecureWebSocket, "");
    form.protocol = Protocol::V5;
    form.endpoints[0].path = format!("/mqtt?site=7&access_token={QUERY}");
    form.user_properties = vec![UserProperty {
        name: "token".into(),
        value: PROPERTY.into(),
    }];
    form
}

fn inputs(passphrase: &str) -> SecretInputs {
    let client = Authority::new("Farm").issue(Leaf::client("tractor"));
    let set = |text| SecretInput::Set {
        secret: secret(text),
    };
    SecretInputs {
        username: set(USERNAME),
        password: set(PASSWORD),
        identity: IdentityInput::Pem {
            certificate: secret(&client.chain),
            key: secret(&client.encrypted_key_pem(PASSPHRASE)),
            passphrase: secret(passphrase),
        },
        headers: HeadersInput::Set {
            headers: vec![Header {
                name: "Authorization".into(),
                value: secret(HEADER),
            }],
        },
        remember: true,
    }
}

/// What was told somebody, and where.
#[derive(Default)]
struct Told(Vec<(&'static str, String)>);

impl Told {
    fn debug(&mut self, place: &'static str, thing: &impl std::fmt::Debug) {
        self.0.push((place, format!("{thing:?}")));
    }

    fn json(&mut self, place: &'static str, thing: &(impl serde::Serialize + std::fmt::Debug)) {
        self.debug(place, thing);
        self.0.push((place, serde_json::to_string(thing).unwrap()));
    }

    /// And what lies below a folder, as texts that may have holes.
    fn files(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.files(&path);
            } else {
                let bytes = std::fs::read(&path).unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                self.0
                    .push(("a file", format!("{}: {text}", path.display())));
            }
        }
    }

    fn assert_no_canary(&self) {
        for (place, text) in &self.0 {
            for canary in CANARIES {
                assert!(!text.contains(canary), "{canary} in {place}: {text}");
            }
        }
    }
}

/// Everything that a client can be told of a broker.
async fn ask(app: &mut App, id: &BrokerId, told: &mut Told) {
    let dashboard = app.dashboard().await;
    let tile = add_tile(&app.engine, &dashboard, switch(id, Some(1_000))).await;
    add_tile(&app.engine, &dashboard, number(id, "farm/soil")).await;
    let waits = |screen: &Screen| {
        let state = screen.connections.get(id);
        state.is_some_and(|state| format!("{state:?}").starts_with("Waiting"))
    };
    app.screen.until("waiting", waits).await;
    told.debug("what a window is told", &app.screen.connections);
    let engine = &app.engine;
    told.json("the session", &engine.session().await.unwrap());
    told.json("the details", &app.details(id).await);
    let mut again = form();
    again.id = Some(id.clone());
    told.json(
        "a connection test",
        &try_form(engine, again, untouched()).await,
    );
    told.json("diagnostics", &engine.diagnostics().await.unwrap());
    for fields in [Fields::ALL, Fields::default()] {
        for part in [
            SharedPart::Everything,
            SharedPart::Dashboard {
                dashboard: dashboard.clone(),
            },
        ] {
            let shared = engine.share(part.clone(), fields).await.unwrap();
            let link = shared.link.clone().unwrap();
            told.debug("a link", &link);
            let look = engine.look_into_bundle(link).await.unwrap();
            told.json("a bundle", &look);
            // Beside the database, where files are looked at.
            engine.save_bundle(part, fields).await.unwrap();
        }
    }
    for platform in engine.device_platforms().await.unwrap() {
        let target = CodeTarget {
            whole: CodeSubject::Dashboard(dashboard.clone()),
            broker: Some(id.clone()),
        };
        let code = engine.device_code(target, platform.id.to_owned()).await;
        told.json("device code", &code.unwrap());
    }
    told.debug("a tile", &tile);
    let copy = engine.duplicate_broker(id.clone(), "Copy".into()).await;
    told.json("a copy", &copy.unwrap());
}

#[tokio::test]
async fn a_secret_is_in_the_keyring_and_in_no_file_log_event_error_bundle_program_or_report() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone());
    // Of this process: no other test of this file may run in it.
    subscriber.init();
    tracing::trace!("the log is heard");
    let mut told = Told::default();
    let mut app = App::start().await;

    let wrong = app.engine.save_broker(form(), inputs("no")).await;
    told.debug("a wrong passphrase", &wrong.unwrap_err());
    let mut bad = form();
    bad.endpoints[0].host = "no host".into();
    let refused = app.engine.save_broker(bad, inputs(PASSPHRASE)).await;
    told.debug("a refused form", &refused.unwrap_err());
    let report = try_form(&app.engine, form(), inputs(PASSPHRASE)).await;
    told.json("a connection test", &report);
    told.debug("the inputs themselves", &inputs(PASSPHRASE));

    let saved = app.engine.save_broker(form(), inputs(PASSPHRASE)).await;
    let saved = saved.unwrap();
    let id = saved.broker.broker.id.clone();
    told.json("what was saved", &saved);
    ask(&mut app, &id, &mut told).await;
    told.files(app.folder());

    // One that is there, so that all of it goes over a wire: what is sent is logged nowhere either.
    let mosquitto = Mosquitto::start(Options {
        login: Some((USERNAME.to_owned(), PASSWORD.to_owned())),
        ..Options::default()
    })
    .await;
    let live = BrokerDraft {
        endpoints: draft(mosquitto.port(), "").endpoints,
        name: "Live".into(),
        ..form()
    };
    let without_headers = SecretInputs {
        headers: HeadersInput::Keep,
        identity: IdentityInput::Keep,
        ..inputs(PASSPHRASE)
    };
    let live = app.connect(live, without_headers).await;
    let details = app.details(&live).await;
    told.json("the details of one online", &details);

    let app = app.close().await.open().await;
    told.json(
        "the session after a restart",
        &app.engine.session().await.unwrap(),
    );
    app.engine.delete_broker(id).await.unwrap();
    told.files(app.folder());
    let heard = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(heard.contains("the log is heard"));
    told.0.push(("the log", heard));
    let named = |(_, text): &(_, String)| text.contains("access_token=");
    assert!(told.0.iter().any(named), "its name may be said");
    told.assert_no_canary();

    let kept = app.secrets.kept.lock().unwrap();
    let kept: Vec<&str> = kept.values().map(Secret::expose).collect();
    for canary in KEPT {
        let found = kept.iter().any(|text| text.contains(canary));
        assert!(found, "{canary} is in the keyring: of the copy");
    }
    assert!(!kept.iter().any(|text| text.contains(PASSPHRASE)));
}
