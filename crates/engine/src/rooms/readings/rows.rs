//! What a client asks of readings.

#[macro_export]
macro_rules! readings_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            readings {
                /// What changed after the batch `after`, as soon as there is something; asking says that `after` is there. 0: the page begins.
                /// One question at a time: a newer one answers an older one empty.
                see call next_events(after: u32) -> EventBatch;
                /// The bindings in view. Their newest readings are events at once, then what changes.
                see call watch(bindings: Vec<BindingKey>) -> ();
                /// A hidden page gets no events.
                see call set_visible(visible: bool) -> ();
                /// Puts a tile to work again whose template took too long or made too much.
                act call switch_on(tile: TileId) -> ();
                /// The tile editor's live preview: its bindings as typed, readable as the tile that the session names; none ends it.
                change call set_preview(draft: Option<TileDraft>) -> Vec<Problem>;
            }
            $($with)*
        }
    };
}
