//! TLS over a connected socket.

use std::sync::Arc;

use rustls::{
    ClientConfig,
    crypto::ring::default_provider,
    pki_types::{PrivateKeyDer, ServerName, pem::PemObject as _},
};
use tilework_core::{
    broker::SecretKind, certificate::TlsSummary, connection::Trouble, secret::Secret,
};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::{
    certificate::{from_pem, summary},
    roots,
    verifier::Verifier,
};
use crate::link::{LinkSettings, trouble};

/// # Errors
/// What TLS or the verifier says.
pub async fn encrypt(
    tcp: TcpStream,
    settings: &LinkSettings,
) -> Result<(TlsStream<TcpStream>, TlsSummary), Trouble> {
    let tls = &settings.broker.tls;
    let roots = roots::with(&from_pem(&tls.authorities)).await;
    let provider = Arc::new(default_provider());
    let pinned = tls.pinned.clone();
    let verifier = Arc::new(Verifier::new(roots, Arc::clone(&provider), pinned)?);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| trouble::tls(&error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::<Verifier>::clone(&verifier));
    let mut config = match &settings.broker.certificate {
        None => config.with_no_client_auth(),
        Some(certificate) => {
            let key = private_key(settings.secrets.get(&SecretKind::PrivateKey))?;
            config
                .with_client_auth_cert(from_pem(certificate), key)
                .map_err(|_| Trouble::ClientCertificate)?
        }
    };
    config.alpn_protocols = tls
        .alpn
        .iter()
        .map(|name| name.as_bytes().to_vec())
        .collect();
    let host = if tls.server_name.is_empty() {
        &settings.endpoint.host
    } else {
        &tls.server_name
    };
    let name = ServerName::try_from(host.clone()).map_err(|_| Trouble::HostNotFound)?;
    let connector = TlsConnector::from(Arc::new(config));
    let stream = connector.connect(name, tcp).await.map_err(|error| {
        verifier
            .trouble()
            .unwrap_or_else(|| trouble::connecting(&error))
    })?;
    let summary = summed_up(&stream, &verifier)?;
    Ok((stream, summary))
}

fn private_key(secret: Option<&Secret>) -> Result<PrivateKeyDer<'static>, Trouble> {
    let missing = Trouble::SecretMissing {
        secret: SecretKind::PrivateKey,
    };
    let pem = secret.ok_or_else(|| missing.clone())?;
    PrivateKeyDer::from_pem_slice(pem.expose().as_bytes()).map_err(|_| missing)
}

fn summed_up(stream: &TlsStream<TcpStream>, verifier: &Verifier) -> Result<TlsSummary, Trouble> {
    let (_, connection) = stream.get_ref();
    let version = match connection.protocol_version() {
        Some(rustls::ProtocolVersion::TLSv1_3) => "1.3",
        _ => "1.2",
    };
    let cipher = connection
        .negotiated_cipher_suite()
        .map(|suite| format!("{:?}", suite.suite()));
    let seen = verifier.seen();
    let certificate = summary(&seen.certificate).ok_or(Trouble::Certificate {
        problem: tilework_core::certificate::CertificateProblem::Invalid,
        certificate: None,
    })?;
    Ok(TlsSummary {
        version: version.to_owned(),
        cipher: cipher.unwrap_or_default(),
        certificate,
        pinned: seen.pinned,
    })
}
