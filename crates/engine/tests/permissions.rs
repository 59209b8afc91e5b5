//! A broker that grants some topics and refuses others. Mosquitto's ACL file never refuses a subscription; its dynamic security does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use common::*;
use serde_json::json;
use tempfile::TempDir;
use tilework_core::{
    broker::{BrokerDraft, Protocol},
    command::{CommandFailure, CommandState},
    reason::Refusal,
    value::{ReadingProblem, Value},
};
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options};

/// As Debian installs it.
const PLUGIN: &str = "/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so";

/// Everybody may do everything below `farm/open`, and nothing elsewhere.
async fn guarded() -> (Mosquitto, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("security.json");
    let allow = |kind: &str| json!({"acltype": kind, "topic": "farm/open/#", "allow": true});
    let rules = json!({
        "defaultACLAccess": {
            "publishClientSend": false, "publishClientReceive": false, "subscribe": false, "unsubscribe": true,
        },
        "clients": [],
        "anonymousGroup": "anyone",
        "groups": [{"groupname": "anyone", "roles": [{"rolename": "worker"}]}],
        "roles": [{"rolename": "worker", "acls": [
            allow("publishClientSend"), allow("publishClientReceive"), allow("subscribePattern"),
        ]}],
    });
    std::fs::write(&file, rules.to_string()).unwrap();
    let conf = format!(
        "plugin {PLUGIN}\nplugin_opt_config_file {}\n",
        file.display()
    );
    let mosquitto = Mosquitto::start(Options {
        conf,
        ..Options::default()
    })
    .await;
    (mosquitto, folder)
}

fn refusal(protocol: Protocol) -> Refusal {
    let code = match protocol {
        Protocol::V311 => 0x80,
        Protocol::V5 => 0x87,
    };
    Refusal::new(code, None)
}

#[tokio::test]
async fn a_refused_subscription_is_told_on_its_tile_and_the_others_live() {
    let (mosquitto, _folder) = guarded().await;
    for protocol in BOTH {
        let mut app = App::start().await;
        let form = BrokerDraft {
            protocol,
            ..draft(mosquitto.port(), "")
        };
        let report = try_form(&app.engine, form.clone(), untouched()).await;
        assert!(report.ok, "a refused topic fails no test: {report:?}");
        let told = Found::Subscription {
            filter: "tilework/test".into(),
            refusal: Some(refusal(protocol)),
        };
        assert_eq!(found(&report, StepName::Subscribe), Some(&told));

        let id = app.connect(form, untouched()).await;
        find_nothing(&app.engine, &id).await;
        let open = app.tile(number(&id, "farm/open/soil"), "value").await;
        let closed = app.tile(number(&id, "farm/till"), "value").await;
        let (open, closed) = (key(&open, "value"), key(&closed, "value"));
        app.screen.watch(vec![open.clone(), closed.clone()]).await;
        let problem = ReadingProblem::SubscriptionRefused {
            refusal: refusal(protocol),
        };
        app.screen
            .until("refused", |s| {
                s.readings
                    .get(&closed)
                    .is_some_and(|r| r.problem.as_ref() == Some(&problem))
            })
            .await;
        mosquitto.publish("farm/open/soil", b"38", true).await;
        app.screen
            .until("38", |s| {
                s.readings
                    .get(&open)
                    .is_some_and(|r| r.value == Some(Value::Number(38.0)) && r.problem.is_none())
            })
            .await;
        let details = app.details(&id).await;
        assert_eq!(details.counters.connects, 1);
        let expected = RefusedSubscription {
            filter: "farm/till".into(),
            refusal: refusal(protocol),
        };
        assert_eq!(details.refused, [expected]);
    }
}

#[tokio::test]
async fn a_refused_command_has_failed_where_the_broker_says_so() {
    let (mosquitto, _folder) = guarded().await;
    for protocol in BOTH {
        let mut app = App::start().await;
        let form = BrokerDraft {
            protocol,
            ..draft(mosquitto.port(), "")
        };
        let id = app.connect(form, untouched()).await;
        let pump = app.tile(switch(&id, None), "state").await;
        let sent = app
            .engine
            .send_command(pump, "set".parse().unwrap(), json!(true));
        let sent = sent.await.unwrap();
        let state = match protocol {
            // MQTT 3.1.1 has no word for it (§3.3.5).
            Protocol::V311 => CommandState::Sent,
            Protocol::V5 => CommandState::Failed {
                reason: CommandFailure::Refused {
                    refusal: refusal(protocol),
                },
            },
        };
        app.screen.until_command(sent.id, state).await;
        assert_eq!(app.details(&id).await.counters.connects, 1);
    }
}
