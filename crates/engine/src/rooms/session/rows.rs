//! What a client asks of the app as a whole.

#[macro_export]
macro_rules! session_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            session {
                /// Everything the UI needs at its start.
                see call session() -> Session;
                /// Saves theme and last dashboard.
                see call save_preferences(preferences: Preferences) -> ();
                /// Puts the tiles to work after a careful start, of which a notice tells.
                change call start_tiles() -> ();
            }
            $($with)*
        }
    };
}
