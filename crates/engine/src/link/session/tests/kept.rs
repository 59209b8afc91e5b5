//! What a kept session had queued, and when it is over.

use super::*;

const QOS_1: u8 = 0b0010;

async fn kept(protocol: Protocol) -> Scripted {
    let script = Script {
        kept: true,
        ..Script::new(protocol)
    };
    script.begin().await
}

impl Scripted {
    async fn queued(&mut self, id: u16) -> bool {
        let packet = self.publish(QOS_1, id, "farm/soil", b"38");
        self.says(&packet).await;
        let queued = self.message().await.queued;
        self.expects(&puback(id)).await;
        queued
    }
}

#[tokio::test(start_paused = true)]
async fn a_queue_is_of_any_age_to_its_end_however_many_pings_are_answered_meanwhile() {
    for protocol in BOTH {
        let mut broker = kept(protocol).await;
        let mut id = 0;
        // As Mosquitto does: twenty at once, and one more for each that is acknowledged.
        for _ in 0..5 {
            for _ in 0..20 {
                id += 1;
                assert!(broker.queued(id).await, "message {id}");
            }
            broker.says(&PINGRESP).await;
            broker.expects(&PINGREQ).await;
        }
        broker.says(&PINGRESP).await;
        assert!(matches!(broker.told().await, LinkEvent::CaughtUp));
        assert!(!broker.queued(101).await, "{protocol:?}: said now");
    }
}

/// With one live message between each ping and its answer.
async fn catches_up_while_busy(protocol: Protocol) -> bool {
    let mut broker = kept(protocol).await;
    for _ in 0..20 {
        let live = broker.publish(0, 0, "farm/wind", b"7");
        broker.says(&live).await;
        assert!(broker.message().await.queued);
        broker.says(&PINGRESP).await;
        let told = timeout(Duration::from_millis(1), broker.told()).await;
        if matches!(told, Ok(LinkEvent::CaughtUp)) {
            return true;
        }
        broker.expects(&PINGREQ).await;
    }
    false
}

#[tokio::test(start_paused = true)]
async fn a_busy_topic_does_not_keep_a_session_from_catching_up() {
    for protocol in BOTH {
        assert!(catches_up_while_busy(protocol).await, "{protocol:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_sends_less_than_it_has_room_for_has_no_queue_any_more() {
    for protocol in BOTH {
        let mut broker = kept(protocol).await;
        let mut id = 0;
        for many in [6, 5, 4] {
            for _ in 0..many {
                id += 1;
                assert!(broker.queued(id).await, "message {id}");
            }
            broker.says(&PINGRESP).await;
            if many > 4 {
                broker.expects(&PINGREQ).await;
            }
        }
        assert!(matches!(broker.told().await, LinkEvent::CaughtUp));
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_session_nothing_is_of_any_age() {
    for protocol in BOTH {
        let mut broker = Script::new(protocol).begin().await;
        assert!(!broker.queued(1).await);
        broker.says(&PINGRESP).await;
        broker.is_still().await;
    }
}
