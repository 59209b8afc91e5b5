//! The program for the board at the other end of a tile. What it is made of is `tilework-device-code`'s; here is what it is made for. It
//! changes nothing, and no secret comes near it: it takes documents, which have none.

mod types;

use std::{collections::BTreeMap, path::Path, sync::Arc};

use tilework_core::{
    broker::{Broker, Origin},
    id::BrokerId,
    tile::Tile,
};
use tilework_device_code::{
    CodeError, CodeNote, DeviceCode, Order, PlatformView, generate, platforms,
};

use crate::{
    error::{Answer, AppError},
    rooms::{
        Asker,
        brokers::Brokers,
        dashboards::Dashboards,
        exports::{Exported, Exports},
    },
};
pub use types::{CodeSubject, CodeTarget, TargetCode};

#[derive(Debug)]
pub struct DeviceCodeRoom {
    pub brokers: Arc<Brokers>,
    pub dashboards: Arc<Dashboards>,
    pub exports: Arc<Exports>,
}

/// The rows.
impl DeviceCodeRoom {
    pub async fn device_platforms(&self, _: &Arc<Asker>) -> Answer<Vec<PlatformView>> {
        Ok(platforms())
    }

    pub async fn device_code(
        &self,
        _: &Arc<Asker>,
        target: CodeTarget,
        platform: String,
    ) -> Answer<TargetCode> {
        self.made(&target, &platform).await
    }

    pub async fn save_device_code(
        &self,
        asker: &Arc<Asker>,
        target: CodeTarget,
        platform: String,
        file: String,
    ) -> Answer<Exported> {
        let made = self.made(&target, &platform).await?;
        let mut files = made.code.files.into_iter();
        let file = files.find(|it| it.name == file);
        let file = file.ok_or_else(|| AppError::not_found("That file"))?;
        let path = Path::new(file.name);
        let part = |part: Option<&'static std::ffi::OsStr>| part.and_then(|it| it.to_str());
        let (stem, extension) = (part(path.file_stem()), part(path.extension()));
        self.exports
            .save_text(
                asker,
                stem.unwrap_or("device"),
                extension.unwrap_or("txt"),
                "text/plain",
                file.text,
            )
            .await
    }
}

impl DeviceCodeRoom {
    async fn made(&self, target: &CodeTarget, platform: &str) -> Answer<TargetCode> {
        let (title, tiles) = self.subject(&target.whole).await?;
        let brokers = brokers_of(&tiles);
        let chosen = match &target.broker {
            Some(broker) if !brokers.contains(broker) => {
                return Err(AppError::not_found("The broker"));
            }
            Some(broker) => Some(broker.clone()),
            None => brokers.first().cloned(),
        };
        let code = match &chosen {
            Some(id) => {
                let broker = self.brokers.find(id).await;
                let broker = broker.unwrap_or_else(|| unknown(id));
                let order = Order {
                    title: &title,
                    tiles: &tiles,
                    broker: &broker,
                };
                generate(&order, platform).map_err(|error| match error {
                    CodeError::NoSuchPlatform(_) => AppError::not_found("The platform"),
                    CodeError::Template { .. } => AppError::internal(error),
                })?
            }
            None => DeviceCode {
                files: vec![],
                notes: vec![CodeNote::Nothing],
            },
        };
        Ok(TargetCode {
            brokers,
            broker: chosen,
            code,
        })
    }

    /// What it is called, and its tiles.
    async fn subject(&self, subject: &CodeSubject) -> Answer<(String, Vec<Tile>)> {
        match subject {
            CodeSubject::Tile(id) => {
                let tile = self.dashboards.tile(id).await;
                let tile = tile.ok_or_else(|| AppError::not_found("The tile"))?;
                Ok((tile.title.clone(), vec![tile]))
            }
            CodeSubject::Dashboard(id) => {
                let dashboard = self.dashboards.dashboard(id).await;
                let dashboard = dashboard.ok_or_else(|| AppError::not_found("The dashboard"))?;
                Ok((dashboard.name, dashboard.tiles))
            }
        }
    }
}

/// The brokers of these tiles, the one that most of them speak with first.
fn brokers_of(tiles: &[Tile]) -> Vec<BrokerId> {
    let mut count: BTreeMap<&BrokerId, usize> = BTreeMap::new();
    for broker in tiles.iter().flat_map(Tile::broker_ids) {
        *count.entry(broker).or_default() += 1;
    }
    let mut brokers: Vec<_> = count.into_iter().collect();
    brokers.sort_by_key(|(_, tiles)| std::cmp::Reverse(*tiles));
    brokers.into_iter().map(|(id, _)| id.clone()).collect()
}

/// In the place of one that was deleted: the program is right but for its address.
fn unknown(id: &BrokerId) -> Broker {
    let origin = Origin::Own { endpoints: vec![] };
    Broker::new(id.clone(), String::new(), origin, String::new())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tile(id: &str, broker: &str) -> Tile {
        serde_json::from_value(json!({
            "id": id, "kind": "value", "title": id, "icon": null, "size": {"width": 2, "height": 2},
            "bindings": {"value": {"broker": broker, "topic": "a", "template": null, "unit": null}},
        }))
        .unwrap()
    }

    #[test]
    fn the_broker_of_most_tiles_comes_first() {
        let tiles = [tile("a", "attic"), tile("b", "barn"), tile("c", "barn")];
        let brokers: Vec<String> = brokers_of(&tiles).into_iter().map(String::from).collect();
        assert_eq!(brokers, ["barn", "attic"]);
    }

    #[test]
    fn a_broker_that_was_deleted_leaves_a_place_for_an_address() {
        let tiles = [tile("a", "gone")];
        let broker = unknown(&"gone".parse().unwrap());
        let order = Order {
            title: "Farm",
            tiles: &tiles,
            broker: &broker,
        };
        let code = generate(&order, "python").unwrap();
        assert_eq!(code.notes, [CodeNote::NoBroker]);
    }
}
