//! Noticing that the device changed its network or slept. A socket would notice only when it is used, minutes later.

use std::{
    net::{IpAddr, UdpSocket},
    sync::Weak,
    time::{Duration, SystemTime},
};

use tokio::{
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, interval},
};

use crate::{
    clock::millis,
    connection::Connections,
    rooms::history::Recorder,
    tasks::{self, Task},
};

const PACE: Duration = Duration::from_secs(2);
/// The wall clock ran this much ahead of the monotonic one: the device slept.
const SLEPT: Duration = Duration::from_secs(10);
/// Documentation addresses (RFC 5737, RFC 3849): nothing is sent to them; they only make the system choose a route.
const ANYWHERE: [&str; 2] = ["192.0.2.1:9", "[2001:db8::1]:9"];

/// The addresses this device would use towards the world. Another network gives others.
fn sources() -> Vec<Option<IpAddr>> {
    let source = |anywhere: &&str| {
        let any = if anywhere.starts_with('[') {
            "[::]:0"
        } else {
            "0.0.0.0:0"
        };
        let socket = UdpSocket::bind(any).ok()?;
        socket.connect(anywhere).ok()?;
        socket.local_addr().ok().map(|address| address.ip())
    };
    ANYWHERE.iter().map(source).collect()
}

/// What one look at the device found.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    sources: Vec<Option<IpAddr>>,
    clock: SystemTime,
    at: Instant,
}

impl Look {
    fn now() -> Self {
        Self {
            sources: sources(),
            clock: SystemTime::now(),
            at: Instant::now(),
        }
    }

    /// Whether connections should be looked after: a network came or changed (not: went), or the device slept.
    fn is_news_after(&self, before: &Self) -> bool {
        let came = self.sources.iter().any(Option::is_some) && self.sources != before.sources;
        came || self.slept_since(before)
    }

    fn slept_since(&self, before: &Self) -> bool {
        let wall = self
            .clock
            .duration_since(before.clock)
            .unwrap_or(Duration::ZERO);
        wall > (self.at - before.at) + SLEPT
    }
}

/// Has the connections look after themselves, and the history know of each sleep, for as long as there are connections.
pub fn watch_network(connections: Weak<Connections>, recorder: Weak<Recorder>) -> JoinHandle<()> {
    // One look that goes wrong is not the last one.
    tasks::kept(Task::Network, move || {
        watch(Weak::clone(&connections), Weak::clone(&recorder))
    })
}

async fn watch(connections: Weak<Connections>, recorder: Weak<Recorder>) {
    let mut before = Look::now();
    let mut pace = interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        let Some(connections) = connections.upgrade() else {
            return;
        };
        let look = Look::now();
        if look.is_news_after(&before) {
            tracing::info!("another network, or awake again");
            if look.slept_since(&before) {
                let at = [before.clock, look.clock].map(millis);
                if let Some(recorder) = recorder.upgrade() {
                    recorder.slept(at[0], at[1]);
                }
            }
            connections.network_changed().await;
        }
        before = look;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn look(source: Option<&str>, wall: u64, at: Instant) -> Look {
        Look {
            sources: vec![source.map(|text| text.parse().unwrap()), None],
            clock: SystemTime::UNIX_EPOCH + Duration::from_secs(wall),
            at,
        }
    }

    #[test]
    fn another_address_or_a_leap_of_the_clock_is_news_and_a_network_that_went_is_not() {
        let at = Instant::now();
        let later = at + Duration::from_secs(2);
        let home = look(Some("192.168.1.7"), 100, at);
        for (next, news) in [
            (look(Some("192.168.1.7"), 102, later), false),
            (look(Some("10.0.0.3"), 102, later), true),
            (look(None, 102, later), false),
            (look(Some("192.168.1.7"), 4_000, later), true),
            (look(Some("192.168.1.7"), 50, later), false),
        ] {
            assert_eq!(next.is_news_after(&home), news, "{next:?}");
            let slept = next.clock == look(None, 4_000, at).clock;
            assert_eq!(next.slept_since(&home), slept, "{next:?}");
        }
        assert!(home.is_news_after(&look(None, 100, at)), "it came back");
    }

    #[tokio::test(start_paused = true)]
    async fn a_look_at_the_network_that_panics_is_not_the_last() {
        let connections = Arc::<Connections>::default();
        tasks::inject::arm(Task::Network);
        let watching = watch_network(Arc::downgrade(&connections), Weak::new());
        tokio::time::sleep(PACE * 5).await;
        assert!(tasks::inject::was_hit(Task::Network));
        assert!(!watching.is_finished());
        drop(connections);
        watching.await.unwrap();
    }
}
