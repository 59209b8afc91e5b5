//! Everything a host can ask of the engine, and the types it speaks: whoever makes something of the table of requests imports all of this
//! module. Nothing in the engine does but the client.

#[cfg(test)]
mod bindings;
mod requests;

pub use requests::Requests;

pub use crate::{
    asker::{Sink, WorkId, WorkProgress},
    connection::{Counters, LogEntry, LogEvent, RefusedSubscription, TooLargeMessage},
    error::AppError,
    link::{ConnectionStep, Found, Granted, IdentityInput, StepName},
    notices::Notice,
    ports::{KeyringState, Preferences, Theme},
    rooms::{
        RoomEvent,
        brokers::{
            BrokerView, ConnectionChange, ConnectionDetails, ConnectionReport, Header,
            HeadersInput, SavedBroker, SecretInput, SecretInputs,
        },
        charts::*,
        dashboards::{ArrangedLayouts, DashboardView, Deleted},
        documents::DocumentChange,
        exports::*,
        history::{
            ChartRange, HistoryOverview, Keep, Recording, Retention, SeriesKind, StoredSeries,
        },
        imports::*,
        offers::Understood,
        readings::EventBatch,
        session::Session,
    },
};

// What the rows name of core.
pub use tilework_core::{
    broker::BrokerDraft,
    certificate::CertificateSummary,
    command::CommandReport,
    dashboard::DashboardEdit,
    id::{BindingKey, BrokerId, DashboardId, Slot, TileId},
    preset::PresetRules,
    problem::Problem,
    reading::Reading,
    secret::Secret,
    tile::TileDraft,
};
