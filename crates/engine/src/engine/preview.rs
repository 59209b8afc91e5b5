//! The tile editor's live preview: the bindings of a form that is still being typed.

use tilework_core::{id::TileId, problem::Problem, tile::TileDraft};

use super::Engine;
use crate::{api::AppError, board::Work};

impl Engine {
    /// Puts those bindings of the form to work that are right already, under the tile `preview`; the problems of the others.
    pub(super) async fn preview_tile(
        &self,
        draft: Option<TileDraft>,
    ) -> Result<Vec<Problem>, AppError> {
        let tile: TileId = "preview".parse().map_err(|_| AppError::Internal {
            message: "the preview has no id".to_owned(),
        })?;
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
        Ok(problems)
    }
}
