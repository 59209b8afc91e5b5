//! The trait of the table of requests.

use std::future::Future;

use super::*;

macro_rules! define_trait {
    ($($room:ident { $($(#[$doc:meta])* $who:ident $kind:ident $name:ident ($($arg:ident: $ty:ty),*) $(of [$item:ty])? $(-> $result:ty)?;)* })*) => {
        /// What the engine does for a host, one method for each row of the table of requests.
        pub trait Requests: Send + Sync + 'static {
            $($(define_method! { $(#[$doc])* $kind $name ($($arg: $ty),*) $(of [$item])? $(-> $result)? })*)*
        }
    };
}

macro_rules! define_method {
    ($(#[$doc:meta])* call $name:ident ($($arg:ident: $ty:ty),*) -> $result:ty) => {
        $(#[$doc])*
        fn $name(&self, $($arg: $ty),*) -> impl Future<Output = Result<$result, AppError>> + Send;
    };
    ($(#[$doc:meta])* bytes $name:ident ($($arg:ident: $ty:ty),*)) => {
        $(#[$doc])*
        fn $name(&self, $($arg: $ty),*) -> impl Future<Output = Result<Vec<u8>, AppError>> + Send;
    };
    ($(#[$doc:meta])* stream $name:ident ($($arg:ident: $ty:ty),*) of [$item:ty] -> $result:ty) => {
        $(#[$doc])*
        fn $name(&self, sink: Sink<$item>, $($arg: $ty),*) -> impl Future<Output = Result<$result, AppError>> + Send;
    };
}

crate::with_requests!(define_trait);
