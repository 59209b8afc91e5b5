//! The one table of requests: the rows of all rooms. Trait, Tauri plugin, permissions and TypeScript map are made from it:
//! `with_requests!(m)` calls the macro `m` with `room { rows } room { rows } …`. A row is
//!
//! ```text
//! who kind name(arguments) [of [Item]] [-> Result];
//! ```
//!
//! who   `see`: reads · `act`: sends commands · `change`: edits dashboards · `own`: brokers, secrets and what is kept
//! kind  `call`: an answer as JSON · `bytes`: raw bytes · `stream`: many items, then an answer
//!
//! Types are those of the rooms' prelude, [`api`](crate::api). src-tauri/build.rs takes this file as a module of its own: it and the
//! rows hold nothing but macros.

#[path = "brokers/rows.rs"]
mod brokers;
#[path = "bundles/rows.rs"]
mod bundles;
#[path = "charts/rows.rs"]
mod charts;
#[path = "commands/rows.rs"]
mod commands;
#[path = "dashboards/rows.rs"]
mod dashboards;
#[path = "demo/rows.rs"]
mod demo;
#[path = "device_code/rows.rs"]
mod device_code;
#[path = "devices/rows.rs"]
mod devices;
#[path = "diagnostics/rows.rs"]
mod diagnostics;
#[path = "exports/rows.rs"]
mod exports;
#[path = "history/rows.rs"]
mod history;
#[path = "imports/rows.rs"]
mod imports;
#[path = "offers/rows.rs"]
mod offers;
#[path = "readings/rows.rs"]
mod readings;
#[path = "session/rows.rs"]
mod session;

#[macro_export]
macro_rules! with_requests {
    ($then:ident) => {
        $crate::session_rows! {
            join_rows $then {}
            brokers_rows offers_rows demo_rows dashboards_rows commands_rows readings_rows charts_rows exports_rows imports_rows
            history_rows devices_rows diagnostics_rows device_code_rows bundles_rows
        }
    };
}

/// Puts the rows that a room just gave behind those of the rooms before it, and asks the next room.
#[doc(hidden)]
#[macro_export]
macro_rules! join_rows {
    ($room:ident { $($rows:tt)* } $then:ident { $($all:tt)* } $next:ident $($later:ident)*) => {
        $crate::$next! { join_rows $then { $($all)* $room { $($rows)* } } $($later)* }
    };
    ($room:ident { $($rows:tt)* } $then:ident { $($all:tt)* }) => {
        $then! { $($all)* $room { $($rows)* } }
    };
}
