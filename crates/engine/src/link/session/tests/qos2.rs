//! QoS 2 from a broker (MQTT 5 §4.3.3), which we never ask for.

use super::*;

const QOS_2: u8 = 0b0100;
const DUP: u8 = 0b1000;
const PUBREC: [u8; 4] = [0x50, 2, 0, 7];
const PUBREL: [u8; 4] = [0x62, 2, 0, 7];
const PUBCOMP: [u8; 4] = [0x70, 2, 0, 7];

#[tokio::test(start_paused = true)]
async fn a_message_at_qos_2_is_told_once_however_often_it_is_sent() {
    for protocol in BOTH {
        let mut broker = Script::new(protocol).begin().await;
        broker.says(&PINGRESP).await;
        for _ in 0..2 {
            let packet = broker.publish(QOS_2, 7, "farm/soil", b"38");
            broker.says(&packet).await;
            assert_eq!(&broker.message().await.payload[..], b"38");
            broker.expects(&PUBREC).await;
            let again = broker.publish(QOS_2 | DUP, 7, "farm/soil", b"38");
            broker.says(&again).await;
            broker.expects(&PUBREC).await;
            broker.says(&PUBREL).await;
            broker.expects(&PUBCOMP).await;
            broker.is_still().await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_release_of_what_is_not_known_is_answered() {
    for protocol in BOTH {
        let mut broker = Script::new(protocol).begin().await;
        broker.says(&PUBREL).await;
        match protocol {
            Protocol::V311 => broker.expects(&PUBCOMP).await,
            // Packet identifier not found (§3.7.2.1).
            Protocol::V5 => broker.expects(&[0x70, 3, 0, 7, 0x92]).await,
        }
    }
    // With a reason and properties, as MQTT 5 may.
    let mut broker = Script::new(Protocol::V5).begin().await;
    broker.says(&[0x62, 4, 0, 7, 0, 0]).await;
    broker.expects(&[0x70, 3, 0, 7, 0x92]).await;
}

#[tokio::test(start_paused = true)]
async fn a_message_at_qos_2_over_the_limit_is_received_like_any_other() {
    for protocol in BOTH {
        let script = Script {
            packet_limit: 100,
            ..Script::new(protocol)
        };
        let mut broker = script.begin().await;
        let packet = broker.publish(QOS_2, 7, "farm/camera", &[0; 300]);
        broker.says(&packet).await;
        assert!(matches!(broker.told().await, LinkEvent::TooLarge { .. }));
        broker.expects(&PUBREC).await;
        broker.says(&PUBREL).await;
        broker.expects(&PUBCOMP).await;
    }
}

#[tokio::test(start_paused = true)]
async fn mqtt_5_says_to_a_broker_that_it_sends_more_than_we_take_at_once() {
    let script = Script {
        events: 2_000,
        ..Script::new(Protocol::V5)
    };
    let mut broker = script.begin().await;
    for id in 1..=1_000u16 {
        let packet = broker.publish(QOS_2, id, "a", b"");
        broker.says(&packet).await;
        let [high, low] = id.to_be_bytes();
        broker.expects(&[0x50, 2, high, low]).await;
    }
    // One that is released makes room for one.
    broker.says(&PUBREL).await;
    broker.expects(&PUBCOMP).await;
    let packet = broker.publish(QOS_2, 1_001, "a", b"");
    broker.says(&packet).await;
    broker.expects(&[0x50, 2, 0x03, 0xE9]).await;
    let packet = broker.publish(QOS_2, 1_002, "a", b"");
    broker.says(&packet).await;
    broker.expects(&[0xE0, 1, 0x93]).await;
    assert_eq!(broker.session.await.unwrap(), Trouble::Malformed);
}
