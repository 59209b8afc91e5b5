//! Texts before they are drawn: how wide they are, and what of them is harmless.

pub(crate) mod font;
mod words;

pub(crate) use words::{NO_BREAK, clean, fit};
