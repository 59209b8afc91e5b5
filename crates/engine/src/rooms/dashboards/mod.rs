//! Dashboards: changed, saved, and their bindings put to work.

mod taking;
mod types;

use std::{collections::BTreeMap, sync::Arc};

use tilework_core::{
    availability::Mode,
    dashboard::{Dashboard, DashboardEdit, EditError},
    id::{DashboardId, TileId},
    layout::Grid,
    migrate::read_dashboard,
    problem::Problem,
    tile::{Tile, TileDraft},
};
use tokio::sync::{Mutex, MutexGuard};

use crate::{
    board::{Boards, Work},
    documents::DocumentKind,
    error::{Answer, AppError},
    fresh::fresh,
    notices::Notices,
    rooms::{
        Asker,
        commands::Commands,
        documents::{DocumentId, SharedDocuments},
    },
    who::ClientId,
};
pub use taking::{TakenDashboards, Taking};
pub use types::{ArrangedLayouts, DashboardView, Deleted};

#[derive(Debug)]
pub struct Dashboards {
    /// The lock orders all changes: one is made, saved, answered, then the next.
    all: Mutex<Vec<Saved>>,
    documents: Arc<SharedDocuments>,
    commands: Arc<Commands>,
    boards: Arc<Boards>,
}

/// A dashboard and the revision it was saved as.
#[derive(Debug, Clone)]
struct Saved {
    dashboard: Dashboard,
    revision: u32,
}

fn view(saved: &Saved) -> DashboardView {
    DashboardView {
        dashboard: saved.dashboard.clone(),
        revision: saved.revision,
        layouts: arranged(&saved.dashboard),
    }
}

fn arranged(dashboard: &Dashboard) -> ArrangedLayouts {
    ArrangedLayouts {
        narrow: dashboard.layout(Grid::Narrow),
        medium: dashboard.layout(Grid::Medium),
        wide: dashboard.layout(Grid::Wide),
    }
}

fn find<'a>(all: &'a [Saved], id: &DashboardId) -> Answer<&'a Saved> {
    let found = all.iter().find(|saved| saved.dashboard.id == *id);
    found.ok_or_else(|| AppError::not_found("The dashboard"))
}

impl Dashboards {
    pub fn new(
        documents: Arc<SharedDocuments>,
        commands: Arc<Commands>,
        boards: Arc<Boards>,
    ) -> Self {
        Self {
            all: Mutex::default(),
            documents,
            commands,
            boards,
        }
    }

    /// Opens what is saved and puts its bindings to work.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn open(&self, notices: &Notices) -> Answer<()> {
        let mut all = self.all.lock().await;
        let saved = self
            .documents
            .all(DocumentKind::Dashboard, read_dashboard, notices);
        for (dashboard, revision) in saved.await? {
            self.bind_all(&dashboard);
            all.push(Saved {
                dashboard,
                revision,
            });
        }
        Ok(())
    }

    /// All there are.
    pub async fn views(&self) -> Vec<DashboardView> {
        self.all.lock().await.iter().map(view).collect()
    }

    pub async fn has(&self, id: &DashboardId) -> bool {
        find(&self.all.lock().await, id).is_ok()
    }

    /// Makes this a dashboard, or the newest revision of the one that has its id.
    ///
    /// # Errors
    /// It is not saved.
    pub async fn keep(&self, by: ClientId, dashboard: Dashboard) -> Answer<DashboardView> {
        let mut all = self.all.lock().await;
        self.save(by, &mut all, dashboard).await
    }

    /// Puts new tiles on a dashboard, in one change.
    ///
    /// # Errors
    /// There is none, it has no room for all of them, one is not right, or it is not saved.
    pub async fn add_tiles(
        &self,
        by: ClientId,
        id: &DashboardId,
        drafts: Vec<TileDraft>,
    ) -> Answer<DashboardView> {
        let mut all = self.all.lock().await;
        let mut dashboard = find(&all, id)?.dashboard.clone();
        for draft in drafts {
            dashboard = apply(&dashboard, DashboardEdit::AddTile { draft })?;
        }
        self.save(by, &mut all, dashboard).await
    }

    /// # Errors
    /// There is none, or it is not deleted.
    pub async fn delete(&self, by: ClientId, id: &DashboardId) -> Answer<Deleted> {
        let mut all = self.all.lock().await;
        let tiles = find(&all, id)?.dashboard.tiles.iter();
        let tiles: Vec<_> = tiles.map(|tile| tile.id.clone()).collect();
        let document = DocumentId::Dashboard(id.clone());
        let revision = self.documents.delete(by, &document).await?;
        all.retain(|saved| saved.dashboard.id != *id);
        for tile in tiles {
            self.unbind(&tile);
        }
        Ok(Deleted { revision })
    }

    /// Saves the dashboard as a new revision, then puts it and its bindings to work.
    async fn save(
        &self,
        by: ClientId,
        all: &mut MutexGuard<'_, Vec<Saved>>,
        dashboard: Dashboard,
    ) -> Answer<DashboardView> {
        let document = DocumentId::Dashboard(dashboard.id.clone());
        let revision = self.documents.save(by, &document, &dashboard).await?;
        let saved = Saved {
            dashboard,
            revision,
        };
        let told = view(&saved);
        self.bind_all(&saved.dashboard);
        match all
            .iter_mut()
            .find(|old| old.dashboard.id == saved.dashboard.id)
        {
            Some(old) => {
                let gone = |tile: &&Tile| saved.dashboard.tiles.iter().all(|it| it.id != tile.id);
                for tile in old.dashboard.tiles.iter().filter(gone) {
                    self.unbind(&tile.id);
                }
                *old = saved;
            }
            None => all.push(saved),
        }
        Ok(told)
    }

    /// Puts the bindings of all tiles to work.
    pub async fn bind_again(&self) {
        for saved in self.all.lock().await.iter() {
            self.bind_all(&saved.dashboard);
        }
    }

    /// One of them.
    pub async fn dashboard(&self, id: &DashboardId) -> Option<Dashboard> {
        let all = self.all.lock().await;
        find(&all, id).ok().map(|saved| saved.dashboard.clone())
    }

    /// A tile of any of them.
    pub async fn tile(&self, tile: &TileId) -> Option<Tile> {
        let all = self.all.lock().await;
        let mut tiles = all.iter().flat_map(|saved| &saved.dashboard.tiles);
        tiles.find(|it| it.id == *tile).cloned()
    }

    /// The title of a tile, if there is one.
    pub async fn title(&self, tile: &TileId) -> Option<String> {
        let all = self.all.lock().await;
        let mut tiles = all.iter().flat_map(|saved| &saved.dashboard.tiles);
        tiles.find(|it| it.id == *tile).map(|it| it.title.clone())
    }

    fn bind_all(&self, dashboard: &Dashboard) {
        for tile in &dashboard.tiles {
            let bindings = tile.bindings.iter();
            let bindings = bindings.map(|(slot, binding)| (slot.clone(), binding));
            self.commands.set_tile(&tile.id, tile.commands.clone());
            self.boards.set_tile(&tile.id, bindings, Work::Tile);
            self.boards.set_mode(&tile.id, Mode::of(&tile.options));
        }
    }

    fn unbind(&self, tile: &TileId) {
        self.commands.set_tile(tile, BTreeMap::new());
        self.boards.set_tile(tile, std::iter::empty(), Work::Tile);
    }
}

