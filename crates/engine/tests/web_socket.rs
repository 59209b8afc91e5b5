//! MQTT over WebSocket, plain and encrypted: with a real Mosquitto, and with a server whose manners the test chooses.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use common::{
    web::{LARGE, Manner, Web},
    *,
};
use serde_json::json;
use tilework_certificates::{Authority, Leaf};
use tilework_core::{
    broker::{BrokerDraft, Transport},
    command::CommandState,
    connection::Trouble,
    problem::{Fault, Problem},
    secret::Secret,
    value::{ReadingProblem, Value},
};
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options, Tls};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

const CANARY: &str = "canary-9d2c";
const TOKEN: &str = "Bearer canary-9d2c";

fn form(port: u16) -> BrokerDraft {
    way_in(port, Transport::WebSocket, "")
}

/// Connects, reads and sends; the same through TLS.
async fn works(mosquitto: &Mosquitto, form: BrokerDraft) {
    for protocol in BOTH {
        let mut app = App::start().await;
        let form = BrokerDraft {
            protocol,
            ..form.clone()
        };
        let report = try_form(&app.engine, form.clone(), untouched()).await;
        assert!(report.ok, "{report:?}");
        use StepName::*;
        let encrypted = form.endpoints[0].transport.is_encrypted();
        let expected: Vec<_> = [Resolve, Connect, Encrypt, Upgrade, Authenticate, Subscribe]
            .into_iter()
            .filter(|step| *step != Encrypt || encrypted)
            .collect();
        assert_eq!(names(&report), expected);

        let id = app.connect(form, untouched()).await;
        mosquitto.publish("farm/soil", b"38", true).await;
        let gauge = app.tile(number(&id, "farm/soil"), "value").await;
        app.screen
            .until("38", |s| {
                s.readings
                    .get(&key(&gauge, "value"))
                    .is_some_and(|r| r.value == Some(Value::Number(38.0)))
            })
            .await;
        let mut device = mosquitto.subscribe("farm/pump/set").await;
        let pump = app.tile(switch(&id, None), "state").await;
        let sent = app
            .engine
            .send_command(pump, "set".parse().unwrap(), json!(true));
        let sent = sent.await.unwrap();
        assert_eq!(device.next().await, ("farm/pump/set".into(), "ON".into()));
        app.screen.until_command(sent.id, CommandState::Sent).await;
    }
}

#[tokio::test]
async fn tiles_live_over_web_socket() {
    let mosquitto = Mosquitto::start(Options {
        websockets: true,
        ..Options::default()
    })
    .await;
    works(&mosquitto, form(mosquitto.port())).await;
}

#[tokio::test]
async fn tiles_live_over_secure_web_socket() {
    let farm = Authority::new("Farm CA");
    let server = farm.issue(Leaf::server());
    let mosquitto = Mosquitto::start(Options {
        websockets: true,
        tls: Some(Tls::new(&server.chain, &server.key_pem)),
        ..Options::default()
    })
    .await;
    let port = mosquitto.port();
    works(
        &mosquitto,
        way_in(port, Transport::SecureWebSocket, &farm.pem()),
    )
    .await;
    let stranger = way_in(port, Transport::SecureWebSocket, "");
    let app = App::start().await;
    let report = try_form(&app.engine, stranger, untouched()).await;
    let (step, trouble) = verdict(&report);
    assert_eq!(step, StepName::Encrypt);
    assert!(matches!(trouble, Some(Trouble::Certificate { .. })));
}

/// Mosquitto's own WebSocket sends 4 KiB every 100 ms, whoever listens: several megabytes come from a server of the test's own.
#[tokio::test]
async fn a_retained_message_of_several_megabytes_comes_whole() {
    let web = Web::start(Manner::Large).await;
    let mut app = App::start().await;
    let id = app.connect(form(web.port), untouched()).await;
    find_nothing(&app.engine, &id).await;
    let tile = app.tile(number(&id, "farm/map"), "value").await;
    // Tiles decode only so much; that they say how much came shows that all of it did.
    let problem = ReadingProblem::TooLarge {
        bytes: LARGE,
        limit: 1 << 20,
    };
    app.screen
        .until("too large for a tile", |s| {
            s.readings
                .get(&key(&tile, "value"))
                .is_some_and(|r| r.problem.as_ref() == Some(&problem))
        })
        .await;
    let counters = app.details(&id).await.counters;
    assert_eq!(counters.connects, 1);
    assert_eq!(
        counters.bytes_in,
        u64::from(LARGE) + "farm/map".len() as u64
    );
}

async fn door(answer: &'static [u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let _ = socket.read(&mut [0; 1_024]).await;
            let _ = socket.write_all(answer).await;
        }
    });
    port
}

