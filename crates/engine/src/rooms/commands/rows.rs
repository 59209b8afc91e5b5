//! What a client has devices told.

#[macro_export]
macro_rules! commands_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            commands {
                /// Sends what the command in `slot` of `tile` makes of `value`. How it goes on comes over the feed.
                act call send_command(tile: TileId, slot: Slot, value: serde_json::Value) -> CommandReport;
            }
            $($with)*
        }
    };
}
