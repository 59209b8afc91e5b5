//! Filters that cross, at a broker that sends a copy for each.

use super::*;

fn filter(text: &str) -> (TopicFilter, Qos) {
    (TopicFilter::parse(text).unwrap(), Qos::AtMostOnce)
}

async fn crossing(protocol: Protocol) -> Scripted {
    let mut broker = Script::new(protocol).begin().await;
    let both = Request::Subscribe(vec![filter("a/+"), filter("+/b")]);
    broker.requests.send(both).await.unwrap();
    match protocol {
        Protocol::V311 => {
            broker
                .expects(b"\x82\x0E\0\x01\0\x03a/+\0\0\x03+/b\0")
                .await;
            broker.says(&[0x90, 4, 0, 1, 0, 0]).await;
        }
        Protocol::V5 => {
            // Each has an identifier, and so a packet of its own.
            broker
                .expects(b"\x82\x0B\0\x01\x02\x0B\x01\0\x03a/+\0")
                .await;
            broker
                .expects(b"\x82\x0B\0\x02\x02\x0B\x02\0\x03+/b\0")
                .await;
            broker.says(&[0x90, 4, 0, 1, 0, 0]).await;
            broker.says(&[0x90, 4, 0, 2, 0, 0]).await;
            assert!(matches!(broker.told().await, LinkEvent::Subscribed(_)));
        }
    }
    assert!(matches!(broker.told().await, LinkEvent::Subscribed(_)));
    broker
}

#[tokio::test(start_paused = true)]
async fn a_message_that_comes_once_for_each_filter_is_told_once() {
    for protocol in BOTH {
        let mut broker = crossing(protocol).await;
        for _ in 0..2 {
            for identifier in 1..=2 {
                let packet = publish(protocol, 0, 0, "a/b", b"21.5", &[0x0B, identifier]);
                broker.says(&packet).await;
            }
            assert_eq!(&broker.message().await.payload[..], b"21.5");
            assert!(matches!(broker.told().await, LinkEvent::Copy));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_copy_is_acknowledged_like_any_message() {
    for protocol in BOTH {
        let mut broker = crossing(protocol).await;
        for id in 1..=2 {
            let identifier = [0x0B, id as u8];
            let packet = publish(protocol, 0b0010, id, "a/b", b"21.5", &identifier);
            broker.says(&packet).await;
            broker.expects(&puback(id)).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_knows_no_identifiers_is_asked_for_none() {
    let mut broker = Script::new(Protocol::V5).knock().await;
    // Subscription identifiers are not available (§3.2.2.3.12).
    broker.says(&[0x20, 5, 0, 0, 2, 0x29, 0]).await;
    assert!(matches!(broker.told().await, LinkEvent::Connected(_)));
    broker.expects(&PINGREQ).await;
    let both = Request::Subscribe(vec![filter("a/+"), filter("+/b")]);
    broker.requests.send(both).await.unwrap();
    broker
        .expects(b"\x82\x0F\0\x01\0\0\x03a/+\0\0\x03+/b\0")
        .await;
}
