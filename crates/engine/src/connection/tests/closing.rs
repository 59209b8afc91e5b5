//! A broker that ends the connection when it is asked for what it does not grant.

use std::collections::BTreeSet;

use super::*;

/// What [`settle`] leaves: the connection that stays.
async fn settled(stage: &mut Stage, bad: &[&str]) -> Attempt {
    settle(stage, bad, usize::MAX, usize::MAX).await.2
}

/// Follows the search: each connection is answered filter by filter, until one is asked for that the broker does not grant, or more than it
/// allows. Returns what is granted in the end, when nothing more is asked for, how many connections that took, and the last of them.
async fn settle(
    stage: &mut Stage,
    bad: &[&str],
    most: usize,
    wanted: usize,
) -> (BTreeSet<String>, usize, Attempt) {
    for count in 1.. {
        let mut attempt = stage.online().await;
        let mut granted = BTreeSet::new();
        let closed = loop {
            let asked = tokio::select! {
                biased;
                asked = attempt.asked.recv() => asked.unwrap(),
                // On paused time: everybody waits.
                () = tokio::time::sleep(Duration::from_secs(60)) => break false,
            };
            let Asked::Subscribe(filters) = asked else {
                continue;
            };
            let is_bad = |text: &String| bad.contains(&text.as_str());
            if filters.iter().any(is_bad) || granted.len() + filters.len() > most {
                break true;
            }
            for text in filters {
                let told = vec![(filter(&text), Ok(()))];
                attempt.say(LinkEvent::Subscribed(told)).await;
                granted.insert(text);
            }
        };
        if !closed {
            assert!(granted.len() <= wanted);
            return (granted, count, attempt);
        }
        attempt.end(Trouble::Lost).await;
        assert!(count < 200, "it never ends");
    }
    unreachable!()
}

fn topics(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("farm/{n:03}")).collect()
}

fn hold_all(stage: &Stage, topics: &[String]) -> Vec<Hold> {
    let hold = |topic: &String| stage.hold(topic);
    topics.iter().map(hold).collect()
}

#[tokio::test(start_paused = true)]
async fn one_bad_topic_among_a_hundred_costs_a_few_connections_and_then_itself_alone() {
    let mut stage = stage();
    let topics = topics(100);
    let _holds = hold_all(&stage, &topics);
    let (granted, connections, _) = settle(&mut stage, &["farm/042"], usize::MAX, 100).await;
    assert_eq!(granted.len(), 99);
    assert!(!granted.contains("farm/042"));
    assert!(connections <= 14, "{connections}");
    let told = Heard::Subscribed("farm/042".into(), Err(Refusal::closed()));
    stage.until(|heard| *heard == told).await;
}

#[tokio::test(start_paused = true)]
async fn several_bad_ones_are_found_and_the_rest_lives() {
    let mut stage = stage();
    let topics = topics(40);
    let _holds = hold_all(&stage, &topics);
    let bad = ["farm/000", "farm/001", "farm/039"];
    let (granted, connections, _) = settle(&mut stage, &bad, usize::MAX, 40).await;
    assert_eq!(granted.len(), 37);
    assert!(connections <= 30, "{connections}");
}

#[tokio::test(start_paused = true)]
async fn beyond_what_a_broker_allows_the_last_ones_are_left_out() {
    let mut stage = stage();
    let topics = topics(51);
    let _holds = hold_all(&stage, &topics);
    let (granted, ..) = settle(&mut stage, &[], 50, 51).await;
    assert_eq!(granted.len(), 50);
}

#[tokio::test(start_paused = true)]
async fn what_was_barred_is_asked_for_again_when_a_person_tries() {
    let mut stage = stage();
    let _holds = ["good", "bad"].map(|text| stage.hold(text));
    let (granted, ..) = settle(&mut stage, &["bad"], usize::MAX, 2).await;
    assert_eq!(granted.len(), 1);
    stage.connection.reconnect().await;
    let (granted, connections, _) = settle(&mut stage, &[], usize::MAX, 2).await;
    assert_eq!((granted.len(), connections), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_network_that_fails_twice_at_the_wrong_moment_bars_nothing() {
    let mut stage = stage();
    let _only = stage.hold("farm/air");
    for _ in 0..2 {
        let mut attempt = stage.online().await;
        assert_eq!(
            attempt.asked.recv().await.unwrap(),
            subscribe(&["farm/air"])
        );
        attempt.end(Trouble::Lost).await;
    }
    let (granted, connections, _) = settle(&mut stage, &[], usize::MAX, 1).await;
    assert_eq!((granted.len(), connections), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_lasted_and_ends_is_no_new_search() {
    let mut stage = stage();
    let _holds = ["good", "bad"].map(|text| stage.hold(text));
    let mut attempt = settled(&mut stage, &["bad"]).await;
    tokio::time::sleep(Duration::from_secs(600)).await;
    attempt.end(Trouble::Lost).await;
    attempt = stage.online().await;
    assert_eq!(attempt.asked.recv().await.unwrap(), subscribe(&["good"]));
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_answers_nothing_at_all_is_left_in_peace_as_ever() {
    let mut stage = stage();
    let _holds = hold_all(&stage, &topics(3));
    for count in 1.. {
        assert!(count < 30, "it never comes to rest");
        let attempt = stage.online().await;
        attempt.end(Trouble::Lost).await;
        if let ConnectionState::Waiting {
            reason: Trouble::KeepsClosing,
            ..
        } = stage.state().await
        {
            return;
        }
    }
}
