//! Subscriptions, prefixes and floods: what becomes of a topic.

use super::*;

#[test]
fn a_refused_subscription_is_shown_until_it_is_granted() {
    let board = board_with("a/value", &binding("t"));
    let filter = TopicFilter::parse("t").unwrap();
    let refusal = Refusal::new(0x87, None);
    board.subscribed(&filter, &Err(refusal.clone()));
    assert_eq!(
        read(&board, "a/value").problem,
        Some(ReadingProblem::SubscriptionRefused { refusal })
    );
    board.subscribed(&filter, &Ok(()));
    assert_eq!(read(&board, "a/value").problem, None);
}

#[test]
fn a_message_that_was_left_out_is_told_on_its_tile_until_the_next_one_comes() {
    let board = board_with("a/value", &binding("farm/+"));
    board.too_large("farm/camera", 20_000_000, 1_024);
    assert_eq!(
        read(&board, "a/value").problem,
        Some(ReadingProblem::MessageTooLarge {
            bytes: 20_000_000,
            limit: 1_024
        })
    );
    say(&board, "farm/camera", "5", 1);
    assert_eq!(read(&board, "a/value").problem, None);
}

#[test]
fn a_prefix_stands_before_every_topic_that_does_not_have_it_and_wildcards_mean_what_is_behind_it() {
    for (topic, reads) in [
        ("kitchen/temp", true),
        ("/kitchen/temp", true),
        ("/me/kitchen/temp", true),
        ("#", true),
        ("+/temp", true),
        ("/+/temp", true),
        ("temp", false),
        ("+/+/+/temp", false),
    ] {
        for first in [true, false] {
            let board = farm();
            let bind = || board.bind("a/value", &binding(topic));
            if first {
                bind();
            }
            board.set_prefix("/me/");
            if !first {
                bind();
            }
            let taken = say(&board, "/me/kitchen/temp", "5", 1);
            assert_eq!(taken.len(), usize::from(reads), "{topic}");
            board.unbind("a/value");
            assert!(say(&board, "/me/kitchen/temp", "5", 1).is_empty());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_flood_that_the_editor_looks_into_is_shed_and_every_tile_hears_all_of_it() {
    let board = board_with("a/value", &binding("farm/+"));
    board.bind_as("preview/value", &binding("#"), Work::Preview);
    let heard = |name: &str, all: &[BindingKey]| all.iter().filter(|it| **it == key(name)).count();
    let all: Vec<_> = (0..10_000)
        .flat_map(|n| say(&board, "farm/1", "5", n))
        .collect();
    assert_eq!(heard("a/value", &all), 10_000);
    assert_eq!(heard("preview/value", &all), 1_000);
    assert_eq!(board.interests.of(&broker()).shed().messages, 9_000);
}

#[test]
fn ten_thousand_topics_are_answered_and_edited_each_by_looking_at_its_own_binding() {
    let board = farm();
    let name = |n: u32| format!("tile{n}/value");
    for n in 0..10_000 {
        board.bind(&name(n), &binding(&format!("farm/{n}")));
    }
    let looked_at: usize = (0..10_000)
        .map(|n| {
            let filter = TopicFilter::parse(&format!("farm/{n}")).unwrap();
            board.with_filter(&filter, |bound, version| bound.subscribed(&Ok(()), version))
        })
        .sum();
    assert_eq!(looked_at, 10_000);
    let following = board.interests.of(&broker()).follow();
    board.bind(&name(1), &binding("farm/other"));
    let news = following.look(|_, news| news);
    assert_eq!((news.fresh.len(), news.gone.len()), (1, 1));
}
