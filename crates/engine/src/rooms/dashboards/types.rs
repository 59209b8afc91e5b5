//! Dashboards as clients have them.

use serde::Serialize;
use tilework_core::{dashboard::Dashboard, layout::Layout};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DashboardView {
    pub dashboard: Dashboard,
    /// Of the saved state; `restore_dashboard` takes it.
    pub revision: u32,
    pub layouts: ArrangedLayouts,
}

/// A layout for each grid, the missing ones made by reflow.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ArrangedLayouts {
    pub narrow: Layout,
    pub medium: Layout,
    pub wide: Layout,
}

/// The revision that brings back what was deleted.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    pub revision: u32,
}
