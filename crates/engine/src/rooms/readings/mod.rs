//! What the bindings say: to the page that shows them, and to the tile editor's preview.

mod events;
mod preview;
mod types;

use std::sync::Arc;

use parking_lot::Mutex;
use tilework_core::id::{BindingKey, TileId};

use crate::{board::Boards, error::Answer, rooms::Asker};
#[cfg(test)]
pub use events::Changed;
pub use events::InView;
pub use preview::preview_tile_of;
pub use types::EventBatch;

#[derive(Debug)]
pub struct Readings {
    boards: Arc<Boards>,
    /// Orders previews, and their ends.
    previews: Mutex<()>,
}

impl Readings {
    pub fn new(boards: Arc<Boards>) -> Self {
        Self {
            boards,
            previews: Mutex::default(),
        }
    }

    pub async fn next_events(&self, asker: &Arc<Asker>, after: u32) -> Answer<EventBatch> {
        let batch = asker.feed.next(after).await;
        Ok(EventBatch {
            batch: batch.number,
            events: batch.events,
        })
    }

    pub async fn watch(&self, asker: &Arc<Asker>, bindings: Vec<BindingKey>) -> Answer<()> {
        asker.own::<InView>().watch(bindings)?;
        asker.feed.poke();
        Ok(())
    }

    pub async fn set_visible(&self, asker: &Arc<Asker>, visible: bool) -> Answer<()> {
        asker.feed.set_visible(visible);
        Ok(())
    }

    pub async fn switch_on(&self, _: &Arc<Asker>, tile: TileId) -> Answer<()> {
        self.boards.switch_on(&tile);
        Ok(())
    }
}
