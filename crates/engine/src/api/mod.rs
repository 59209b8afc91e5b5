//! Everything a host (the Tauri shell, later a headless one) can ask of the engine, and the types it speaks: whoever makes something
//! of the table of requests imports all of this module.

mod brokers;
mod charts;
mod error;
mod events;
mod history;
mod requests;
mod types;

pub use brokers::*;
pub use charts::*;
pub use error::AppError;
pub use events::*;
pub use history::*;
pub use requests::Requests;
pub use types::*;

// What the rows name of core.
pub use tilework_core::{
    broker::BrokerDraft,
    certificate::CertificateSummary,
    command::CommandReport,
    dashboard::DashboardEdit,
    id::{BindingKey, BrokerId, DashboardId, Slot, TileId},
    preset::PresetRules,
    problem::Problem,
    secret::Secret,
    tile::TileDraft,
};

#[cfg(test)]
mod bindings;
