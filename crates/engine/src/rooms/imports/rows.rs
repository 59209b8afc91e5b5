//! What a client brings.

#[macro_export]
macro_rules! imports_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            imports {
                /// Takes one piece of a table into the series of a binding.
                change call import_samples(piece: ImportPiece) -> Imported;
            }
            $($with)*
        }
    };
}
