//! What a bundle may hold. More than anybody has, and little enough that looking at one costs nothing to speak of.

/// Bytes of a file.
pub const LARGEST_FILE: usize = 8 << 20;
/// Bytes of one dashboard in it, written without white space.
pub const LARGEST_DOCUMENT: usize = 1 << 20;
/// Bytes of a link: what the program takes as an argument.
pub const LARGEST_LINK: usize = 64 << 10;
/// Bytes that a link may unfold to.
pub const LARGEST_UNFOLDED: usize = 1 << 20;
pub const MOST_DASHBOARDS: usize = 200;
pub const MOST_BROKERS: usize = 100;
/// Lists and objects inside of each other.
pub const MOST_DEPTH: usize = 32;
/// Values of all kinds together. A parsed one takes many times the two bytes that it may be written in.
pub const MOST_VALUES: usize = 500_000;
