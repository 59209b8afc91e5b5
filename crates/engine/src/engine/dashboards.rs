//! Dashboards: changed, saved, and their bindings put to work.

use std::collections::BTreeMap;

use tilework_core::{
    dashboard::{Dashboard, DashboardEdit, EditError},
    id::{DashboardId, TileId},
    layout::Grid,
    migrate::read_dashboard,
    tile::Tile,
};

use super::{Engine, Model, Saved, fresh, not_found, to_json};
use crate::{
    api::{AppError, ArrangedLayouts, DashboardView, Deleted, DocumentChange},
    board::Work,
    documents::DocumentKind,
    who::ClientId,
};

pub fn view(saved: &Saved) -> DashboardView {
    let layouts = arranged(&saved.dashboard);
    DashboardView {
        dashboard: saved.dashboard.clone(),
        revision: saved.revision,
        layouts,
    }
}

fn arranged(dashboard: &Dashboard) -> ArrangedLayouts {
    ArrangedLayouts {
        narrow: dashboard.layout(Grid::Narrow),
        medium: dashboard.layout(Grid::Medium),
        wide: dashboard.layout(Grid::Wide),
    }
}

impl Engine {
    /// Saves the dashboard as a new revision, then puts it and its bindings to work.
    pub(super) async fn keep_dashboard(
        &self,
        by: ClientId,
        model: &mut Model,
        dashboard: Dashboard,
    ) -> Result<Saved, AppError> {
        let id = dashboard.id.to_string();
        let revision = self
            .inner
            .documents
            .save(DocumentKind::Dashboard, id, to_json(&dashboard)?)
            .await?;
        let saved = Saved {
            dashboard,
            revision,
        };
        match model
            .dashboards
            .iter_mut()
            .find(|old| old.dashboard.id == saved.dashboard.id)
        {
            Some(old) => {
                let gone = old
                    .dashboard
                    .tiles
                    .iter()
                    .filter(|tile| saved.dashboard.tiles.iter().all(|t| t.id != tile.id));
                for tile in gone {
                    self.unbind(&tile.id);
                }
                *old = saved.clone();
            }
            None => model.dashboards.push(saved.clone()),
        }
        self.bind_dashboard(&saved.dashboard);
        let change = DocumentChange::Dashboard {
            id: saved.dashboard.id.clone(),
            revision: Some(revision),
        };
        self.inner.feeds.document(by, change);
        Ok(saved)
    }

    pub(super) fn bind_dashboard(&self, dashboard: &Dashboard) {
        for tile in &dashboard.tiles {
            self.bind(tile);
        }
    }

    fn bind(&self, tile: &Tile) {
        let bindings = tile.bindings.iter();
        let bindings = bindings.map(|(slot, binding)| (slot.clone(), binding));
        let inner = &self.inner;
        inner.commands.set_tile(&tile.id, tile.commands.clone());
        inner.past.boards.set_tile(&tile.id, bindings, Work::Tile);
    }

    pub(super) fn unbind(&self, tile: &TileId) {
        self.inner.commands.set_tile(tile, BTreeMap::new());
        let boards = &self.inner.past.boards;
        boards.set_tile(tile, std::iter::empty(), Work::Tile);
    }

    pub(super) async fn new_dashboard(
        &self,
        by: ClientId,
        name: String,
    ) -> Result<DashboardView, AppError> {
        let mut model = self.inner.model.lock().await;
        // The name goes through the same rules as a later change of it.
        let dashboard = Dashboard::new(fresh()?, String::new());
        let dashboard = apply(&dashboard, DashboardEdit::Rename { name })?;
        self.keep_dashboard(by, &mut model, dashboard)
            .await
            .map(|saved| view(&saved))
    }

    pub(super) async fn change_dashboard(
        &self,
        by: ClientId,
        id: &DashboardId,
        edit: DashboardEdit,
    ) -> Result<DashboardView, AppError> {
        let mut model = self.inner.model.lock().await;
        let dashboard = apply(&model.dashboard(id)?.dashboard, edit)?;
        self.keep_dashboard(by, &mut model, dashboard)
            .await
            .map(|saved| view(&saved))
    }

    pub(super) async fn preview_dashboard(
        &self,
        id: &DashboardId,
        edit: DashboardEdit,
    ) -> Result<ArrangedLayouts, AppError> {
        let mut model = self.inner.model.lock().await;
        apply(&model.dashboard(id)?.dashboard, edit).map(|dashboard| arranged(&dashboard))
    }

    pub(super) async fn drop_dashboard(
        &self,
        by: ClientId,
        model: &mut Model,
        id: &DashboardId,
    ) -> Result<Deleted, AppError> {
        let tiles: Vec<_> = model
            .dashboard(id)?
            .dashboard
            .tiles
            .iter()
            .map(|tile| tile.id.clone())
            .collect();
        let revision = self
            .inner
            .documents
            .delete(DocumentKind::Dashboard, id.to_string())
            .await?;
        model.dashboards.retain(|saved| saved.dashboard.id != *id);
        let gone = DocumentChange::Dashboard {
            id: id.clone(),
            revision: None,
        };
        self.inner.feeds.document(by, gone);
        for tile in tiles {
            self.unbind(&tile);
        }
        Ok(Deleted { revision })
    }

    pub(super) async fn bring_back(
        &self,
        by: ClientId,
        id: &DashboardId,
        revision: u32,
    ) -> Result<DashboardView, AppError> {
        let mut model = self.inner.model.lock().await;
        let body = self
            .inner
            .documents
            .revision(DocumentKind::Dashboard, id.to_string(), revision)
            .await?;
        let dashboard = read_dashboard(&body.ok_or_else(|| not_found("That revision"))?)?;
        self.keep_dashboard(by, &mut model, dashboard)
            .await
            .map(|saved| view(&saved))
    }
}

fn apply(dashboard: &Dashboard, edit: DashboardEdit) -> Result<Dashboard, AppError> {
    dashboard
        .apply(edit, fresh()?)
        .map_err(|error| match error {
            EditError::Invalid(problems) => AppError::InvalidInput { problems },
            EditError::NoSuchTile(_) => not_found("The tile"),
            EditError::Full(limit) => AppError::TooManyTiles {
                limit: u32::try_from(limit).unwrap_or(u32::MAX),
            },
        })
}
