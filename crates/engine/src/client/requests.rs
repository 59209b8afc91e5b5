//! The rows of the table of requests, each asked for its right and answered by its room.

use super::Client;
use crate::{
    api::*,
    error::Answer,
    tasks::{self, Task},
    who::Right,
};

/// A room that panics costs the one request: it is answered, so that nothing on a screen waits for ever.
async fn contained<T>(answer: impl Future<Output = Answer<T>>) -> Answer<T> {
    let answered = tasks::contained(Task::Request, answer).await;
    answered.unwrap_or_else(|panicked| Err(AppError::internal(panicked)))
}

macro_rules! right {
    (see) => {
        Right::See
    };
    (act) => {
        Right::Act
    };
    (change) => {
        Right::Change
    };
    (own) => {
        Right::Own
    };
}

macro_rules! answer_requests {
    ($($room:ident { $($(#[$doc:meta])* $who:ident $kind:ident $name:ident ($($arg:ident: $ty:ty),*) $(of [$item:ty])? $(-> $result:ty)?;)* })*) => {
        impl Requests for Client {
            $($(answer! { $room $who $kind $name ($($arg: $ty),*) $(of [$item])? $(-> $result)? })*)*
        }
    };
}

macro_rules! answer {
    ($room:ident $who:ident call $name:ident ($($arg:ident: $ty:ty),*) -> $result:ty) => {
        async fn $name(&self, $($arg: $ty),*) -> Result<$result, AppError> {
            self.may(right!($who))?;
            contained(self.rooms.$room.$name(&self.asker, $($arg),*)).await
        }
    };
    ($room:ident $who:ident bytes $name:ident ($($arg:ident: $ty:ty),*)) => {
        async fn $name(&self, $($arg: $ty),*) -> Result<Vec<u8>, AppError> {
            self.may(right!($who))?;
            contained(self.rooms.$room.$name(&self.asker, $($arg),*)).await
        }
    };
    ($room:ident $who:ident stream $name:ident ($($arg:ident: $ty:ty),*) of [$item:ty] -> $result:ty) => {
        async fn $name(&self, sink: Sink<$item>, $($arg: $ty),*) -> Result<$result, AppError> {
            self.may(right!($who))?;
            contained(self.rooms.$room.$name(&self.asker, sink, $($arg),*)).await
        }
    };
}

crate::with_requests!(answer_requests);
