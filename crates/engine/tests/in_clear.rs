//! What a listener on a line that is not encrypted gets to hear: no password that nobody allowed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use std::sync::{Arc, Mutex};

use common::{field::Field, *};
use serde_json::json;
use tilework_certificates::{Authority, Leaf};
use tilework_core::{
    broker::{BrokerDraft, Transport},
    connection::{ConnectionState, Trouble},
};
use tilework_engine::{Ports, api::LogEvent, api::Requests as _, ports::Whereabouts};
use tilework_faults::{Fault, FaultProxy};
use tilework_mosquitto::{Mosquitto, Options, Tls};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    sync::watch,
};

/// This device under a name that does not say so: a stand-in for one somewhere in the network.
const ELSEWHERE: &str = "::ffff:127.0.0.1";
const HERE: &str = "127.0.0.1";

/// Whoever answers at an address: takes every CONNECT, and remembers all it was told.
struct Listener {
    port: u16,
    heard: watch::Receiver<Vec<u8>>,
}

impl Listener {
    async fn start() -> Self {
        let listener = TcpListener::bind((HERE, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (told, heard) = watch::channel(vec![]);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let told = told.clone();
                tokio::spawn(async move {
                    let mut buffer = [0; 4_096];
                    while let Ok(count @ 1..) = stream.read(&mut buffer).await {
                        told.send_modify(|all| all.extend_from_slice(&buffer[..count]));
                        // CONNACK, accepted (MQTT 3.1.1 §3.2).
                        if stream.write_all(&[0x20, 2, 0, 0]).await.is_err() {
                            return;
                        }
                    }
                });
            }
        });
        Self { port, heard }
    }

    fn heard(&self, word: &str) -> bool {
        let all = self.heard.borrow();
        all.windows(word.len()).any(|part| part == word.as_bytes())
    }

    async fn until_heard(&mut self, word: &str) {
        let there = |all: &Vec<u8>| all.windows(word.len()).any(|part| part == word.as_bytes());
        self.heard.wait_for(there).await.unwrap();
    }

    fn heard_nothing(&self) -> bool {
        self.heard.borrow().is_empty()
    }
}

fn form(addresses: [(&str, u16, Transport, bool); 2]) -> BrokerDraft {
    let mut form = draft(addresses[0].1, "farmer");
    let addresses = addresses.map(|(host, port, transport, in_clear)| {
        json!({"host": host, "port": port, "transport": transport, "path": "", "inClear": in_clear})
    });
    form.endpoints = serde_json::from_value(json!(addresses)).unwrap();
    form
}

/// With a certificate that nobody vouches for.
async fn somebody() -> Mosquitto {
    let server = Authority::new("Somebody").issue(Leaf::server());
    Mosquitto::start(Options {
        tls: Some(Tls::new(&server.chain, &server.key_pem)),
        ..Options::default()
    })
    .await
}

#[tokio::test]
async fn after_a_wrong_certificate_even_an_allowed_address_hears_nothing() {
    let somebody = somebody().await;
    let listener = Listener::start().await;
    let form = form([
        (HERE, somebody.port(), Transport::Tls, false),
        (ELSEWHERE, listener.port, Transport::Tcp, true),
    ]);
    let mut field = Field::open(form, password("secret-word")).await;
    let stopped = |s: &ConnectionState| {
        matches!(
            s,
            ConnectionState::Stopped {
                reason: Trouble::Certificate { .. }
            }
        )
    };
    field
        .until_state("stopped for the certificate", stopped)
        .await;
    assert!(listener.heard_nothing());
}

#[tokio::test]
async fn an_open_address_beside_an_encrypted_one_hears_nothing_and_it_is_told() {
    let away = FaultProxy::start(1);
    away.set(Fault::Refuse).await;
    let listener = Listener::start().await;
    let form = form([
        (HERE, away.port(), Transport::Tls, false),
        (ELSEWHERE, listener.port, Transport::Tcp, false),
    ]);
    let field = Field::open(form, password("secret-word")).await;
    let told = |event: &LogEvent| {
        matches!(
            event,
            LogEvent::Failed {
                reason: Trouble::InClear,
                ..
            }
        )
    };
    field
        .until_details("the password was kept", |details| {
            details.log.iter().any(|entry| told(&entry.event))
        })
        .await;
    assert!(listener.heard_nothing());
}

