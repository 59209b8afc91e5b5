//! From documents to a bundle, and to the texts that carry it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tilework_core::{
    broker::Broker,
    dashboard::Dashboard,
    id::{BrokerId, DashboardId, TileId},
};

use crate::{
    Bundle, BundleKind, Fields, SharedBroker, VERSION, fault::BundleFault, link, read, refs,
};

/// All that an installation has, of which a bundle takes a part.
#[derive(Debug, Clone, Copy)]
pub struct House<'a> {
    pub brokers: &'a [Broker],
    pub dashboards: &'a [Dashboard],
}

/// Which part.
#[derive(Debug, Clone)]
pub enum Part<'a> {
    Tile(&'a DashboardId, &'a TileId),
    Dashboard(&'a DashboardId),
    Brokers(&'a BTreeSet<BrokerId>),
    Everything,
}

impl Bundle {
    /// A part of what there is; the brokers that its tiles use come along. The same part of the same house is the same bundle.
    ///
    /// # Errors
    /// It is more than a bundle may hold: what is made can be read again. `Empty`: there is no such part.
    pub fn of(house: House<'_>, part: &Part<'_>, fields: Fields) -> Result<Self, BundleFault> {
        let chosen: Vec<Dashboard> = house
            .dashboards
            .iter()
            .filter_map(|it| match part {
                Part::Tile(dashboard, tile) if it.id == **dashboard => {
                    let mut alone = it.clone();
                    alone.tiles.retain(|it| it.id == **tile);
                    alone.layouts = Default::default();
                    alone.name = alone.tiles.first()?.title.clone();
                    Some(alone)
                }
                Part::Dashboard(id) => (it.id == **id).then(|| it.clone()),
                Part::Everything => Some(it.clone()),
                _ => None,
            })
            .collect();
        let mut wanted: Vec<&BrokerId> = match part {
            Part::Brokers(ids) => ids.iter().collect(),
            Part::Everything => {
                let own = house.brokers.iter().filter(|it| !it.endpoints().is_empty());
                own.map(|it| &it.id).collect()
            }
            _ => vec![],
        };
        for id in chosen
            .iter()
            .flat_map(|it| &it.tiles)
            .flat_map(|it| it.broker_ids())
        {
            if !wanted.contains(&id) {
                wanted.push(id);
            }
        }
        let mut names = BTreeMap::new();
        let mut brokers = Vec::new();
        for id in wanted {
            let reference: BrokerId = name(format!("broker-{}", brokers.len() + 1))?;
            names.insert(id.clone(), reference.clone());
            let known = house.brokers.iter().find(|it| it.id == *id);
            brokers.push(match known {
                Some(known) => SharedBroker::of(known, reference, fields),
                None => SharedBroker::gone(reference),
            });
        }
        let place = |id: &DashboardId| chosen.iter().position(|it| it.id == *id);
        let mut known = BTreeMap::new();
        for dashboard in house.dashboards {
            let new = place(&dashboard.id).map(|it| name(refs::dashboard_ref(it)));
            known.insert(dashboard.id.clone(), new.transpose()?);
        }
        let mut dashboards = Vec::new();
        let mut tiles = 0;
        for dashboard in &chosen {
            dashboards.push(refs::to_refs(dashboard, &names, &known, tiles)?);
            tiles += dashboard.tiles.len();
        }
        let kind = match part {
            Part::Tile(..) => BundleKind::Tile,
            Part::Dashboard(_) => BundleKind::Dashboard,
            Part::Brokers(_) => BundleKind::Brokers,
            Part::Everything => BundleKind::Backup,
        };
        let made = Self {
            kind,
            brokers,
            dashboards,
        };
        read(made.to_json()?.as_bytes())
    }

    /// The text of a file: with line ends, so that two of them can be compared.
    ///
    /// # Errors
    /// It cannot be written, which does not happen.
    pub fn to_json(&self) -> Result<String, BundleFault> {
        let mut text = serde_json::to_string_pretty(&self.value()?)?;
        text.push('\n');
        Ok(text)
    }

    /// # Errors
    /// It is too large for a link; a file takes more.
    pub fn to_link(&self) -> Result<String, BundleFault> {
        link::write(&self.value()?.to_string())
    }

    fn value(&self) -> Result<Value, BundleFault> {
        Ok(json!({
            "format": "tilework",
            "version": VERSION,
            "kind": self.kind,
            "brokers": serde_json::to_value(&self.brokers)?,
            "documents": serde_json::to_value(&self.dashboards)?,
        }))
    }
}

fn name<T: TryFrom<String>>(text: String) -> Result<T, BundleFault> {
    T::try_from(text).map_err(|_| BundleFault::damaged("a ref is no name"))
}
