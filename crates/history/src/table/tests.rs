//! Tables there and back.

mod export;
mod import;
mod round;
