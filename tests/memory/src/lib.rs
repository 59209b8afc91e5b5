//! An allocator that counts, for tests that assert what something costs: bytes that are held, and how often memory was asked for.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicI64, Ordering},
};

static HELD: AtomicI64 = AtomicI64::new(0);
static ASKED: AtomicI64 = AtomicI64::new(0);

/// `#[global_allocator]` of a test.
#[derive(Debug, Clone, Copy)]
pub struct Counting;

// SAFETY: all is the system's; numbers are counted beside it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size() as i64, Ordering::Relaxed);
        ASKED.fetch_add(1, Ordering::Relaxed);
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size() as i64, Ordering::Relaxed);
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(at, layout) }
    }
}

/// Counts since the program began.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    /// Bytes that are held.
    pub held: i64,
    /// How often memory was asked for: a measure of work that no busy machine changes.
    pub asked: i64,
}

#[must_use]
pub fn counts() -> Counts {
    Counts {
        held: HELD.load(Ordering::Relaxed),
        asked: ASKED.load(Ordering::Relaxed),
    }
}
