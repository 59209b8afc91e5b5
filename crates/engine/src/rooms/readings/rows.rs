//! What a client asks of readings.

#[macro_export]
macro_rules! readings_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            readings {
                /// The window's one channel: readings in view, connections, commands.
                see stream open_feed() of [FeedBatch] -> FeedId;
                /// The UI has shown this batch; the next may come.
                see call acknowledge(feed: FeedId, batch: u32) -> ();
                /// The bindings in view. Their newest readings come at once, then what changes.
                see call watch(feed: FeedId, bindings: Vec<BindingKey>) -> ();
                /// A hidden window gets nothing.
                see call set_visible(feed: FeedId, visible: bool) -> ();
                /// The tile editor's live preview: its bindings as typed, readable as tile `preview`; none ends it.
                change call set_preview(feed: FeedId, draft: Option<TileDraft>) -> Vec<Problem>;
            }
            $($with)*
        }
    };
}
