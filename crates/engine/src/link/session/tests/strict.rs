//! What a broker may not send.

use super::*;

#[tokio::test(start_paused = true)]
async fn what_is_not_mqtt_ends_a_session_and_mqtt_5_says_why() {
    for protocol in BOTH {
        let send = |flags, topic| publish(protocol, flags, 7, topic, b"", &[]);
        let connack = match protocol {
            Protocol::V311 => vec![0x20, 2, 0, 0],
            Protocol::V5 => vec![0x20, 3, 0, 0, 0],
        };
        for (packet, code) in [
            // Flags that are reserved, QoS 3, "again" at QoS 0.
            (vec![0xD1, 0], 0x81),
            (vec![0x60, 2, 0, 7], 0x81),
            (send(0b0110, "a"), 0x81),
            (send(0b1000, "a"), 0x81),
            (send(0, "a\0b"), 0x81),
            (send(0, "farm/+"), 0x90),
            (send(0, "farm/#"), 0x90),
            (send(0, ""), 0x82),
            // PUBLISH with the id 0, a PINGREQ, a second CONNACK.
            (publish(protocol, 0b0010, 0, "a", b"", &[]), 0x81),
            (vec![0xC0, 0], 0x82),
            (connack.clone(), 0x82),
            // A SUBACK of 2 MiB, over the limit.
            (vec![0x90, 0x80, 0x80, 0x80, 0x01], 0x95),
        ] {
            let script = Script {
                packet_limit: 1_024,
                ..Script::new(protocol)
            };
            let mut broker = script.begin().await;
            broker.says(&packet).await;
            if protocol == Protocol::V5 {
                broker.expects(&[0xE0, 1, code]).await;
            }
            let last = broker.hears().await;
            assert!(last.is_empty(), "{protocol:?}: {packet:?}");
            assert_eq!(broker.session.await.unwrap(), Trouble::Malformed);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_session_that_we_did_not_want_is_not_gone_on_with() {
    for protocol in BOTH {
        let mut broker = Script::new(protocol).knock().await;
        broker.accepts(true).await;
        if protocol == Protocol::V5 {
            broker.expects(&[0xE0, 1, 0x82]).await;
        }
        assert!(broker.hears().await.is_empty());
        assert_eq!(broker.session.await.unwrap(), Trouble::NotMqtt);
    }
}
