//! Taking along and bringing back: tiles, dashboards, brokers, everything (docs/bundle.md).

mod types;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use tilework_bundle::{
    Bundle, BundleFault, BundleKind, EXTENSION, Fields, House, Part, Places, alike, qr, read,
};
use tilework_core::{
    broker::Broker,
    dashboard::Dashboard,
    id::{BrokerId, DashboardId, TileId},
    kind,
};

use crate::{
    error::{Answer, AppError},
    fresh::{fresh, fresh_client_id},
    rooms::{
        Asker,
        brokers::Brokers,
        dashboards::{Dashboards, Taking},
        exports::{Exported, Exports},
        history::blocking,
    },
};
pub use types::*;

const MEDIA_TYPE: &str = "application/json";

#[derive(Debug)]
pub struct BundleRoom {
    brokers: Arc<Brokers>,
    dashboards: Arc<Dashboards>,
    exports: Arc<Exports>,
}

/// What there is, as a bundle looks at it.
struct Here {
    brokers: Vec<Broker>,
    dashboards: Vec<Dashboard>,
}

impl Here {
    fn like(&self, broker: &tilework_bundle::SharedBroker) -> Option<BrokerId> {
        let found = self.brokers.iter().find(|it| broker.is_like(it));
        found.map(|it| it.id.clone())
    }

    /// For each dashboard of a bundle the one that it already is here, with these brokers.
    fn left(
        &self,
        bundle: &Bundle,
        brokers: &BTreeMap<BrokerId, BrokerId>,
    ) -> Answer<Vec<Option<DashboardId>>> {
        if bundle.kind == BundleKind::Tile {
            return Ok(vec![None; bundle.dashboards.len()]);
        }
        let of_name = |name: &str| self.dashboards.iter().find(|it| it.name == name);
        // Tiles that lead to a dashboard lead to the one of that name.
        let named = bundle.dashboards.iter();
        let named = named.filter_map(|it| Some((it.id.clone(), of_name(&it.name)?.id.clone())));
        let places = Places {
            brokers: brokers.clone(),
            dashboards: named.collect(),
        };
        let mut count = 0_usize;
        let placed = bundle.placed(&places, || numbered(&mut count))?;
        let same = placed
            .iter()
            .map(|new| self.dashboards.iter().find(|old| alike(old, new)));
        Ok(same.map(|it| it.map(|it| it.id.clone())).collect())
    }
}

/// A tile's name that is compared and nothing else.
fn numbered(count: &mut usize) -> TileId {
    *count += 1;
    // Of digits and letters alone, so it is one.
    TileId::try_from(format!("tile-{count}")).unwrap_or_else(|_| unreachable!())
}

impl BundleRoom {
    pub fn new(brokers: Arc<Brokers>, dashboards: Arc<Dashboards>, exports: Arc<Exports>) -> Self {
        Self {
            brokers,
            dashboards,
            exports,
        }
    }

    async fn here(&self) -> Here {
        Here {
            brokers: self.brokers.all().await,
            dashboards: self.dashboards.all().await,
        }
    }

    /// The bundle of a part, and what to call it.
    async fn bundle(&self, part: SharedPart, fields: Fields) -> Answer<(Bundle, String)> {
        let here = self.here().await;
        blocking(move || {
            let ids: BTreeSet<BrokerId>;
            let chosen = match &part {
                SharedPart::Tile { dashboard, tile } => Part::Tile(dashboard, tile),
                SharedPart::Dashboard { dashboard } => Part::Dashboard(dashboard),
                SharedPart::Brokers { brokers } => {
                    ids = brokers.iter().cloned().collect();
                    Part::Brokers(&ids)
                }
                SharedPart::Everything => Part::Everything,
            };
            let house = House {
                brokers: &here.brokers,
                dashboards: &here.dashboards,
            };
            let bundle = Bundle::of(house, &chosen, fields)?;
            let title = match bundle.kind {
                BundleKind::Tile | BundleKind::Dashboard => {
                    bundle.dashboards.first().map(|it| it.name.clone())
                }
                BundleKind::Brokers | BundleKind::Backup => None,
            };
            Ok((bundle, title.unwrap_or_else(|| "Tilework".to_owned())))
        })
        .await
    }

    pub async fn share(&self, _: &Arc<Asker>, part: SharedPart, fields: Fields) -> Answer<Shared> {
        let (bundle, _) = self.bundle(part, fields).await?;
        blocking(move || {
            let bytes = bundle.to_json()?.len();
            let link = match bundle.to_link() {
                Ok(link) => Some(link),
                Err(BundleFault::TooLarge { .. }) => None,
                Err(fault) => return Err(fault.into()),
            };
            Ok(Shared {
                code: link.as_deref().and_then(qr),
                link,
                bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
            })
        })
        .await
    }

