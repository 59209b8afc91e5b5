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
        bundles::{
            BrokerChoice, BrokerLook, BundleLook, DashboardLook, MissingSecrets, Shared,
            SharedPart, TakenBundle,
        },
        charts::{
            Axis, AxisScale, Back, BarMeasure, ChartBars, ChartPlot, ChartRequest, ChartScales,
            ChartSeries, ChartTable, Color, Every, HistoryExtent, HistoryValue, Locale, Marker,
            Moment, MomentRequest, NumberStatistics, Palette, PictureFormat, RangeRequest, Scales,
            Side, StateTime, Statistics, Style, TableCell, TableRequest, TableRow, Threshold,
        },
        dashboards::{ArrangedLayouts, DashboardView, Deleted},
        device_code::{CodeSubject, CodeTarget, TargetCode},
        devices::{
            BrokerDevices, DeviceView, DevicesChange, DiscoverySetting, EntityRef, EntityView,
            ForgottenDevice, WatchedEntity,
        },
        diagnostics::{
            BrokerFigures, DataFile, Depth, Diagnostics, FileFigures, HistoryFigures,
            RecordingState, Task, TaskFaults,
        },
        documents::DocumentChange,
        exports::{Exported, ExportedBinding, PictureExport, SampleExport, SampleFormat},
        history::{
            ChartRange, HistoryOverview, Keep, Recording, Retention, SeriesKind, StoredSeries,
        },
        imports::{ImportPiece, Imported, RowFault, RowProblem},
        offers::{Offer, Understood},
        readings::EventBatch,
        session::Session,
    },
};

pub use tilework_bundle::{BundleFault, BundleKind, Fields, QrCode};
// What the rows name of the crates below.
pub use tilework_core::{
    broker::{BrokerDraft, NetworkId},
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
pub use tilework_device_code::PlatformView;
