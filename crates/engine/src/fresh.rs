//! New ids.

use crate::error::{Answer, AppError};

/// 32 characters nobody else has.
pub fn fresh<T: TryFrom<String>>() -> Answer<T> {
    T::try_from(uuid::Uuid::new_v4().simple().to_string())
        .map_err(|_| AppError::internal("a fresh id was not an id"))
}

/// 20 letters and digits: every broker takes up to 23 (MQTT 3.1.1 §3.1.3.1).
pub fn fresh_client_id() -> String {
    format!("tilework{:012x}", fastrand::u64(..1 << 48))
}