    pub async fn save_bundle(
        &self,
        asker: &Arc<Asker>,
        part: SharedPart,
        fields: Fields,
    ) -> Answer<Exported> {
        let (bundle, title) = self.bundle(part, fields).await?;
        let text = bundle.to_json()?;
        let exports = &self.exports;
        exports
            .save_text(asker, &title, EXTENSION, MEDIA_TYPE, text)
            .await
    }

    pub async fn look_into_bundle(&self, _: &Arc<Asker>, bundle: String) -> Answer<BundleLook> {
        let here = self.here().await;
        blocking(move || {
            let bundle = read(bundle.as_bytes())?;
            let brokers: Vec<BrokerLook> = bundle
                .brokers
                .iter()
                .map(|it| BrokerLook {
                    reference: it.reference.clone(),
                    name: it.name.clone(),
                    preset: it.preset,
                    address: it.address.as_ref().and_then(|it| {
                        let first = it.endpoints.first()?;
                        Some(format!("{}:{}", first.host, first.port))
                    }),
                    secrets: it.secrets.clone(),
                    like: here.like(it),
                })
                .collect();
            let likely = brokers.iter();
            let likely = likely.filter_map(|it| Some((it.reference.clone(), it.like.clone()?)));
            let left = here.left(&bundle, &likely.collect())?;
            let dashboards = bundle.dashboards.iter().zip(left);
            let dashboards = dashboards.map(|(it, left)| DashboardLook {
                name: it.name.clone(),
                tiles: count(it.tiles.len()),
                unknown: count(
                    it.tiles
                        .iter()
                        .filter(|it| kind::of(&it.kind).is_none())
                        .count(),
                ),
                left: left.is_some(),
            });
            Ok(BundleLook {
                kind: bundle.kind,
                dashboards: dashboards.collect(),
                brokers,
            })
        })
        .await
    }

    pub async fn take_bundle(
        &self,
        asker: &Arc<Asker>,
        bundle: String,
        choices: Vec<BrokerChoice>,
        onto: Option<DashboardId>,
    ) -> Answer<TakenBundle> {
        let here = self.here().await;
        let (taking, left) = blocking(move || taking(&here, &bundle, choices, onto)).await?;
        let (brokers, taken) = self.brokers.take(asker.id, taking).await?;
        Ok(TakenBundle {
            brokers,
            dashboards: taken.dashboards,
            before: taken.before,
            left,
        })
    }

    pub async fn missing_secrets(&self, _: &Arc<Asker>) -> Answer<Vec<MissingSecrets>> {
        let lacking = self.brokers.lacking().await.into_iter();
        let told = lacking.map(|(broker, secrets)| MissingSecrets {
            broker: broker.id,
            secrets,
        });
        Ok(told.collect())
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What is to be saved, and how many dashboards are here already.
fn taking(
    here: &Here,
    bundle: &str,
    choices: Vec<BrokerChoice>,
    onto: Option<DashboardId>,
) -> Answer<(Taking, u32)> {
    let bundle = read(bundle.as_bytes())?;
    let mut brokers = BTreeMap::new();
    let mut added = Vec::new();
    for shared in &bundle.brokers {
        let chosen = choices.iter().find(|it| it.reference == shared.reference);
        let instead = match chosen {
            Some(choice) => choice.instead.clone(),
            None => here.like(shared),
        };
        if let Some(id) = instead {
            if !here.brokers.iter().any(|it| it.id == id) {
                return Err(AppError::not_found("The broker"));
            }
            brokers.insert(shared.reference.clone(), id);
        } else {
            let broker = shared.broker(fresh()?, fresh_client_id())?;
            brokers.insert(shared.reference.clone(), broker.id.clone());
            added.push(broker);
        }
    }
    let left = here.left(&bundle, &brokers)?;
    let mut dashboards = BTreeMap::new();
    for (dashboard, left) in bundle.dashboards.iter().zip(&left) {
        let id = match left {
            Some(id) => id.clone(),
            None => fresh()?,
        };
        dashboards.insert(dashboard.id.clone(), id);
    }
    let mut broken = None;
    let places = Places {
        brokers,
        dashboards,
    };
    let placed = bundle.placed(&places, || {
        fresh().unwrap_or_else(|error| {
            broken = Some(error);
            numbered(&mut 0)
        })
    })?;
    if let Some(error) = broken {
        return Err(error);
    }
    let mut new: Vec<Dashboard> = placed
        .into_iter()
        .zip(&left)
        .filter(|(_, left)| left.is_none())
        .map(|(it, _)| it)
        .collect();
    let onto = match (bundle.kind, onto) {
        (BundleKind::Tile, Some(id)) if new.len() == 1 => new.pop().map(|tiles| (id, tiles)),
        _ => None,
    };
    let taking = Taking {
        brokers: added,
        dashboards: new,
        onto,
    };
    Ok((taking, count(left.iter().flatten().count())))
}
