//! Application protocols (RFC 7301): AWS IoT Core takes MQTT on the port of the web only under its own name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use std::sync::Arc;

use common::*;
use rustls::{
    ServerConfig,
    crypto::ring::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use tilework_certificates::{Authority, Leaf};
use tilework_core::{
    broker::{BrokerDraft, Transport},
    connection::Trouble,
};
use tilework_engine::api::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;

const AMAZONS: &str = "x-amzn-mqtt-ca";

/// A server that knows only Amazon's protocol, and refuses every client that comes so far: not authorised.
async fn server(authority: &Authority, version: &'static rustls::SupportedProtocolVersion) -> u16 {
    let certificate = authority.issue(Leaf::server());
    let chain = vec![CertificateDer::from(certificate.der)];
    let key = PrivateKeyDer::from_pem_slice(certificate.key_pem.as_bytes()).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    config.alpn_protocols = vec![AMAZONS.into()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(socket).await else {
                continue;
            };
            let spoken = stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec);
            let mut connect = [0; 256];
            if spoken.as_deref() == Some(AMAZONS.as_bytes())
                && stream.read(&mut connect).await.is_ok_and(|read| read > 0)
            {
                let _ = stream.write_all(&[0x20, 2, 0, 5]).await;
            }
            let _ = stream.shutdown().await;
        }
    });
    port
}

fn form(port: u16, authority: &Authority, alpn: &[&str]) -> BrokerDraft {
    let mut form = way_in(port, Transport::Tls, &authority.pem());
    form.tls.alpn = alpn.iter().map(|&name| name.to_owned()).collect();
    form
}

#[tokio::test]
async fn with_the_right_name_it_comes_to_mqtt_and_with_a_wrong_one_it_says_so() {
    let amazon = Authority::new("Amazon CA");
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let port = server(&amazon, version).await;
        let mut app = App::start().await;
        for (alpn, right) in [
            (&[AMAZONS][..], true),
            (&["mqtt", AMAZONS], true),
            (&["mqtt"], false),
        ] {
            let report = try_form(&app.engine, form(port, &amazon, alpn), untouched()).await;
            let (step, trouble) = verdict(&report);
            if right {
                assert_eq!(step, StepName::Authenticate, "{report:?}");
                assert!(matches!(trouble, Some(Trouble::Refused { .. })));
            } else {
                assert_eq!((step, trouble), (StepName::Encrypt, Some(Trouble::Alpn)));
            }
        }
        let id = app.save(form(port, &amazon, &["mqtt"]), untouched()).await;
        assert_eq!(app.stopped(&id).await, Trouble::Alpn);
    }
}
