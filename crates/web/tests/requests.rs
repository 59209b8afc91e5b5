//! The table of requests over a real socket, as a page uses it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed step of a test should panic with its words"
)]

mod rig;

use rig::{Browser, Rig};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

/// A form for a port on which nothing listens.
fn nobody() -> Value {
    json!({
        "id": null, "name": "Farm", "preset": "custom", "username": "", "clientId": "", "protocol": "3.1.1",
        "endpoints": [{"host": "127.0.0.1", "port": 1, "transport": "tcp", "path": ""}],
        "topicPrefix": "", "keepAliveSeconds": 30, "sessionExpirySeconds": 0, "packetLimit": 16_777_216,
        "birth": null, "lastWill": null, "userProperties": [],
        "tls": {"authorities": "", "serverName": "", "alpn": [], "pinned": []},
    })
}

fn no_secrets() -> Value {
    json!({
        "username": {"action": "keep"}, "password": {"action": "keep"}, "identity": {"action": "keep"}, "headers": {"action": "keep"}, "remember": false,
    })
}

#[tokio::test]
async fn a_request_is_answered_with_what_the_engine_says() {
    let rig = Rig::start().await;
    let mut page = rig.page().await;
    let (_, session) = page.ask("session", json!({})).await;
    assert_eq!(session["ok"]["brokers"], json!([]));
    let (_, made) = page.ask("create_dashboard", json!({"name": "Farm"})).await;
    assert_eq!(made["ok"]["dashboard"]["name"], "Farm");
    let (_, missing) = page
        .ask("delete_dashboard", json!({"dashboard": "nowhere"}))
        .await;
    assert_eq!(missing["error"]["code"], "notFound");
}

#[tokio::test]
async fn a_stream_gives_its_items_and_then_its_answer() {
    let rig = Rig::start().await;
    let mut page = rig.page().await;
    let args = json!({"draft": nobody(), "secrets": no_secrets()});
    let (steps, report) = page.ask("test_connection", args).await;
    assert!(!steps.is_empty());
    assert_eq!(report["ok"]["ok"], false, "{report}");
}

#[tokio::test]
async fn what_is_not_in_the_table_is_refused_and_the_page_goes_on() {
    let rig = Rig::start().await;
    let mut page = rig.page().await;
    for (request, args) in [
        ("no_such_request", json!({})),
        ("create_dashboard", json!({})),
        ("create_dashboard", json!({"name": ["hunter2"]})),
        ("create_dashboard", json!("hunter2")),
    ] {
        let (_, answer) = page.ask(request, args).await;
        assert_eq!(answer["error"]["code"], "internal", "{answer}");
        assert!(!answer.to_string().contains("hunter2"), "{answer}");
    }
    let (_, session) = page.ask("session", json!({})).await;
    assert_eq!(session["ok"]["dashboards"], json!([]));
}

#[tokio::test]
async fn answers_come_as_they_are_ready_and_not_in_the_order_of_the_questions() {
    let rig = Rig::start().await;
    let (mut page, mut other) = (rig.page().await, rig.page().await);
    let events = page.send("next_events", json!({"after": 0})).await;
    let (_, session) = page.ask("session", json!({})).await;
    assert!(session["ok"].is_object(), "not behind the other question");
    let (_, made) = other.ask("create_dashboard", json!({"name": "Barn"})).await;
    let told = page.hear().await;
    assert_eq!(told["id"], events);
    let change = &told["ok"]["events"][0]["news"][0];
    assert_eq!(change["id"], made["ok"]["dashboard"]["id"]);
}

#[tokio::test]
async fn a_page_that_breaks_the_rules_loses_its_socket_and_no_other_does() {
    let rig = Rig::start().await;
    let mut good = rig.page().await;
    for message in [
        Message::text("not JSON"),
        Message::text("{}"),
        Message::binary(vec![1, 2, 3]),
        Message::text("x".repeat(17 * 1024 * 1024)),
    ] {
        let mut page = rig.page().await;
        page.say(message).await;
        page.until_closed().await;
    }
    let (_, session) = good.ask("session", json!({})).await;
    assert!(session["ok"].is_object());
}

#[tokio::test]
async fn there_are_no_more_pages_than_there_is_room_for_and_one_that_leaves_makes_room() {
    let rig = Rig::start().await;
    let browser = Browser::enter(&rig, &rig.invitation()).await.unwrap();
    let mut pages = vec![];
    while let Some(page) = rig.page_in(&browser).await {
        pages.push(page);
        assert!(pages.len() <= 16);
    }
    assert_eq!(pages.len(), 16);
    let mut leaving = pages.pop().unwrap();
    leaving.say(Message::Close(None)).await;
    leaving.until_closed().await;
    let room = async {
        loop {
            if let Some(page) = rig.page_in(&browser).await {
                return page;
            }
        }
    };
    let mut page = tokio::time::timeout(std::time::Duration::from_secs(30), room)
        .await
        .unwrap();
    let (_, session) = page.ask("session", json!({})).await;
    assert!(session["ok"].is_object());
}

#[tokio::test]
async fn a_change_that_a_page_asked_for_is_made_although_the_page_has_left() {
    let rig = Rig::start().await;
    let mut page = rig.page().await;
    page.send("create_dashboard", json!({"name": "Left behind"}))
        .await;
    page.say(Message::Close(None)).await;
    page.until_closed().await;
    let mut other = rig.page().await;
    let there = async {
        loop {
            let (_, session) = other.ask("session", json!({})).await;
            if session["ok"]["dashboards"][0]["dashboard"]["name"] == "Left behind" {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), there)
        .await
        .unwrap();
}

#[tokio::test]
async fn stopping_closes_every_socket_and_frees_the_port() {
    let rig = Rig::start().await;
    let page = rig.page().await;
    let port = rig.web.port();
    rig.web.stop().await;
    page.until_closed().await;
    assert!(
        tokio::net::TcpListener::bind(("127.0.0.1", port))
            .await
            .is_ok()
    );
}
