use std::sync::atomic::AtomicUsize;

use bytes::Bytes;

use super::*;
use crate::{
    board::{Boards, Work},
    clock::now,
    taps::{Tap, Taps},
};

fn broker() -> BrokerId {
    "farm".parse().unwrap()
}

fn filter(text: &str) -> TopicFilter {
    TopicFilter::parse(text).unwrap()
}

#[test]
fn a_filter_is_wanted_for_as_long_as_somebody_holds_it_with_the_highest_qos() {
    let interests = Interests::default();
    let following = interests.of(&broker()).follow();
    let here = filter("farm/+");
    let qos = || following.peek(|wanted| wanted.contains(&here).then(|| wanted.qos(&here)));
    let first = interests.hold(&broker(), &here, Qos::AtMostOnce);
    let second = interests.hold(&broker(), &here, Qos::AtLeastOnce);
    assert_eq!(qos(), Some(Qos::AtLeastOnce));
    drop(second);
    assert_eq!(qos(), Some(Qos::AtMostOnce));
    drop(first);
    assert_eq!(qos(), None);
}

#[test]
fn a_filter_is_let_go_of_with_the_last_way_of_writing_it() {
    let interests = Interests::default();
    let of_broker = interests.of(&broker());
    let hold = |text: &str| interests.hold(&broker(), &filter(text), Qos::AtMostOnce);
    // The prefix may come later: it is the broker's, and not the tile's.
    let long = hold("/me/soil");
    of_broker.set_prefix("/me/");
    let short = hold("soil");
    let following = of_broker.follow();
    let gone = || following.look(|_, news| (news.gone.len(), news.unwritten.len()));
    drop(short);
    assert_eq!(gone(), (0, 1));
    drop(long);
    assert_eq!(gone(), (1, 1));
}

#[test]
fn news_is_kept_for_the_newest_connection_only() {
    let interests = Interests::default();
    let of_broker = interests.of(&broker());
    let hold = || interests.hold(&broker(), &filter("a"), Qos::AtMostOnce);
    let fresh = |following: &Following| following.look(|_, news| news.fresh.len());
    drop(hold());
    let first = of_broker.follow();
    assert_eq!(fresh(&first), 0, "nobody followed");
    let second = of_broker.follow();
    drop(first);
    let _held = hold();
    assert_eq!(fresh(&second), 1);
}

/// Counts what it takes.
struct Everything {
    hold: Hold,
    taken: AtomicUsize,
}

impl Tap for Everything {
    fn message(&self, _: &BrokerId, message: &Message) {
        if self.hold.admits(message) {
            self.taken.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_tap_on_everything_with_a_budget_sheds_and_counts_and_no_tile_misses_a_message() {
    let interests = Arc::new(Interests::default());
    let boards = Boards::new(Arc::clone(&interests));
    let board = boards.of(&broker());
    let binding =
        serde_json::json!({"broker": "farm", "topic": "farm/air", "template": null, "unit": null});
    let binding = serde_json::from_value(binding).unwrap();
    let slots = std::iter::once(("value".parse().unwrap(), &binding));
    boards.set_tile(&"tile".parse().unwrap(), slots, Work::Tile);
    let budget = Budget {
        messages: 100,
        bytes: 1 << 20,
    };
    let hold = interests.hold(&broker(), &filter("#"), Qos::AtMostOnce);
    let everything = Arc::new(Everything {
        hold: hold.within(budget),
        taken: AtomicUsize::new(0),
    });
    let taps = Taps::new(vec![Arc::<Everything>::clone(&everything)]);
    let mut on_tile = 0;
    for number in 0..10_000 {
        let flood = number % 10 != 0;
        let message = Message {
            topic: if flood { "noise" } else { "farm/air" }.into(),
            payload: Bytes::from_static(b"21.5"),
            ..Message::default()
        };
        board.message(&message, now(), &mut |_| on_tile += 1);
        taps.tell(|tap| tap.message(&broker(), &message));
    }
    assert_eq!(on_tile, 1_000);
    assert_eq!(everything.taken.load(Ordering::Relaxed), 100);
    assert_eq!(interests.of(&broker()).shed().messages, 9_900);
}
