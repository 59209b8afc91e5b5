//! Two addresses of one broker, or of two: which is used, and what becomes of what is pressed meanwhile.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use common::{
    field::{Field, counts, promised},
    *,
};
use serde_json::json;
use tilework_certificates::{Authority, Leaf};
use tilework_core::{
    broker::BrokerDraft,
    connection::{ConnectionState, Trouble},
    reason::Reason,
};
use tilework_engine::api::{LogEvent, Requests};
use tilework_faults::{Close, Fault, FaultProxy};
use tilework_mosquitto::{Mosquitto, Options, Tls};

/// Home first, then remote.
fn form(ports: [u16; 2], username: &str) -> BrokerDraft {
    let mut form = draft(ports[0], username);
    let endpoint =
        |port: u16| json!({"host": "127.0.0.1", "port": port, "transport": "tcp", "path": ""});
    form.endpoints =
        serde_json::from_value(json!([endpoint(ports[0]), endpoint(ports[1])])).unwrap();
    form
}

async fn until_online_by(field: &mut Field, wanted: u32) {
    let by = |s: &ConnectionState| matches!(s, ConnectionState::Online { endpoint, .. } if *endpoint == wanted);
    field.until_state(&format!("online by {wanted}"), by).await;
}

/// Nobody gets in, and whoever is in is out.
async fn closes(proxy: &FaultProxy) {
    proxy.set(Fault::Cut(Close::Fin)).await;
    proxy.set(Fault::Refuse).await;
}

#[tokio::test]
async fn a_dead_first_address_costs_nothing_and_is_returned_to() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let mut observer = mosquitto.subscribe("farm/count").await;
    let [home, remote] = [
        FaultProxy::start(mosquitto.port()),
        FaultProxy::start(mosquitto.port()),
    ];
    home.set(Fault::Refuse).await;
    let mut field = Field::open(form([home.port(), remote.port()], ""), untouched()).await;
    until_online_by(&mut field, 1).await;
    assert_eq!(field.details().await.counters.connects, 1);
    assert!(
        log_has_failures(&field).await,
        "the history tells of the first"
    );
    let presses = field.press_on();
    field.until_acknowledged(5).await;

    home.set(Fault::None).await;
    field.engine.network_changed().await.unwrap();
    until_online_by(&mut field, 0).await;
    remote.until(|counters| counters.open == 0).await;
    mosquitto.publish("farm/soil", b"38", false).await;
    field.until_reads(38.0).await;

    closes(&home).await;
    promised("online by the other", async {
        until_online_by(&mut field, 1).await;
        mosquitto.publish("farm/soil", b"39", true).await;
        field.until_reads(39.0).await;
    })
    .await;
    let ends = field.end(presses).await;
    mosquitto.publish("farm/count", b"end", false).await;
    ends.agree_with(&counts(&mut observer).await);
}

async fn log_has_failures(field: &Field) -> bool {
    let log = field.details().await.log;
    log.iter()
        .any(|entry| matches!(entry.event, LogEvent::Failed { .. }))
}

#[tokio::test]
async fn between_two_brokers_nothing_pressed_is_lost_or_doubled() {
    let [first, second] = [
        Mosquitto::start(Options::default()).await,
        Mosquitto::start(Options::default()).await,
    ];
    let mut observers = [
        first.subscribe("farm/count").await,
        second.subscribe("farm/count").await,
    ];
    first.publish("farm/soil", b"1", true).await;
    second.publish("farm/soil", b"2", true).await;
    let way = FaultProxy::start(first.port());
    let mut field = Field::open(form([way.port(), second.port()], ""), untouched()).await;
    until_online_by(&mut field, 0).await;
    let presses = field.press_on();
    field.until_reads(1.0).await;
    field.until_acknowledged(5).await;
    closes(&way).await;
    promised("online by the other", async {
        until_online_by(&mut field, 1).await;
        field.until_reads(2.0).await;
    })
    .await;
    field.until_acknowledged(5).await;
    way.set(Fault::None).await;
    field.engine.network_changed().await.unwrap();
    until_online_by(&mut field, 0).await;
    field.until_reads(1.0).await;
    let ends = field.end(presses).await;
    let mut heard = vec![];
    for (broker, observer) in [&first, &second].into_iter().zip(&mut observers) {
        broker.publish("farm/count", b"end", false).await;
        let came = counts(observer).await;
        assert!(!came.is_empty(), "both were used");
        heard.extend(came);
    }
    ends.agree_with(&heard);
}

