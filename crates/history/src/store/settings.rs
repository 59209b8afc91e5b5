//! What the file says besides samples, as it is loaded at the start.

use rusqlite::Connection;
use tilework_core::Millis;

use super::{
    file::{set, setting},
    outages::Outages,
    registry::Registry,
    types::Retention,
};

/// What is in memory of what the file says.
#[derive(Debug)]
pub struct Loaded {
    pub registry: Registry,
    pub outages: Outages,
    pub retention: Retention,
    pub alive: Option<Millis>,
    pub paused: bool,
}

pub fn load(db: &Connection) -> rusqlite::Result<Loaded> {
    Ok(Loaded {
        registry: Registry::load(db)?,
        outages: Outages::load(db)?,
        retention: load_retention(db)?,
        alive: setting(db, "alive")?,
        paused: setting(db, "paused")? == Some(1),
    })
}

pub fn store_retention(db: &Connection, retention: Retention) -> rusqlite::Result<()> {
    set(db, "days", retention.days.map_or(-1, i64::from))?;
    set(db, "megabytes", i64::from(retention.megabytes))
}

fn load_retention(db: &Connection) -> rusqlite::Result<Retention> {
    let default = Retention::default();
    Ok(Retention {
        days: match setting(db, "days")? {
            None => default.days,
            Some(days) => u32::try_from(days).ok(),
        },
        megabytes: setting(db, "megabytes")?
            .and_then(|megabytes| u32::try_from(megabytes).ok())
            .unwrap_or(default.megabytes),
    })
}
