//! A web host in a fresh folder, and requests written by hand: what a browser would never send, too.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{fs, sync::Arc, time::Duration};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tempfile::TempDir;
use tilework_engine::{Engine, Ports};
use tilework_host::{DemoInProcess, Memory, PreferenceFile, SaveFolder};
use tilework_web::{Files, Web};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, protocol::Role},
};

const PATIENCE: Duration = Duration::from_secs(30);

pub type Headers = Vec<(String, String)>;

pub struct Rig {
    pub web: Web,
    pub engine: Engine,
    _folder: TempDir,
}

impl Rig {
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (ui, data) = (folder.path().join("ui"), folder.path().join("data"));
        fs::create_dir_all(ui.join("assets")).unwrap();
        fs::create_dir_all(&data).unwrap();
        fs::write(ui.join("index.html"), "only for the invited").unwrap();
        fs::write(ui.join("assets/index.js"), "only for the invited").unwrap();
        let ports = Ports {
            secrets: Arc::new(Memory::default()),
            preferences: Arc::new(PreferenceFile::in_folder(&data)),
            demo: Arc::new(DemoInProcess::default()),
            whereabouts: Arc::new(tilework_host::Gateway),
            save_place: Arc::new(SaveFolder(data.join("exports"))),
        };
        let engine = Engine::open(&data, ports).await.unwrap();
        let files = Files::read(&ui).unwrap();
        let web = Web::start(engine.clone(), files, 0).await.unwrap();
        Self {
            web,
            engine,
            _folder: folder,
        }
    }

    /// The last part of an address that lets a browser in.
    pub fn invitation(&self) -> String {
        let address = self.web.invite();
        let start = format!("http://127.0.0.1:{}/enter/", self.web.port());
        address.expose().strip_prefix(&start).unwrap().to_owned()
    }

    /// A page in a browser of its own.
    pub async fn page(&self) -> Page {
        let browser = Browser::enter(self, &self.invitation()).await.unwrap();
        self.page_in(&browser).await.unwrap()
    }

    /// None if it is refused.
    pub async fn page_in(&self, browser: &Browser) -> Option<Page> {
        let (answer, stream) = open(self, "/socket", &browser.socket()).await;
        if answer.status != 101 {
            return None;
        }
        let socket = WebSocketStream::from_raw_socket(stream, Role::Client, None).await;
        Some(Page { socket, asked: 0 })
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.text.split("\r\n\r\n").next()?;
        head.lines().find_map(|line| {
            let (it, value) = line.split_once(": ")?;
            it.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    }
}

pub async fn get(rig: &Rig, path: &str) -> Answer {
    get_with(rig, path, &[]).await
}

pub async fn get_with(rig: &Rig, path: &str, headers: &[(String, String)]) -> Answer {
    let closing = [("connection".to_owned(), "close".to_owned())];
    let (mut answer, mut stream) = open(rig, path, &[headers, &closing].concat()).await;
    let mut rest = vec![];
    timeout(PATIENCE, stream.read_to_end(&mut rest))
        .await
        .unwrap()
        .unwrap();
    answer.text.push_str(&String::from_utf8_lossy(&rest));
    answer
}

pub async fn handshake(rig: &Rig, headers: &[(String, String)]) -> Answer {
    open(rig, "/socket", headers).await.0
}

/// Sends one request, and reads the head of its answer.
async fn open(rig: &Rig, path: &str, headers: &[(String, String)]) -> (Answer, TcpStream) {
    let port = rig.web.port();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let mut request = format!("GET {path} HTTP/1.1\r\n");
    if !headers.iter().any(|(name, _)| name == "host") {
        request.push_str(&format!("host: 127.0.0.1:{port}\r\n"));
    }
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = vec![];
    while !head.ends_with(b"\r\n\r\n") {
        let byte = timeout(PATIENCE, stream.read_u8()).await.unwrap();
        head.push(byte.expect("an answer's head"));
    }
    let text = String::from_utf8(head).unwrap();
    let status = text.split(' ').nth(1).unwrap().parse().unwrap();
    (Answer { status, text }, stream)
}

/// What a browser holds that was let in.
#[derive(Debug, Clone)]
pub struct Browser {
    pub port: u16,
    pub cookie: String,
    pub key: String,
}

impl Browser {
    /// None if it is refused.
    pub async fn enter(rig: &Rig, invitation: &str) -> Option<Self> {
        let answer = get(rig, &format!("/enter/{invitation}")).await;
        if answer.status != 303 {
            return None;
        }
        let cookie = answer.header("set-cookie").unwrap();
        let cookie = cookie.split_once('=').unwrap().1;
        let location = answer.header("location").unwrap();
        Some(Self {
            port: rig.web.port(),
            cookie: cookie.split(';').next().unwrap().to_owned(),
            key: location.strip_prefix("/#key=").unwrap().to_owned(),
        })
    }

    /// With which it gets the UI's files.
    pub fn headers(&self) -> Headers {
        let cookie = format!("other=1; tilework-{}={}", self.port, self.cookie);
        vec![("cookie".to_owned(), cookie)]
    }

    /// With which its page opens the socket.
    pub fn socket(&self) -> Headers {
        self.socket_of(&format!("http://127.0.0.1:{}", self.port))
    }

    /// The same from a page of `origin`.
    pub fn socket_of(&self, origin: &str) -> Headers {
        let of_socket = [
            ("origin", origin),
            ("connection", "keep-alive, Upgrade"),
            ("upgrade", "websocket"),
            ("sec-websocket-version", "13"),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
            (
                "sec-websocket-protocol",
                &format!("tilework, key.{}", self.key),
            ),
        ];
        let of_socket = of_socket.map(|(name, value)| (name.to_owned(), value.to_owned()));
        [self.headers(), of_socket.to_vec()].concat()
    }
}

/// A page that has its socket.
pub struct Page {
    socket: WebSocketStream<TcpStream>,
    asked: u32,
}

impl Page {
    /// Sends a request; its id.
    pub async fn send(&mut self, request: &str, args: Value) -> u32 {
        self.asked += 1;
        let asked = json!({ "id": self.asked, "request": request, "args": args });
        self.socket
            .send(Message::text(asked.to_string()))
            .await
            .unwrap();
        self.asked
    }

    /// The next message of the engine.
    pub async fn hear(&mut self) -> Value {
        match self.next().await {
            Some(Message::Text(text)) => serde_json::from_str(&text).unwrap(),
            other => panic!("no message but {other:?}"),
        }
    }

    /// The answer to the only request that is open, and the items before it.
    pub async fn ask(&mut self, request: &str, args: Value) -> (Vec<Value>, Value) {
        let id = self.send(request, args).await;
        let mut items = vec![];
        loop {
            let mut heard = self.hear().await;
            if heard.get("end").is_some() {
                continue;
            }
            assert_eq!(heard["id"], id);
            match heard.get_mut("item") {
                Some(item) => items.push(item.take()),
                None => return (items, heard),
            }
        }
    }

    /// Anything at all.
    pub async fn say(&mut self, message: Message) {
        // The other side may be gone before it is all said.
        let _ = self.socket.send(message).await;
    }

    /// Waits until the other side is gone.
    pub async fn until_closed(mut self) {
        while self.next().await.is_some() {}
    }

    async fn next(&mut self) -> Option<Message> {
        let next = timeout(PATIENCE, self.socket.next())
            .await
            .expect("a message");
        next.and_then(Result::ok)
            .filter(|message| !message.is_close())
    }
}
