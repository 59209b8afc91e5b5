//! The screens in a headless Chromium, on the real engine behind the web host, against a real Mosquitto. Few: what a screen does is
//! tests/app's to show; here is what only a browser has, and what several clients of one engine see.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    reason = "a failed step of a test should panic with its words"
)]

mod in_step;
mod invited;
mod rig;
mod switch;
