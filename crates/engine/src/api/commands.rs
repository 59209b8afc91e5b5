//! The trait of the command table.

use std::future::Future;

use tilework_core::{
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

use super::{brokers::*, charts::*, error::AppError, history::*, types::*};

macro_rules! define_trait {
    ($($(#[$doc:meta])* $kind:ident $name:ident ($($arg:ident: $ty:ty),*) $(of [$item:ty])? $(-> $result:ty)?;)*) => {
        /// What the engine does for a host, one method for each row of the command table.
        pub trait Api: Send + Sync + 'static {
            $(define_method! { $(#[$doc])* $kind $name ($($arg: $ty),*) $(of [$item])? $(-> $result)? })*
        }
    };
}

macro_rules! define_method {
    ($(#[$doc:meta])* call $name:ident ($($arg:ident: $ty:ty),*) -> $result:ty) => {
        $(#[$doc])*
        fn $name(&self, $($arg: $ty),*) -> impl Future<Output = Result<$result, AppError>> + Send;
    };
    ($(#[$doc:meta])* bytes $name:ident ($($arg:ident: $ty:ty),*)) => {
        $(#[$doc])*
        fn $name(&self, $($arg: $ty),*) -> impl Future<Output = Result<Vec<u8>, AppError>> + Send;
    };
    ($(#[$doc:meta])* stream $name:ident ($($arg:ident: $ty:ty),*) of [$item:ty] -> $result:ty) => {
        $(#[$doc])*
        fn $name(&self, sink: Sink<$item>, $($arg: $ty),*) -> impl Future<Output = Result<$result, AppError>> + Send;
    };
}

with_commands!(define_trait);
