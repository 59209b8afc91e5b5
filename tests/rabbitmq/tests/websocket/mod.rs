//! The least of WebSocket and MQTT by hand: whether a broker takes a login over WebSocket.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The return code of CONNACK, 3.1.1.
pub async fn log_in(port: u16, path: &str, user: &str, password: &str) -> u8 {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = vec![];
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    assert!(head.starts_with("http/1.1 101"), "{head}");
    assert!(head.contains("sec-websocket-protocol: mqtt\r\n"), "{head}");

    stream
        .write_all(&frame(&connect(user, password)))
        .await
        .unwrap();
    // A packet may come in several frames (aedes sends it almost byte by byte); none of them is masked, none longer than 125 bytes.
    let mut packet = vec![];
    while packet.len() < 4 {
        assert_eq!(stream.read_u8().await.unwrap(), 0x82, "a binary frame");
        let mut payload = vec![0; usize::from(stream.read_u8().await.unwrap())];
        stream.read_exact(&mut payload).await.unwrap();
        packet.extend(payload);
    }
    assert_eq!(packet[..3], [0x20, 2, 0], "CONNACK, no session");
    packet[3]
}

fn text(text: &str) -> Vec<u8> {
    let mut bytes = u16::try_from(text.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(text.bytes());
    bytes
}

/// Clean session, user and password, keep-alive 60 s.
fn connect(user: &str, password: &str) -> Vec<u8> {
    let mut body = text("MQTT");
    body.extend([4, 0b1100_0010, 0, 60]);
    body.extend([text("over-websocket"), text(user), text(password)].concat());
    let mut packet = vec![0x10, u8::try_from(body.len()).unwrap()];
    packet.extend(body);
    packet
}

/// One binary frame, masked with zeros, which change nothing.
fn frame(payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![
        0x82,
        0x80 | u8::try_from(payload.len()).unwrap(),
        0,
        0,
        0,
        0,
    ];
    frame.extend(payload);
    frame
}
