//! The tile editor's live preview: the bindings of a form that is still being typed, a client's own.

use tilework_core::{id::TileId, problem::Problem, tile::TileDraft};

use super::Engine;
use crate::{api::AppError, asker::Asker, board::Work, who::ClientId};

/// The tile under which a client reads its preview. The ids of saved tiles are longer.
pub fn preview_tile_of(client: ClientId) -> Result<TileId, AppError> {
    let id = format!("preview-{client}");
    id.parse().map_err(|_| AppError::Internal {
        message: "the preview has no id".to_owned(),
    })
}

impl Engine {
    /// Puts those bindings of the form to work that are right already, under the client's preview tile; the problems of the others.
    pub(super) async fn preview_tile(
        &self,
        asker: &Asker,
        draft: Option<TileDraft>,
    ) -> Result<Vec<Problem>, AppError> {
        let tile = preview_tile_of(asker.id)?;
        let problems = draft.as_ref().map(TileDraft::check).unwrap_or_default();
        let slots = draft.map(|draft| draft.bindings).unwrap_or_default();
        let bindings: Vec<_> = slots
            .into_iter()
            .filter_map(|(slot, draft)| Some((slot, draft.parse().ok()?)))
            .collect();
        // Orders previews among themselves, and with everything that changes bindings.
        let _model = self.inner.model.lock().await;
        let wanted = bindings
            .iter()
            .map(|(slot, binding)| (slot.clone(), binding));
        let boards = &self.inner.past.boards;
        boards.set_tile(&tile, wanted, Work::Preview);
        // Of a client that is gone nothing is at work, however late its request.
        if asker.has_ended() {
            self.end_preview(asker.id);
        }
        Ok(problems)
    }

    pub(super) fn end_preview(&self, client: ClientId) {
        if let Ok(tile) = preview_tile_of(client) {
            let boards = &self.inner.past.boards;
            boards.set_tile(&tile, std::iter::empty(), Work::Preview);
        }
    }
}
