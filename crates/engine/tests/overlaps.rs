//! A real Mosquitto that sends a message once for each filter it matches, as the newer ones do by default.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use common::*;
use tilework_core::{
    broker::{BrokerDraft, Protocol},
    id::{BrokerId, TileId},
    value::Value,
};
use tilework_mosquitto::{Mosquitto, Options};

struct Farm {
    app: App,
    mosquitto: Mosquitto,
    broker: BrokerId,
    tiles: Vec<TileId>,
    last: u32,
}

async fn farm(protocol: Protocol, topics: &[&str]) -> Farm {
    let mosquitto = Mosquitto::start(Options {
        conf: "allow_duplicate_messages true\n".into(),
        ..Options::default()
    })
    .await;
    let mut app = App::start().await;
    let form = BrokerDraft {
        protocol,
        ..draft(mosquitto.port(), "")
    };
    let broker = app.connect(form, untouched()).await;
    let mut farm = Farm {
        app,
        mosquitto,
        broker,
        tiles: Vec::new(),
        last: 0,
    };
    for topic in topics {
        farm.add(topic).await;
    }
    farm
}

impl Farm {
    async fn add(&mut self, topic: &str) {
        let draft = number(&self.broker, topic);
        let dashboard = self.app.dashboard().await;
        let tile = add_tile(&self.app.engine, &dashboard, draft).await;
        self.tiles.push(tile);
        let keys = self.tiles.iter().map(|tile| key(tile, "value"));
        self.app.screen.watch(keys.collect()).await;
    }

    async fn shown(&mut self, value: u32) {
        let keys: Vec<_> = self.tiles.iter().map(|tile| key(tile, "value")).collect();
        let wanted = Some(Value::Number(value.into()));
        self.app
            .screen
            .until(&value.to_string(), |s| {
                let all = |key| s.readings.get(key).is_some_and(|it| it.value == wanted);
                keys.iter().all(all)
            })
            .await;
    }

    /// Returns when the broker has answered all that it was asked before, and we have heard it: one message comes for that.
    async fn settled(&mut self) {
        self.last += 1;
        let mark = format!("mark/{}", self.last);
        let tiles = std::mem::take(&mut self.tiles);
        self.add(&mark).await;
        self.mosquitto.publish(&mark, b"7", true).await;
        self.shown(7).await;
        self.tiles = tiles;
    }

    async fn left_out(&self) -> u64 {
        self.app.details(&self.broker).await.counters.copies
    }

    /// How many copies of a message on `farm/air/temp` come.
    async fn copies(&mut self) -> u64 {
        self.settled().await;
        let keys = self.tiles.iter().map(|tile| key(tile, "value"));
        self.app.screen.watch(keys.collect()).await;
        let before = self.app.details(&self.broker).await.counters.messages_in;
        self.last += 1;
        let said = self.last;
        self.mosquitto
            .publish("farm/air/temp", said.to_string().as_bytes(), false)
            .await;
        self.shown(said).await;
        self.settled().await;
        let after = self.app.details(&self.broker).await.counters.messages_in;
        after - before - 1
    }
}

#[tokio::test]
async fn a_message_that_two_tiles_read_by_overlapping_topics_comes_once() {
    for protocol in BOTH {
        let mut farm = farm(protocol, &["farm/+/temp", "farm/air/temp"]).await;
        for _ in 0..3 {
            assert_eq!(farm.copies().await, 1, "{protocol:?}");
        }
    }
}

#[tokio::test]
async fn a_wider_topic_that_comes_later_takes_the_place_of_the_narrow_one() {
    for protocol in BOTH {
        let mut farm = farm(protocol, &["farm/air/temp"]).await;
        assert_eq!(farm.copies().await, 1, "{protocol:?}");
        farm.add("farm/+/temp").await;
        // The narrow one is let go of when the wide one is granted; until then both may come.
        while farm.copies().await > 1 {}
        assert_eq!(farm.copies().await, 1, "{protocol:?}");
    }
}

#[tokio::test]
async fn a_tile_that_comes_later_under_a_wider_topic_has_its_retained_message() {
    for protocol in BOTH {
        let mut farm = farm(protocol, &["farm/#"]).await;
        farm.mosquitto.publish("farm/soil", b"38", true).await;
        farm.shown(38).await;
        farm.add("farm/soil").await;
        farm.shown(38).await;
    }
}

/// This broker does send it twice: one of both is left out, and counted as such.
#[tokio::test]
async fn a_message_that_topics_which_cross_match_counts_once() {
    for protocol in BOTH {
        let mut farm = farm(protocol, &["farm/+/temp", "farm/air/+"]).await;
        for _ in 0..3 {
            let before = farm.left_out().await;
            assert_eq!(farm.copies().await, 1, "{protocol:?}");
            assert_eq!(farm.left_out().await - before, 1, "{protocol:?}");
        }
    }
}
