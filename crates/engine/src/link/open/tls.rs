//! TLS over a connected socket.

use std::sync::Arc;

use rustls::{
    ClientConfig,
    crypto::ring::default_provider,
    pki_types::{PrivateKeyDer, ServerName, pem::PemObject as _},
    sign::CertifiedKey,
};
use tilework_core::{
    broker::SecretKind, certificate::TlsSummary, connection::Trouble, secret::Secret,
};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::{
    certificate::{from_pem, summary},
    own::{OwnCertificate, certified},
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
    let own = from_pem(&tls.authorities);
    let only_these = tls.only_these && !(own.is_empty() && tls.pinned.is_empty());
    let roots = if only_these {
        roots::only(&own)
    } else {
        Some(roots::with(&own).await)
    };
    let provider = Arc::new(default_provider());
    let pinned = tls.pinned.clone();
    let verifier = Arc::new(Verifier::new(roots, Arc::clone(&provider), pinned)?);
    let own = Arc::new(OwnCertificate::new(identity(settings)?));
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| trouble::tls(&error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::<Verifier>::clone(&verifier))
        .with_client_cert_resolver(Arc::<OwnCertificate>::clone(&own));
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
        let said = trouble::connecting(&error);
        match verifier.trouble() {
            Some(trouble) => trouble,
            // TLS 1.2 has no word of its own for a missing certificate (RFC 5246 §7.4.6), and asks only when the rest is agreed.
            None if said == Trouble::TlsVersion && own.was_asked_for() => {
                Trouble::ClientCertificate
            }
            None => said,
        }
    })?;
    let summary = summed_up(&stream, &verifier)?;
    Ok((stream, summary))
}

fn identity(settings: &LinkSettings) -> Result<Option<CertifiedKey>, Trouble> {
    let Some(certificate) = &settings.broker.certificate else {
        return Ok(None);
    };
    let key = private_key(settings.secrets.get(&SecretKind::PrivateKey))?;
    let certified = certified(from_pem(certificate), key);
    certified.map(Some).map_err(|_| Trouble::ClientCertificate)
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
