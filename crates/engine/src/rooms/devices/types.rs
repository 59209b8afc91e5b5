//! Devices as clients have them: what they are called and can do. Topics and templates stay here; a tile has them when it is made.

use serde::{Deserialize, Serialize};
use tilework_core::{
    availability::Mode,
    id::{BindingKey, BrokerId},
};
use tilework_discovery::{Category, Convention, Described, Note, Unread};
use ts_rs::TS;

/// What was found on one broker.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokerDevices {
    pub broker: BrokerId,
    /// Devices are looked for.
    pub finds: bool,
    /// They were, and the broker ended the connection over it: they are not looked for until somebody asks.
    pub refuses: bool,
    pub setting: DiscoverySetting,
    pub devices: Vec<DeviceView>,
    /// Announcements that could not be read, the newest last.
    pub unread: Vec<Unread>,
    /// Announcements that found no room.
    #[ts(type = "number")]
    pub left_out: u64,
    /// Devices that a person does not want to see.
    pub forgotten: Vec<ForgottenDevice>,
}

/// What a person said of a broker's devices.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DiscoverySetting {
    /// `None`: nothing. Then devices are looked for, but not on brokers that many share or that punish who asks for too much.
    pub find: Option<bool>,
    /// Of Home Assistant's announcements. Empty: the usual one.
    #[serde(default)]
    pub prefixes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceView {
    pub key: String,
    #[serde(flatten)]
    pub described: Described,
    pub conventions: Vec<Convention>,
    pub entities: Vec<EntityView>,
    pub notes: Vec<Note>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntityView {
    pub key: String,
    /// `None`: it is called as its device.
    pub name: Option<String>,
    pub component: String,
    pub class: Option<String>,
    /// A Material Design Icons name.
    pub icon: Option<String>,
    pub category: Category,
    /// What it says can be shown.
    pub reads: bool,
    /// It can be told something.
    pub sends: bool,
    pub notes: Vec<Note>,
    /// Where it was announced.
    pub topic: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForgottenDevice {
    pub key: String,
    /// As far as it is announced.
    pub name: Option<String>,
}

/// One entity of one broker.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntityRef {
    pub broker: BrokerId,
    pub entity: String,
}

/// The bindings that say what an entity says now; to be watched as those of tiles are.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WatchedEntity {
    #[serde(flatten)]
    pub entity: EntityRef,
    pub value: Option<BindingKey>,
    /// Off: the device is away, as `mode` says of several.
    pub availability: Vec<BindingKey>,
    pub mode: Mode,
}

/// What is found on this broker changed; what there is now is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DevicesChange {
    pub broker: BrokerId,
}