#[tokio::test]
async fn an_open_address_at_home_is_not_asked_while_nobody_allowed_it() {
    let authority = Authority::new("Farm");
    let server = authority.issue(Leaf::server());
    let remote = Mosquitto::start(Options {
        tls: Some(Tls::new(&server.chain, &server.key_pem)),
        ..Options::default()
    })
    .await;
    let listener = Listener::start().await;
    let mut form = form([
        (ELSEWHERE, listener.port, Transport::Tcp, false),
        (HERE, remote.port(), Transport::Tls, false),
    ]);
    form.tls.authorities = authority.pem();
    let mut field = Field::open(form, password("secret-word")).await;
    let by_remote = |s: &ConnectionState| matches!(s, ConnectionState::Online { endpoint: 1, .. });
    field
        .until_state("online by the encrypted one", by_remote)
        .await;
    assert!(listener.heard_nothing());
}

#[tokio::test]
async fn an_open_address_that_was_allowed_gets_the_password() {
    let away = FaultProxy::start(1);
    away.set(Fault::Refuse).await;
    let mut listener = Listener::start().await;
    let form = form([
        (HERE, away.port(), Transport::Tls, false),
        (ELSEWHERE, listener.port, Transport::Tcp, true),
    ]);
    let _field = Field::open(form, password("secret-word")).await;
    listener.until_heard("secret-word").await;
    assert!(listener.heard("farmer"));
}

#[tokio::test]
async fn a_test_of_the_form_tells_an_open_address_no_more_than_the_connection_would() {
    let somebody = somebody().await;
    let listener = Listener::start().await;
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    for in_clear in [true, false] {
        let form = form([
            (HERE, somebody.port(), Transport::Tls, false),
            (ELSEWHERE, listener.port, Transport::Tcp, in_clear),
        ]);
        let report = try_form(&engine, form, password("secret-word")).await;
        assert!(!report.ok);
        assert_eq!(verdict(&report).1, Some(Trouble::InClear));
        assert!(listener.heard_nothing());
    }
}

/// A network that a test moves the device to.
#[derive(Default)]
struct Moved(Mutex<Option<Vec<u8>>>);

impl Moved {
    fn to(&self, gateway: Option<&[u8]>) {
        *self.0.lock().unwrap() = gateway.map(<[u8]>::to_vec);
    }
}

impl Whereabouts for Moved {
    fn mark(&self) -> Option<Vec<u8>> {
        self.0.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn an_address_that_was_allowed_at_home_hears_nothing_in_another_network() {
    let authority = Authority::new("Farm");
    let server = authority.issue(Leaf::server());
    let remote = Mosquitto::start(Options {
        tls: Some(Tls::new(&server.chain, &server.key_pem)),
        ..Options::default()
    })
    .await;
    let mut listener = Listener::start().await;
    let folder = tempfile::tempdir().unwrap();
    let device = Arc::new(Moved::default());
    let ports = || Ports {
        whereabouts: Arc::<Moved>::clone(&device),
        ..ports_with(Arc::default())
    };
    device.to(Some(b"home"));
    let engine = Opened::open(folder.path(), ports()).await;
    let home = engine.this_network().await.unwrap();
    let mut form = form([
        (ELSEWHERE, listener.port, Transport::Tcp, true),
        (HERE, remote.port(), Transport::Tls, false),
    ]);
    form.tls.authorities = authority.pem();
    form.endpoints[0].network = Some(home.expect("it can be told"));
    let by_remote = |state: Option<&ConnectionState>| {
        matches!(state, Some(ConnectionState::Online { endpoint: 1, .. }))
    };
    // In a café, and where nothing can be told.
    for elsewhere in [Some(b"cafe".as_slice()), None] {
        device.to(elsewhere);
        let mut screen = Screen::open(&engine);
        let saved = engine
            .save_broker(form.clone(), password("secret-word"))
            .await;
        let id = saved.unwrap().broker.broker.id;
        screen
            .until("online by the encrypted one", |screen| {
                by_remote(screen.connections.get(&id))
            })
            .await;
        let report = try_form(&engine, form.clone(), password("secret-word")).await;
        assert!(report.ok, "by the encrypted one: {report:?}");
        assert!(listener.heard_nothing());
        engine.delete_broker(id).await.unwrap();
    }
    device.to(Some(b"home"));
    engine
        .save_broker(form, password("secret-word"))
        .await
        .unwrap();
    listener.until_heard("secret-word").await;
}
