//! The tile editor's live preview: the bindings of a form that is still being typed, a client's own.

use std::sync::Arc;

use tilework_core::{id::TileId, problem::Problem, tile::TileDraft};

use super::Readings;
use crate::{
    board::Work,
    error::{Answer, AppError},
    rooms::Asker,
    who::ClientId,
};

/// The tile under which a client reads its preview. The ids of saved tiles are longer.
pub fn preview_tile_of(client: ClientId) -> Answer<TileId> {
    let id = format!("preview-{client}");
    id.parse()
        .map_err(|_| AppError::internal("the preview has no id"))
}

impl Readings {
    /// Puts those bindings of the form to work that are right already, under the client's preview tile; the problems of the others.
    pub async fn set_preview(
        &self,
        asker: &Arc<Asker>,
        draft: Option<TileDraft>,
    ) -> Answer<Vec<Problem>> {
        let tile = preview_tile_of(asker.id)?;
        let problems = draft.as_ref().map(TileDraft::check).unwrap_or_default();
        let slots = draft.map(|draft| draft.bindings).unwrap_or_default();
        let bindings: Vec<_> = slots
            .into_iter()
            .filter_map(|(slot, draft)| Some((slot, draft.parse().ok()?)))
            .collect();
        let _order = self.previews.lock();
        // Of a client that is gone nothing is at work, however late its request.
        if !asker.has_ended() {
            let wanted = bindings
                .iter()
                .map(|(slot, binding)| (slot.clone(), binding));
            self.boards.set_tile(&tile, wanted, Work::Preview);
        }
        Ok(problems)
    }

    /// The client has ended.
    pub(super) fn end_preview(&self, client: ClientId) {
        let _order = self.previews.lock();
        if let Ok(tile) = preview_tile_of(client) {
            self.boards
                .set_tile(&tile, std::iter::empty(), Work::Preview);
        }
    }
}
