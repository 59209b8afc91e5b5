//! Drives the real Tilework, in its real web view or in a browser, as a person would: by accessible roles and names.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use std::{path::Path, time::Duration};
//! use tilework_driver::{App, AppOptions, PHONE};
//!
//! let app = App::start(AppOptions {
//!     size: PHONE,
//!     ..AppOptions::new("target/debug/tilework", Path::new("/tmp/fresh-folder"))
//! })
//! .await?;
//! app.click("button", "Add broker").await?;
//! app.fill("Host", "127.0.0.1").await?;
//! app.choose("Transport", "TCP").await?;
//! app.click("button", "Save").await?;
//! app.wait_for("the broker to be online", Duration::from_secs(10), async || {
//!     Ok(app.status().await?.contains("Connected"))
//! })
//! .await?;
//! app.screenshot(Path::new("target/online.png")).await?;
//! app.kill().await?; // SIGKILL, as an out-of-memory killer does it
//! # Ok(()) }
//! ```
//!
//! Each [`App`] has its own X server, so nothing on the developer's desktop moves it and sizes are exact; a [`Browser`] has no screen at
//! all. Everything started dies with the struct. Nothing here sleeps: all waits poll a condition and end with an error that names it.
//!
//! Deliberately absent: CSS selectors. What a test cannot reach by role and name, a screen reader cannot either.
//! [`Page::script`] is there for what has no role (sizes, counters).

mod alone;
mod app;
mod browser;
mod display;
pub mod forms;
mod page;
mod pointer;
mod process;
pub mod recorded;
mod session;
mod view;
mod wait;
mod web;

pub use alone::Alone;
pub use app::{App, AppOptions, DESKTOP, PHONE, Size};
pub use browser::{Browser, BrowserOptions};
pub use fantoccini::elements::Element;
pub use view::Page;
pub use wait::poll;
pub use web::{WebHost, WebOptions};

/// How long a helper that expects something on the screen waits for it.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(15);
