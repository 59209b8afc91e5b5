//! What a client asks of texts that say something of a broker.

#[macro_export]
macro_rules! offers_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            offers {
                /// What a pasted text, an opened link or a scanned code says of a broker. A password in it stays in the engine.
                own call understand(text: Secret) -> Understood;
            }
            $($with)*
        }
    };
}
