//! Opens a SQLite file safely: nobody else reads it, a second program does not open it, damage costs no file, and a newer version's file
//! is left alone.
//!
//! Deliberately not here: tables, what a file holds, threads.

mod aside;
mod lock;
mod open;
mod private;

pub use aside::{beside, damaged, set_aside};
pub use lock::{Lock, LockError};
pub use open::{BUSY, Form, Opened, Unusable, check, is_damage, open};
pub use private::make_folder;
