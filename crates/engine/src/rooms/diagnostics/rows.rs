//! What a client asks of diagnostics.

#[macro_export]
macro_rules! diagnostics_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            diagnostics {
                /// How the app fares now. Nothing in it names a broker's host, a topic or a person.
                see call diagnostics() -> Diagnostics;
            }
            $($with)*
        }
    };
}
