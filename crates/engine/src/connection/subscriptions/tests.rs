use std::{collections::VecDeque, sync::Arc};

use proptest::prelude::*;
use tilework_core::id::BrokerId;

use super::*;
use crate::interests::{BrokerInterests, Following, Hold, Interests};

const POOL: [&str; 10] = [
    "a",
    "a/b",
    "a/+",
    "a/#",
    "#",
    "+/b",
    "+/+/c",
    "b",
    "$share/g/a",
    "$SYS/#",
];

fn filter(text: &str) -> TopicFilter {
    TopicFilter::parse(text).unwrap()
}

/// A broker that refuses some filters, and whoever asks it.
struct Stage {
    interests: Interests,
    following: Following,
    holds: Vec<(&'static str, Hold)>,
    refuses: Vec<&'static str>,
    subscriptions: Subscriptions,
    at_broker: BTreeSet<TopicFilter>,
    answers: VecDeque<(TopicFilter, bool)>,
}

impl Stage {
    fn new(refuses: Vec<&'static str>) -> Self {
        let interests = Interests::default();
        let of_broker: Arc<BrokerInterests> = interests.of(&Self::broker());
        Self {
            following: of_broker.follow(),
            interests,
            holds: Vec::new(),
            refuses,
            subscriptions: Subscriptions::default(),
            at_broker: BTreeSet::new(),
            answers: VecDeque::new(),
        }
    }

    fn broker() -> BrokerId {
        "farm".parse().unwrap()
    }

    fn hold(&mut self, text: &'static str) {
        let hold = self
            .interests
            .hold(&Self::broker(), &filter(text), Qos::AtMostOnce);
        self.holds.push((text, hold));
    }

    fn changed(&mut self) {
        let subscriptions = &mut self.subscriptions;
        let look = |wanted: &Wanted, news| subscriptions.changed(wanted, news);
        let orders = self.following.look(look);
        self.order(orders);
    }

    fn connect(&mut self, kept: bool) {
        self.answers.clear();
        if !kept {
            self.at_broker.clear();
        }
        let subscriptions = &mut self.subscriptions;
        let look = |wanted: &Wanted, news| subscriptions.connected(wanted, news, kept);
        let orders = self.following.look(look);
        self.order(orders);
    }

    fn answer(&mut self) -> bool {
        let Some((filter, granted)) = self.answers.pop_front() else {
            return false;
        };
        let subscriptions = &mut self.subscriptions;
        let look = |wanted: &Wanted| subscriptions.answered(wanted, &filter, granted);
        let (_, orders) = self.following.peek(look);
        self.order(orders);
        true
    }

    fn order(&mut self, orders: Orders) {
        for (filter, _) in orders.subscribe {
            let granted = !self.refuses.contains(&filter.as_str());
            if granted {
                self.at_broker.insert(filter.clone());
            }
            self.answers.push_back((filter, granted));
        }
        for filter in orders.unsubscribe {
            self.at_broker.remove(&filter);
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Hold(usize),
    LetGo(prop::sample::Index),
    Follow,
    Answer,
    Connect(bool),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..POOL.len()).prop_map(Step::Hold),
        3 => any::<prop::sample::Index>().prop_map(Step::LetGo),
        3 => Just(Step::Follow),
        3 => Just(Step::Answer),
        1 => any::<bool>().prop_map(Step::Connect),
    ];
    prop::collection::vec(step, 0..40)
}

proptest! {
    #[test]
    fn in_the_end_the_broker_has_all_that_is_wanted_and_granted_and_no_filter_twice(
        refuses in prop::sample::subsequence(POOL.to_vec(), 0..4),
        steps in steps(),
    ) {
        let mut stage = Stage::new(refuses);
        stage.connect(false);
        for step in steps {
            match step {
                Step::Hold(place) => stage.hold(POOL[place]),
                Step::LetGo(which) if !stage.holds.is_empty() => {
                    drop(stage.holds.swap_remove(which.index(stage.holds.len())));
                }
                Step::LetGo(_) => {}
                Step::Follow => stage.changed(),
                Step::Answer => drop(stage.answer()),
                Step::Connect(kept) => stage.connect(kept),
            }
        }
        stage.changed();
        while stage.answer() {}
        let wanted: Vec<_> = stage.holds.iter().map(|(text, _)| *text).collect();
        let (_, orders) = stage.following.peek(|wanted| stage.subscriptions.overdue(wanted));
        prop_assert_eq!(orders, Orders::default(), "every answer came");
        for has in &stage.at_broker {
            prop_assert!(wanted.contains(&has.as_str()), "{has} is not wanted");
            let over = stage.following.peek(|wanted| {
                wanted.covering(has).into_iter().cloned().collect::<Vec<_>>()
            });
            for other in over {
                prop_assert!(!stage.at_broker.contains(&other), "{other} and {has}");
            }
        }
        for text in wanted {
            let wire = filter(text);
            let over = stage.following.peek(|wanted| {
                wanted.covering(&wire).into_iter().cloned().collect::<Vec<_>>()
            });
            let has = stage.at_broker.contains(&wire)
                || over.iter().any(|it| stage.at_broker.contains(it));
            prop_assert!(has || stage.refuses.contains(&text), "{text} is missing");
        }
    }
}

#[test]
fn ten_thousand_topics_are_asked_for_answered_and_edited_each_once() {
    let mut stage = Stage::new(Vec::new());
    let broker = Stage::broker();
    let hold = |n: u32| {
        let topic = filter(&format!("farm/{n}/temp"));
        stage.interests.hold(&broker, &topic, Qos::AtMostOnce)
    };
    let _holds: Vec<_> = (0..10_000).map(hold).collect();
    stage.connect(false);
    assert_eq!(stage.answers.len(), 10_000);
    let mut told = 0;
    while let Some((filter, granted)) = stage.answers.pop_front() {
        let subscriptions = &mut stage.subscriptions;
        let look = |wanted: &Wanted| subscriptions.answered(wanted, &filter, granted);
        let (concerned, orders) = stage.following.peek(look);
        assert_eq!(orders, Orders::default());
        told += concerned.len();
    }
    assert_eq!(told, 10_000);
    stage.hold("farm/other");
    stage.changed();
    assert_eq!(stage.answers.len(), 1);
}