#[tokio::test]
async fn what_does_not_become_a_web_socket_says_why() {
    let app = App::start().await;
    let plain = Mosquitto::start(Options::default()).await;
    let refused = |status| Trouble::WebSocketRefused { status };
    for (port, expected) in [
        (
            door(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").await,
            refused(404),
        ),
        (
            door(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n").await,
            refused(401),
        ),
        (
            door(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello").await,
            refused(200),
        ),
        (
            door(b"HTTP/1.1 301 Moved\r\nLocation: https://farm.example/\r\n\r\n").await,
            refused(301),
        ),
        (door(b"").await, Trouble::ClosedEarly),
        (plain.port(), Trouble::ClosedEarly),
        (
            door(b"220 mail.example.org ESMTP\r\n").await,
            Trouble::WebSocketNotMqtt,
        ),
        (
            Web::start(Manner::WithoutProtocol).await.port,
            Trouble::WebSocketNotMqtt,
        ),
    ] {
        let report = try_form(&app.engine, form(port), untouched()).await;
        assert_eq!(verdict(&report), (StepName::Upgrade, Some(expected)));
    }
}

fn headers(value: &str) -> SecretInputs {
    SecretInputs {
        headers: HeadersInput::Set {
            headers: vec![
                Header {
                    name: "Authorization".into(),
                    value: Secret::new(value.into()),
                },
                Header {
                    name: "X-Site".into(),
                    value: Secret::new("north: 7".into()),
                },
            ],
        },
        ..untouched()
    }
}

#[tokio::test]
async fn path_and_headers_arrive_and_nothing_that_is_shown_has_their_values() {
    let web = Web::start(Manner::Plain).await;
    let mut app = App::start().await;
    let mut form = form(web.port);
    form.endpoints[0].path = "bus?site=7".into();
    let secrets = headers(TOKEN);
    assert!(!format!("{secrets:?}").contains(TOKEN));
    let id = app.connect(form, secrets).await;
    let check = || {
        let (path, headers) = web.asked.lock().unwrap().take().unwrap();
        assert_eq!(path, "/bus?site=7");
        assert_eq!(headers["authorization"], TOKEN);
        assert_eq!(headers["x-site"], "north: 7");
        assert_eq!(headers["sec-websocket-protocol"], "mqtt");
        assert_eq!(headers["host"], format!("127.0.0.1:{}", web.port));
    };
    check();
    let session = app.engine.session().await.unwrap();
    let shown = serde_json::to_string(&session).unwrap() + &format!("{session:?}");
    assert!(shown.contains("Authorization") && !shown.contains(TOKEN));

    let mut app = app.close().await.open().await;
    app.screen.until_online(&id).await;
    check();
}

#[tokio::test]
async fn a_token_in_the_path_arrives_and_is_neither_shown_nor_saved() {
    let web = Web::start(Manner::Plain).await;
    let app = App::start().await;
    let mut form = form(web.port);
    form.endpoints[0].path = format!("bus?site=7&access_token={CANARY}");
    let saved = app.engine.save_broker(form, untouched()).await.unwrap();
    let id = saved.broker.broker.id.clone();
    let shown = &saved.broker.broker.endpoints()[0].path;
    assert_eq!(shown, "/bus?site=7&access_token=");
    let mut app = app;
    app.screen.until_online(&id).await;
    let asked = || web.asked.lock().unwrap().take().unwrap().0;
    assert_eq!(asked(), format!("/bus?site=7&access_token={CANARY}"));
    let details = format!("{:?}", app.details(&id).await);
    assert!(details.contains("access_token=") && !details.contains(CANARY));
    let mut app = app.close().await.open().await;
    app.screen.until_online(&id).await;
    assert_eq!(asked(), format!("/bus?site=7&access_token={CANARY}"));
    app.engine.delete_broker(id).await.unwrap();
    assert!(app.secrets.kept.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_header_that_would_break_the_request_is_a_problem_of_its_field() {
    let app = App::start().await;
    let secrets = headers("one\r\nX-Evil: two");
    let saved = app.engine.save_broker(form(8083), secrets).await;
    let problem = Problem::new("headers.0.value", Fault::ControlCharacter);
    let expected = AppError::InvalidInput {
        problems: vec![problem],
    };
    assert_eq!(saved.unwrap_err(), expected);
}

#[tokio::test]
async fn packets_may_be_cut_anywhere() {
    let web = Web::start(Manner::ByteByByte).await;
    let app = App::start().await;
    let report = try_form(&app.engine, form(web.port), untouched()).await;
    assert!(report.ok, "{report:?}");
}

#[tokio::test]
async fn a_sign_of_life_of_the_web_socket_is_answered() {
    let web = Web::start(Manner::Ping).await;
    let mut app = App::start().await;
    app.connect(form(web.port), untouched()).await;
    until("a pong", async || web.ponged.lock().unwrap().then_some(())).await;
}

#[tokio::test]
async fn words_instead_of_packets_end_the_connection_and_so_does_a_goodbye() {
    for (manner, expected) in [
        (Manner::Text, Trouble::Malformed),
        (Manner::Close, Trouble::Lost),
    ] {
        let web = Web::start(manner).await;
        let mut app = App::start().await;
        let id = app.save(form(web.port), untouched()).await;
        app.screen
            .until_trouble(&id, |trouble| *trouble == expected)
            .await;
    }
}
