//! Listeners with WebSocket, plain and over TLS.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod parties;

use parties::{Files, PATIENCE, s_client};
use tilework_certificates::{Authority, Leaf};
use tilework_mosquitto::{Mosquitto, Options, Tls, TlsVersion};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, join},
    net::TcpStream,
};

/// The example of RFC 6455, section 1.3.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// Shakes hands and says CONNECT; the broker's answer: head, frame and CONNACK.
async fn connect(mut line: impl AsyncRead + AsyncWrite + Unpin) -> (String, Vec<u8>) {
    let request = format!(
        "GET /any/path HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"
    );
    line.write_all(request.as_bytes()).await.unwrap();
    let mut head = vec![];
    while !head.ends_with(b"\r\n\r\n") {
        head.push(line.read_u8().await.unwrap());
    }
    // MQTT 3.1.1, clean session, client id "ws"; binary, final, with a mask of zeros.
    let packet = [
        0x10, 14, 0, 4, b'M', b'Q', b'T', b'T', 4, 2, 0, 60, 0, 2, b'w', b's',
    ];
    line.write_all(&[0x82, 0x80 | 16, 0, 0, 0, 0])
        .await
        .unwrap();
    line.write_all(&packet).await.unwrap();
    line.flush().await.unwrap();
    let mut answer = vec![0; 6];
    let read = tokio::time::timeout(PATIENCE, line.read_exact(&mut answer)).await;
    read.expect("in time").unwrap();
    (String::from_utf8(head).unwrap(), answer)
}

fn assert_connected((head, answer): (String, Vec<u8>)) {
    assert!(head.starts_with("HTTP/1.1 101"), "{head}");
    assert!(head.contains(ACCEPT), "{head}");
    assert!(
        head.to_lowercase().contains("sec-websocket-protocol: mqtt"),
        "{head}"
    );
    assert_eq!(answer, [0x82, 4, 0x20, 2, 0, 0]);
}

#[tokio::test]
async fn mqtt_is_spoken_over_websocket_and_the_plain_helpers_work() {
    let broker = Mosquitto::start(Options {
        websockets: true,
        ..Options::default()
    })
    .await;
    let line = TcpStream::connect(("127.0.0.1", broker.port()))
        .await
        .unwrap();
    assert_connected(connect(line).await);
    let mut subscriber = broker.subscribe("farm/#").await;
    broker.publish("farm/gate", b"open", false).await;
    assert_eq!(
        subscriber.next().await,
        ("farm/gate".to_owned(), "open".to_owned())
    );
}

#[tokio::test]
async fn it_listens_on_the_loopback_address_only() {
    let broker = Mosquitto::start(Options {
        websockets: true,
        ..Options::default()
    })
    .await;
    let elsewhere = TcpStream::connect(("127.0.0.2", broker.port())).await;
    assert_eq!(
        elsewhere.unwrap_err().kind(),
        std::io::ErrorKind::ConnectionRefused
    );
}

#[tokio::test]
async fn over_tls_it_is_secure_websocket() {
    let farm = Authority::new("Farm CA");
    let server = farm.issue(Leaf::server());
    for version in [None, Some(TlsVersion::V1_2), Some(TlsVersion::V1_3)] {
        let broker = Mosquitto::start(Options {
            tls: Some(Tls {
                version,
                ..Tls::new(&server.chain, &server.key_pem)
            }),
            websockets: true,
            ..Options::default()
        })
        .await;
        let files = Files::new();
        let authority = files.file("authority", &farm.pem());
        let mut line = s_client(broker.port(), &authority, &[]);
        let (read, write) = (line.stdout.take().unwrap(), line.stdin.take().unwrap());
        assert_connected(connect(join(read, write)).await);
        let mut met = vec![];
        for wanted in ["-tls1_2", "-tls1_3"] {
            let shaken = parties::handshake(broker.port(), &[wanted]).await;
            met.push(shaken.status.success());
        }
        let expected = [TlsVersion::V1_2, TlsVersion::V1_3]
            .map(|wanted| version.is_none_or(|version| version == wanted));
        assert_eq!(met, expected, "{version:?}");
    }
}

#[tokio::test]
async fn secure_websocket_can_demand_a_certificate() {
    let farm = Authority::new("Farm CA");
    let server = farm.issue(Leaf::server());
    let broker = Mosquitto::start(Options {
        tls: Some(Tls::new(&server.chain, &server.key_pem).requiring(&farm.pem())),
        websockets: true,
        ..Options::default()
    })
    .await;
    let files = Files::new();
    let authority = files.file("authority", &farm.pem());
    let tractor = farm.issue(Leaf::client("tractor-7"));
    let chain = files.file("chain", &tractor.chain);
    let key = files.file("key", &tractor.key_pem);
    let own = [
        "-cert",
        chain.to_str().unwrap(),
        "-key",
        key.to_str().unwrap(),
    ];

    let mut line = s_client(broker.port(), &authority, &own);
    let (read, write) = (line.stdout.take().unwrap(), line.stdin.take().unwrap());
    assert_connected(connect(join(read, write)).await);

    let mut stranger = s_client(broker.port(), &authority, &["-tls1_2"]);
    let ended = tokio::time::timeout(PATIENCE, stranger.wait()).await;
    assert!(!ended.expect("in time").unwrap().success());
}