/// The rows.
impl Dashboards {
    pub async fn read_dashboard(
        &self,
        _: &Arc<Asker>,
        dashboard: DashboardId,
    ) -> Answer<Option<DashboardView>> {
        Ok(find(&self.all.lock().await, &dashboard).ok().map(view))
    }

    pub async fn create_dashboard(
        &self,
        asker: &Arc<Asker>,
        name: String,
    ) -> Answer<DashboardView> {
        // The name goes through the same rules as a later change of it.
        let dashboard = Dashboard::new(fresh()?, String::new());
        let dashboard = apply(&dashboard, DashboardEdit::Rename { name })?;
        self.keep(asker.id, dashboard).await
    }

    pub async fn edit_dashboard(
        &self,
        asker: &Arc<Asker>,
        dashboard: DashboardId,
        edit: DashboardEdit,
    ) -> Answer<DashboardView> {
        let saved_tile = match &edit {
            DashboardEdit::UpdateTile { tile, .. } => Some(tile.clone()),
            _ => None,
        };
        let mut all = self.all.lock().await;
        let dashboard = apply(&find(&all, &dashboard)?.dashboard, edit)?;
        let view = self.save(asker.id, &mut all, dashboard).await?;
        if let Some(tile) = saved_tile {
            // Saved as it was, it is still to be tried again.
            self.boards.switch_on(&tile);
        }
        Ok(view)
    }

    pub async fn preview_edit(
        &self,
        _: &Arc<Asker>,
        dashboard: DashboardId,
        edit: DashboardEdit,
    ) -> Answer<ArrangedLayouts> {
        let all = self.all.lock().await;
        let edited = apply(&find(&all, &dashboard)?.dashboard, edit)?;
        Ok(arranged(&edited))
    }

    pub async fn delete_dashboard(
        &self,
        asker: &Arc<Asker>,
        dashboard: DashboardId,
    ) -> Answer<Deleted> {
        self.delete(asker.id, &dashboard).await
    }

    pub async fn restore_dashboard(
        &self,
        asker: &Arc<Asker>,
        dashboard: DashboardId,
        revision: u32,
    ) -> Answer<DashboardView> {
        let mut all = self.all.lock().await;
        let document = DocumentId::Dashboard(dashboard);
        let body = self.documents.revision(&document, revision).await?;
        let body = body.ok_or_else(|| AppError::not_found("That revision"))?;
        self.save(asker.id, &mut all, read_dashboard(&body)?).await
    }

    pub async fn check_tile(&self, _: &Arc<Asker>, draft: TileDraft) -> Answer<Vec<Problem>> {
        Ok(draft.check())
    }
}

fn apply(dashboard: &Dashboard, edit: DashboardEdit) -> Answer<Dashboard> {
    dashboard
        .apply(edit, fresh()?)
        .map_err(|error| match error {
            EditError::Invalid(problems) => AppError::InvalidInput { problems },
            EditError::NoSuchTile(_) => AppError::not_found("The tile"),
            EditError::Full(limit) => AppError::TooManyTiles {
                limit: u32::try_from(limit).unwrap_or(u32::MAX),
            },
        })
}
