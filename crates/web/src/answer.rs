//! The table of requests over a socket: which request is meant, its arguments, and what its answer looks like.
//!
//! Deliberately not here: a second list. Every row of the table becomes an arm of one `match`.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tilework_engine::{Client, api::*, with_requests};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;

/// One thing that a page asks.
#[derive(Deserialize)]
pub struct Asked {
    /// The page's own; its answer has it too.
    pub id: u32,
    pub request: String,
    /// By the names of the table, in camelCase.
    pub args: serde_json::Value,
}

/// The way to the page.
#[derive(Debug, Clone)]
pub struct Out(mpsc::Sender<Message>);

impl Out {
    pub fn new(waiting: mpsc::Sender<Message>) -> Self {
        Self(waiting)
    }

    async fn answer<T: Serialize>(&self, id: u32, result: Result<T, AppError>) {
        let answer = match result {
            Ok(value) => json!({ "id": id, "ok": value }),
            Err(error) => json!({ "id": id, "error": error }),
        };
        // A page that is gone wants no answer.
        let _ = self.0.send(Message::text(answer.to_string())).await;
    }

    async fn bytes(&self, id: u32, bytes: &[u8]) {
        let answer = [&id.to_be_bytes()[..], bytes].concat();
        let _ = self.0.send(Message::binary(answer)).await;
    }

    fn stream(&self, id: u32) -> Stream {
        Stream {
            id,
            out: self.0.clone(),
        }
    }
}

/// The items of one request. Some may go on after its answer; the page hears of the end.
struct Stream {
    id: u32,
    out: mpsc::Sender<Message>,
}

impl Stream {
    /// False when the page is gone, or does not read.
    fn item<T: Serialize>(&self, item: &T) -> bool {
        self.say(&json!({ "id": self.id, "item": item }))
    }

    fn say(&self, told: &Value) -> bool {
        self.out.try_send(Message::text(told.to_string())).is_ok()
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.say(&json!({ "id": self.id, "end": true }));
    }
}

/// An argument by its name in the table. What was sent instead is not repeated: it may be a secret.
fn argument<T: DeserializeOwned>(args: &Value, name: &str) -> Result<T, AppError> {
    let sent = args.get(camel(name)).unwrap_or(&Value::Null);
    T::deserialize(sent).map_err(|_| AppError::Internal {
        message: format!("the argument {name} is missing or not what the table of requests says"),
    })
}

fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let mut camel = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut letters = part.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

macro_rules! define_answer {
    ($($room:ident { $($(#[$doc:meta])* $who:ident $kind:ident $name:ident ($($arg:ident: $ty:ty),*) $(of [$item:ty])? $(-> $result:ty)?;)* })*) => {
        /// Does what was asked and answers it.
        pub async fn answer(client: &Client, asked: Asked, out: &Out) {
            let Asked { id, request, args } = asked;
            match request.as_str() {
                $($(stringify!($name) => {
                    let read = || Ok::<_, AppError>(($(argument::<$ty>(&args, stringify!($arg))?,)*));
                    answer_row! { $kind client id read out $name ($($arg),*) $(of [$item])? }
                })*)*
                _ => {
                    let message = "there is no such request in the table".to_owned();
                    out.answer::<()>(id, Err(AppError::Internal { message })).await;
                }
            }
        }
    };
}

macro_rules! answer_row {
    (call $client:ident $id:ident $read:ident $out:ident $name:ident ($($arg:ident),*)) => {{
        let result = match $read() {
            Ok(($($arg,)*)) => $client.$name($($arg),*).await,
            Err(error) => Err(error),
        };
        $out.answer($id, result).await;
    }};
    (bytes $client:ident $id:ident $read:ident $out:ident $name:ident ($($arg:ident),*)) => {{
        let result = match $read() {
            Ok(($($arg,)*)) => $client.$name($($arg),*).await,
            Err(error) => Err(error),
        };
        match result {
            Ok(bytes) => $out.bytes($id, &bytes).await,
            Err(error) => $out.answer::<()>($id, Err(error)).await,
        }
    }};
    (stream $client:ident $id:ident $read:ident $out:ident $name:ident ($($arg:ident),*) of [$item:ty]) => {{
        let result = match $read() {
            Ok(($($arg,)*)) => {
                let stream = $out.stream($id);
                let sink: Sink<$item> = Box::new(move |item| stream.item(&item));
                $client.$name(sink, $($arg),*).await
            }
            Err(error) => Err(error),
        };
        $out.answer($id, result).await;
    }};
}

with_requests!(define_answer);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_has_the_name_that_the_ui_gives_it() {
        for (table, ui) in [
            ("tile", "tile"),
            ("client_id", "clientId"),
            ("a_b_c", "aBC"),
        ] {
            assert_eq!(camel(table), ui);
        }
    }

    #[tokio::test]
    async fn raw_bytes_come_behind_the_id_of_their_question() {
        let (out, mut waiting) = mpsc::channel(1);
        Out::new(out).bytes(7, b"<svg/>").await;
        let sent = waiting.recv().await.unwrap();
        assert_eq!(&sent.into_data()[..], b"\0\0\0\x07<svg/>");
    }

    #[test]
    fn what_was_sent_instead_of_an_argument_is_not_repeated() {
        let args = json!({ "clientId": "hunter2" });
        let error = argument::<u32>(&args, "client_id").unwrap_err();
        assert!(!format!("{error:?} {error}").contains("hunter2"));
        let nothing = json!({});
        assert_eq!(argument::<Option<u32>>(&nothing, "draft"), Ok(None));
        assert!(argument::<u32>(&nothing, "draft").is_err());
    }
}
