//! The real app in its real web view, against a real Mosquitto. Each test has a fresh folder, a fresh broker and a fresh screen.

mod beside;
mod broker_and_switch;
mod broker_screen;
mod certificates;
mod demo;
mod flood;
mod history;
mod kill;
mod links;
mod restart;
mod rig;
mod secrets;
mod soak;
