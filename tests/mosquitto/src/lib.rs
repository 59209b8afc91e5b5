//! A real Mosquitto for tests: on fresh ports of the loopback interface, in a fresh folder, gone with its struct.
//!
//! ```no_run
//! # async fn example(chain: &str, key: &str) {
//! use tilework_mosquitto::{Mosquitto, Options, Tls};
//!
//! let broker = Mosquitto::start(Options {
//!     tls: Some(Tls::new(chain, key)),
//!     websockets: true,
//!     ..Options::default()
//! })
//! .await;
//! // … connect to wss://localhost:{broker.port()} …
//! broker.publish("farm/gate", b"open", true).await;
//! # }
//! ```
//!
//! Everything here panics on failure: it is the ground tests stand on.

mod broker;
mod clients;
mod conf;
mod options;
mod port;

pub use broker::Mosquitto;
pub use clients::Subscriber;
pub use options::{Listener, Options, Tls, TlsVersion};
pub use port::free_port;
