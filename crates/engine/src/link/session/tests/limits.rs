//! What a broker takes, and what MQTT can say at all.

use super::*;
use crate::link::{Goodbye, Publish};

fn filter(text: &str) -> (TopicFilter, Qos) {
    (TopicFilter::parse(text).unwrap(), Qos::AtMostOnce)
}

/// A broker that takes packets of 40 bytes and knows no identifiers (MQTT 5 §3.2.2.3.6).
async fn narrow() -> Scripted {
    let mut broker = Script::new(Protocol::V5).knock().await;
    broker
        .says(&[0x20, 10, 0, 0, 7, 0x29, 0, 0x27, 0, 0, 0, 40])
        .await;
    assert!(matches!(broker.told().await, LinkEvent::Connected(_)));
    broker.expects(&PINGREQ).await;
    broker
}

#[tokio::test(start_paused = true)]
async fn subscriptions_are_cut_to_what_the_broker_takes_and_one_that_is_too_long_is_refused() {
    let mut broker = narrow().await;
    let (short, long) = ("farm/barn/air", "farm/a/very/long/way/to/a/topic");
    let wanted = vec![filter(short), filter(long), filter("farm/barn/hay")];
    let asked = Request::Subscribe(wanted);
    broker.requests.send(asked).await.unwrap();
    let LinkEvent::Subscribed(told) = broker.told().await else {
        panic!("an answer")
    };
    assert_eq!(told[0].0.as_str(), long);
    assert_eq!(told[0].1.as_ref().unwrap_err().code, 0x95);
    for (id, topic) in [(1, short), (2, "farm/barn/hay")] {
        let head = [0x82, 19, 0, id, 0, 0, 13];
        let packet = [&head[..], topic.as_bytes(), &[0]].concat();
        broker.expects(&packet).await;
    }
    let unwanted = [short, "farm/barn/hay"].map(|it| filter(it).0).to_vec();
    let asked = Request::Unsubscribe(unwanted);
    broker.requests.send(asked).await.unwrap();
    for (id, topic) in [(3, short), (4, "farm/barn/hay")] {
        let head = [0xA2, 18, 0, id, 0, 0, 13];
        broker
            .expects(&[&head[..], topic.as_bytes()].concat())
            .await;
    }
}

/// MQTT 5 §3.3.4: [MQTT-3.3.4-7], [MQTT-3.3.4-8].
#[tokio::test(start_paused = true)]
async fn a_press_waits_until_the_broker_takes_one_more_and_nothing_else_waits_for_it() {
    let mut broker = Script::new(Protocol::V5).knock().await;
    // It takes one at once.
    broker.says(&[0x20, 6, 0, 0, 3, 0x21, 0, 1]).await;
    assert!(matches!(broker.told().await, LinkEvent::Connected(_)));
    broker.expects(&PINGREQ).await;
    broker.says(&PINGRESP).await;
    let press = |qos| Publish {
        topic: "set".parse().unwrap(),
        payload: vec![],
        qos,
        retain: false,
        properties: None,
    };
    let at_qos_1 = |id| [0x32, 8, 0, 3, b's', b'e', b't', 0, id, 0];
    for token in 1..=3 {
        let asked = Request::Publish(token, press(Qos::AtLeastOnce));
        broker.requests.send(asked).await.unwrap();
    }
    broker.expects(&at_qos_1(1)).await;
    let leaves = async |broker: &mut Scripted| match broker.told().await {
        LinkEvent::Leaves { token } => token,
        other => panic!("{other:?}"),
    };
    assert_eq!(leaves(&mut broker).await, 1);
    // What needs no room of it, a subscription and pings go on.
    let asked = Request::Publish(4, press(Qos::AtMostOnce));
    broker.requests.send(asked).await.unwrap();
    broker.expects(&[0x30, 6, 0, 3, b's', b'e', b't', 0]).await;
    assert_eq!(leaves(&mut broker).await, 4);
    let written = broker.told().await;
    assert!(matches!(written, LinkEvent::Published { token: 4, .. }));
    let asked = Request::Subscribe(vec![filter("a")]);
    broker.requests.send(asked).await.unwrap();
    assert_eq!(broker.hears().await[0], 0x82);
    broker.expects(&PINGREQ).await;
    broker.says(&PINGRESP).await;
    // In their order, one for each that is acknowledged.
    broker.says(&puback(1)).await;
    let acknowledged = broker.told().await;
    assert!(matches!(
        acknowledged,
        LinkEvent::Published { token: 1, .. }
    ));
    assert_eq!(leaves(&mut broker).await, 2, "and 3 waits");
    let second = broker.hears().await;
    assert_eq!((second[0], &second[2..7]), (0x32, &at_qos_1(0)[2..7]));
    broker.says(&puback(second[8].into())).await;
    let third = broker.hears().await;
    assert_eq!(third[0], 0x32);
    assert_ne!(third[8], second[8]);
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_is_deleted_need_not_keep_the_session() {
    for protocol in BOTH {
        let script = Script {
            kept: true,
            ..Script::new(protocol)
        };
        let mut broker = script.begin().await;
        let asked = Request::Disconnect(Goodbye::ForGood);
        broker.requests.send(asked).await.unwrap();
        match protocol {
            Protocol::V311 => broker.expects(&[0xE0, 0]).await,
            Protocol::V5 => broker.expects(&[0xE0, 7, 0, 5, 0x11, 0, 0, 0, 0]).await,
        }
    }
}

#[test]
fn a_will_of_before_that_no_connect_can_say_is_left_out_and_the_longest_is_said() {
    for (bytes, said) in [(65_535, true), (65_536, false)] {
        for protocol in BOTH {
            let script = Script::new(protocol);
            let mut settings = script.settings();
            Arc::make_mut(&mut settings.broker).last_will = Some(
                serde_json::from_value(serde_json::json!({
                    "topic": "farm", "payload": "x".repeat(bytes), "qos": "atLeastOnce", "retain": true
                }))
                .unwrap(),
            );
            let mut out = BytesMut::new();
            Codec(protocol).connect(&settings, &mut out);
            assert_eq!(out.len() > bytes, said, "{protocol:?}, {bytes}");
        }
    }
}
