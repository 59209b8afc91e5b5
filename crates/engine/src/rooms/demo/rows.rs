//! What a client asks of the demo.

#[macro_export]
macro_rules! demo_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            demo {
                /// Starts the demo broker and its devices, and makes its dashboard if there is none.
                own call start_demo() -> Session;
                /// Stops the demo and deletes its broker and dashboard.
                own call remove_demo() -> Session;
            }
            $($with)*
        }
    };
}
