//! A TCP proxy with faults: tests put it between app and broker and break the line as lines break for users.
//!
//! ```no_run
//! # async fn example(broker: u16) {
//! use tilework_faults::{Close, Fault, FaultProxy};
//!
//! let proxy = FaultProxy::start(broker);
//! // … connect to 127.0.0.1:{proxy.port()} …
//! proxy.until(|counters| counters.open == 1).await;
//! proxy.set(Fault::Cut(Close::Reset)).await; // everybody is out, nobody comes in
//! proxy.set(Fault::None).await;
//! # }
//! ```
//!
//! Everything here panics on failure: it is the ground tests stand on. Nothing outlives the [`FaultProxy`]: dropping it closes its port and
//! all its connections. What looks like chance is the same in each run.

mod address;
mod chance;
mod connection;
mod counters;
mod fault;
mod proxy;
mod pump;

pub use counters::{Counters, Flow};
pub use fault::{Close, Fault};
pub use proxy::FaultProxy;
