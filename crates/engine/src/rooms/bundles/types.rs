//! What is taken along, and what is looked at before it comes in.

use serde::{Deserialize, Serialize};
use tilework_bundle::{BundleKind, QrCode};
use tilework_core::{
    broker::SecretKind,
    id::{BrokerId, DashboardId, TileId},
    preset::Preset,
};
use ts_rs::TS;

use crate::rooms::{brokers::BrokerView, dashboards::DashboardView};

#[derive(Debug, Clone, PartialEq, Deserialize, TS)]
#[serde(tag = "of", rename_all = "camelCase")]
pub enum SharedPart {
    Tile {
        dashboard: DashboardId,
        tile: TileId,
    },
    Dashboard {
        dashboard: DashboardId,
    },
    Brokers {
        brokers: Vec<BrokerId>,
    },
    Everything,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Shared {
    /// None: too large for a link.
    pub link: Option<String>,
    /// Of the link; none: too large for a code that phones read.
    pub code: Option<QrCode>,
    /// Bytes of the file.
    pub bytes: u32,
}

/// What a bundle would do here.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BundleLook {
    pub kind: BundleKind,
    pub brokers: Vec<BrokerLook>,
    pub dashboards: Vec<DashboardLook>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokerLook {
    /// By which a [`BrokerChoice`] means it.
    pub reference: BrokerId,
    /// Empty: it was not told.
    pub name: String,
    pub preset: Preset,
    /// Its first address: `host:port`. None: it was not told, and is to be typed.
    pub address: Option<String>,
    /// What is to be typed after it is added.
    pub secrets: Vec<SecretKind>,
    /// One that is there already and is likely the same.
    pub like: Option<BrokerId>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DashboardLook {
    pub name: String,
    pub tiles: u32,
    /// Of a kind that this version does not know: kept as they are.
    pub unknown: u32,
    /// It is here already and is left as it is.
    pub left: bool,
}

/// What becomes of a broker of a bundle.
#[derive(Debug, Clone, PartialEq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokerChoice {
    pub reference: BrokerId,
    /// This one is used instead. None: a new one is made.
    pub instead: Option<BrokerId>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakenBundle {
    /// Added, switched off.
    pub brokers: Vec<BrokerView>,
    /// Added, or changed.
    pub dashboards: Vec<DashboardView>,
    /// The revision that the changed dashboard had before.
    pub before: Option<u32>,
    /// How many dashboards were here already.
    pub left: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MissingSecrets {
    pub broker: BrokerId,
    pub secrets: Vec<SecretKind>,
}
