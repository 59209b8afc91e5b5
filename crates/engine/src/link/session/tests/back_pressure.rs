//! An actor that is slow, a broker that does not read, and what may wait between.

use super::*;

#[tokio::test(start_paused = true)]
async fn an_actor_that_is_slow_is_no_silent_broker_and_the_broker_goes_on_hearing_pings() {
    for protocol in BOTH {
        let script = Script {
            events: 4,
            ..Script::new(protocol)
        };
        let mut broker = script.begin().await;
        for _ in 0..100 {
            let packet = broker.publish(0, 0, "farm/wind", b"7");
            broker.says(&packet).await;
        }
        broker.says(&PINGRESP).await;
        // The actor takes nothing for a minute and more.
        for _ in 0..7 {
            broker.expects(&PINGREQ).await;
        }
        for _ in 0..100 {
            broker.message().await;
        }
        for _ in 0..7 {
            broker.says(&PINGRESP).await;
        }
        broker.expects(&PINGREQ).await;
        assert!(!broker.session.is_finished());
    }
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_does_not_answer_is_still_silent() {
    for protocol in BOTH {
        let broker = Script::new(protocol).begin().await;
        assert_eq!(broker.session.await.unwrap(), Trouble::Silent);
    }
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_floods_and_does_not_read_is_not_read_any_more() {
    const MANY: usize = 200_000;
    let script = Script {
        line: 4_096,
        ..Script::new(Protocol::V311)
    };
    let Scripted {
        mut wire,
        mut events,
        session,
        requests: _requests,
        ..
    } = script.begin().await;
    let flood = tokio::spawn(async move {
        for id in 0..MANY {
            let id = (id % 65_000) as u16 + 1;
            let packet = publish(Protocol::V311, 0b0010, id, "a", b"", &[]);
            if wire.write_all(&packet).await.is_err() {
                return;
            }
        }
    });
    let mut told = 0;
    while events.recv().await.is_some() {
        told += 1;
    }
    assert!(told < MANY / 4, "{told} messages were taken");
    assert_eq!(session.await.unwrap(), Trouble::Silent);
    flood.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_message_counts_with_all_that_it_carries() {
    // Eight user properties of 60 KB each, and no payload.
    let property = [
        &[0x26, 0, 1, b'n'][..],
        &60_000u16.to_be_bytes(),
        &[b'v'; 60_000],
    ]
    .concat();
    let properties = property.repeat(8);
    let packet = publish(Protocol::V5, 0, 0, "a", b"", &properties);
    let many = 2 * BUDGET / packet.len();
    let script = Script {
        events: 1_024,
        ..Script::new(Protocol::V5)
    };
    let Scripted {
        mut wire,
        mut events,
        session,
        requests: _requests,
        ..
    } = script.begin().await;
    let saying = tokio::spawn(async move {
        for _ in 0..many {
            wire.write_all(&packet).await.unwrap();
        }
        wire
    });
    let mut kept = Vec::new();
    while let Ok(Some(event)) = timeout(Duration::from_secs(1), events.recv()).await {
        kept.push(event);
    }
    assert!(kept.len() <= many / 2, "{} of {many}", kept.len());
    let before = kept.len();
    drop(kept);
    let mut after = 0;
    while let Ok(Some(event)) = timeout(Duration::from_secs(1), events.recv()).await {
        after += usize::from(matches!(event, LinkEvent::Message(_)));
    }
    assert_eq!(before + after, many, "none is lost");
    session.abort();
    drop(saying.await);
}
