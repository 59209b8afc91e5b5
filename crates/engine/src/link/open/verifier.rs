//! Who the broker is: by the authorities, or by a fingerprint that a person pinned.

use std::sync::Arc;

use parking_lot::Mutex;
use rustls::{
    CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{
        CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
        verify_tls13_signature_with_raw_key,
    },
    pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer, UnixTime},
};
use tilework_core::{certificate::CertificateProblem, connection::Trouble};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::certificate::{fingerprint, summary};

/// Verifies as everybody does, and remembers what it saw. A pinned certificate is trusted whatever its name, dates and issuer; that the
/// other side holds its key is verified all the same.
#[derive(Debug)]
pub struct Verifier {
    /// `None`: nobody vouches for anything; what is pinned is trusted.
    authorities: Option<Arc<WebPkiServerVerifier>>,
    algorithms: WebPkiSupportedAlgorithms,
    pinned: Vec<String>,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default, Clone)]
pub struct Seen {
    pub certificate: Vec<u8>,
    pub pinned: bool,
    /// Why it is not trusted.
    problem: Option<CertificateProblem>,
}

impl Verifier {
    /// # Errors
    /// There are roots, and no authority among them.
    pub fn new(
        roots: Option<Arc<RootCertStore>>,
        provider: Arc<CryptoProvider>,
        pinned: Vec<String>,
    ) -> Result<Self, Trouble> {
        let algorithms = provider.signature_verification_algorithms;
        let vouching = |roots| WebPkiServerVerifier::builder_with_provider(roots, provider).build();
        let authorities = roots.map(vouching).transpose();
        let authorities = authorities.map_err(|error| Trouble::Other {
            message: error.to_string(),
        })?;
        Ok(Self {
            authorities,
            algorithms,
            pinned,
            seen: Mutex::default(),
        })
    }

    fn see(&self, seen: Seen) {
        *self.seen.lock() = seen;
    }

    pub fn seen(&self) -> Seen {
        self.seen.lock().clone()
    }

    /// What was wrong with the certificate, if that was it.
    pub fn trouble(&self) -> Option<Trouble> {
        let seen = self.seen();
        seen.problem.map(|problem| Trouble::Certificate {
            problem,
            certificate: summary(&seen.certificate),
        })
    }
}

/// Not what its own authority took back, and not what cannot be read.
fn may_be_pinned(problem: CertificateProblem) -> bool {
    !matches!(
        problem,
        CertificateProblem::Revoked | CertificateProblem::Invalid
    )
}

fn problem(error: &Error) -> CertificateProblem {
    use CertificateProblem as Problem;
    let Error::InvalidCertificate(error) = error else {
        return Problem::Invalid;
    };
    match error {
        CertificateError::UnknownIssuer => Problem::UnknownIssuer,
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Problem::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            Problem::NotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Problem::WrongName
        }
        CertificateError::Revoked => Problem::Revoked,
        CertificateError::BadEncoding => Problem::Invalid,
        // A wrong signature most often is the one of an authority that was made anew under its old name. A self-signed authority used as
        // the broker's own certificate is another of the others: nobody vouches for it.
        _ => Problem::UnknownIssuer,
    }
}

/// For the key of a pinned certificate: rustls reads none of X.509 version 1, which openssl makes by default up to 3.1.
fn readable<'a>(certificate: &'a CertificateDer<'_>) -> Result<X509Certificate<'a>, Error> {
    let read = X509Certificate::from_der(certificate);
    read.map(|(_, certificate)| certificate)
        .map_err(|_| CertificateError::BadEncoding.into())
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = match &self.authorities {
            Some(authorities) => authorities.verify_server_cert(
                end_entity,
                intermediates,
                server_name,
                ocsp_response,
                now,
            ),
            None => Err(CertificateError::UnknownIssuer.into()),
        };
        let error = verified.as_ref().err();
        let pinned = error.is_some_and(|error| may_be_pinned(problem(error)))
            && self.pinned.contains(&fingerprint(end_entity));
        self.see(Seen {
            certificate: end_entity.to_vec(),
            pinned,
            problem: error.filter(|_| !pinned).map(problem),
        });
        if pinned {
            return Ok(ServerCertVerified::assertion());
        }
        verified
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        if !self.seen().pinned {
            return verify_tls12_signature(message, cert, dss, &self.algorithms);
        }
        let certificate = readable(cert)?;
        let key = &certificate.public_key().subject_public_key.data;
        let mut of_scheme = self.algorithms.mapping.iter();
        let of_scheme = of_scheme.find(|(scheme, _)| *scheme == dss.scheme);
        // An algorithm that is not the key's cannot read the key.
        let valid = of_scheme.is_some_and(|(_, algorithms)| {
            algorithms
                .iter()
                .any(|it| it.verify_signature(key, message, dss.signature()).is_ok())
        });
        if valid {
            Ok(HandshakeSignatureValid::assertion())
        } else {
            Err(CertificateError::BadSignature.into())
        }
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        if !self.seen().pinned {
            return verify_tls13_signature(message, cert, dss, &self.algorithms);
        }
        let certificate = readable(cert)?;
        let key = SubjectPublicKeyInfoDer::from(certificate.public_key().raw);
        verify_tls13_signature_with_raw_key(message, &key, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
