//! The tile editor's live preview: the bindings of a form that is still being typed.

use tilework_core::{
    binding::{Binding, BindingDraft},
    id::{BindingKey, TileId},
    problem::Problem,
    template::ValueTemplate,
    tile::TileDraft,
    topic::TopicFilter,
};

use super::Engine;
use crate::api::AppError;

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
            .filter_map(|(slot, draft)| Some((BindingKey::new(tile.clone(), slot), usable(draft)?)))
            .collect();
        // Orders previews among themselves, and with everything that changes bindings.
        let _model = self.inner.model.lock().await;
        let wanted = bindings.iter().map(|(key, binding)| (key.clone(), binding));
        let changes = self.inner.live.board.set_tile(&tile, wanted, true);
        self.inner.live.follow(changes).await;
        Ok(problems)
    }
}

fn usable(draft: BindingDraft) -> Option<Binding> {
    let BindingDraft {
        broker,
        topic,
        qos,
        template,
        decode,
        unit,
        keep_series,
    } = draft;
    let topic = TopicFilter::parse(topic.trim()).ok()?;
    let template = template.filter(|text| !text.trim().is_empty());
    if template
        .as_deref()
        .is_some_and(|text| ValueTemplate::parse(text).is_err())
    {
        return None;
    }
    Some(Binding {
        broker,
        topic,
        qos,
        template,
        decode,
        unit,
        keep_series,
    })
}
