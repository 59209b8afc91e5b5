//! What a source has shown so far of how it writes: so that the same text does not mean one thing now and another with the next message.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::number::{DecimalMark, Marks};

const POINT: u8 = 1;
const COMMA: u8 = 2;
const CODES: u8 = 4;

/// Of one binding; it knows nothing after a start. Several may learn at once.
#[derive(Debug, Default)]
pub struct Habit {
    known: AtomicU8,
    learns: bool,
}

impl Habit {
    /// Of a topic that is one device's.
    #[must_use]
    pub fn new() -> Self {
        Self {
            known: AtomicU8::new(0),
            learns: true,
        }
    }

    /// Of many devices: each writes as it likes, and nothing is learned.
    #[must_use]
    pub fn of_many() -> Self {
        Self::default()
    }

    pub(crate) fn marks(&self) -> Marks {
        let known = self.known.load(Ordering::Relaxed);
        if known & COMMA != 0 {
            Marks::Learned(DecimalMark::Comma)
        } else if known & POINT != 0 {
            Marks::Learned(DecimalMark::Point)
        } else {
            Marks::Open
        }
    }

    /// The first mark that leaves no doubt stays.
    pub(crate) fn learn(&self, mark: Option<DecimalMark>) {
        if let Some(mark) = mark.filter(|_| self.marks() == Marks::Open) {
            self.know(match mark {
                DecimalMark::Point => POINT,
                DecimalMark::Comma => COMMA,
            });
        }
    }

    /// Among names that are made of digits, all digits are names.
    pub(crate) fn has_codes(&self) -> bool {
        self.known.load(Ordering::Relaxed) & CODES != 0
    }

    pub(crate) fn learn_codes(&self) {
        self.know(CODES);
    }

    fn know(&self, what: u8) {
        if self.learns {
            self.known.fetch_or(what, Ordering::Relaxed);
        }
    }
}