#[tokio::test]
async fn when_both_are_dead_the_trouble_is_that_of_the_first_and_either_can_heal_it() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let [home, remote] = [
        FaultProxy::start(mosquitto.port()),
        FaultProxy::start(mosquitto.port()),
    ];
    home.set(Fault::Refuse).await;
    remote.set(Fault::Cut(Close::Fin)).await;
    let mut field = Field::open(form([home.port(), remote.port()], ""), untouched()).await;
    field.until_waiting(&Trouble::PortClosed).await;
    field.cannot_press().await;
    remote.set(Fault::None).await;
    promised("online by the second", until_online_by(&mut field, 1)).await;
    closes(&remote).await;
    home.set(Fault::None).await;
    promised("online by the first", until_online_by(&mut field, 0)).await;
}

#[tokio::test]
async fn an_address_with_a_wrong_certificate_is_passed_over_and_the_good_one_not_left_for_it() {
    let server = Authority::new("Somebody").issue(Leaf::server());
    let tls = Some(Tls::new(&server.chain, &server.key_pem));
    let wrong = Mosquitto::start(Options {
        tls,
        ..Options::default()
    })
    .await;
    let good = Mosquitto::start(Options::default()).await;
    let way = FaultProxy::start(wrong.port());
    let mut form = form([way.port(), good.port()], "");
    form.endpoints[0].transport = tilework_core::broker::Transport::Tls;
    let mut field = Field::open(form, untouched()).await;
    until_online_by(&mut field, 1).await;

    let before = way.counters().to_client.bytes;
    field.engine.network_changed().await.unwrap();
    way.until(|counters| counters.to_client.bytes > before && counters.open == 0)
        .await;
    good.publish("farm/soil", b"38", true).await;
    field.until_reads(38.0).await;
    assert_eq!(field.details().await.counters.connects, 1, "it never left");
}

#[tokio::test]
async fn an_address_that_refuses_the_password_is_passed_over() {
    let login = |password: &str| Options {
        login: Some(("farmer".to_owned(), password.to_owned())),
        ..Options::default()
    };
    let refusing = Mosquitto::start(login("another")).await;
    let good = Mosquitto::start(login("right")).await;
    let mut observer = good.subscribe("farm/count").await;
    let mut field = Field::open(
        form([refusing.port(), good.port()], "farmer"),
        password("right"),
    )
    .await;
    until_online_by(&mut field, 1).await;
    let presses = field.press_on();
    field.until_acknowledged(5).await;
    // That the first one answers is all that can be known without leaving; it is tried, and the good one is back.
    field.engine.network_changed().await.unwrap();
    field
        .until_details("online again", |d| {
            d.counters.connects == 2
                && matches!(d.connection, ConnectionState::Online { endpoint: 1, .. })
        })
        .await;
    field.until_acknowledged(5).await;
    let ends = field.end(presses).await;
    good.publish("farm/count", b"end", false).await;
    ends.agree_with(&counts(&mut observer).await);
}

#[tokio::test]
async fn when_all_refuse_the_password_it_stops() {
    let login = Some(("farmer".to_owned(), "another".to_owned()));
    let options = Options {
        login,
        ..Options::default()
    };
    let mosquitto = Mosquitto::start(options).await;
    let mut field = Field::open(
        form([mosquitto.port(), mosquitto.port()], "farmer"),
        password("wrong"),
    )
    .await;
    let stops = |s: &ConnectionState| matches!(s, ConnectionState::Stopped { reason } if is_refused(Some(reason), Reason::NotAuthorized));
    field.until_state("stopped", stops).await;
}

#[tokio::test]
async fn a_refused_password_is_not_tried_again_while_the_other_address_is_waited_for() {
    let login = Some(("farmer".to_owned(), "another".to_owned()));
    let refusing = Mosquitto::start(Options {
        login,
        ..Options::default()
    })
    .await;
    let good = Mosquitto::start(Options::default()).await;
    let [first, second] = [refusing.port(), good.port()].map(FaultProxy::start);
    second.set(Fault::Refuse).await;
    let form = form([first.port(), second.port()], "farmer");
    let mut field = Field::open(form, password("wrong")).await;
    let often = |s: &ConnectionState| matches!(s, ConnectionState::Waiting { attempt, reason, .. } if *attempt >= 3 && is_refused(Some(reason), Reason::NotAuthorized));
    field
        .until_state("waiting with the first trouble", often)
        .await;
    assert_eq!(first.counters().accepted, 1);
    second.set(Fault::None).await;
    promised("online by the second", until_online_by(&mut field, 1)).await;
}
