//! What a test says about the broker it wants.

use std::fmt;

/// What the broker demands.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// `None`: anybody may come in. Demanded by the main listener and by all of `extra`.
    pub login: Option<(String, String)>,
    /// Lines of an ACL file (mosquitto.conf(5), `acl_file`).
    pub acl: Option<String>,
    /// More lines for mosquitto.conf; those about a listener are about the main one.
    pub conf: String,
    /// Of the main listener, as `websockets`.
    pub tls: Option<Tls>,
    /// MQTT over WebSocket instead of TCP; any path will do, the sub-protocol is `mqtt`.
    pub websockets: bool,
    /// More listeners, see [`Mosquitto::port_of`](crate::Mosquitto::port_of).
    pub extra: Vec<Listener>,
    /// What is retained, and sessions with what is queued for them, survive [`shut_down`](crate::Mosquitto::shut_down). Without it they
    /// live as long as the process.
    pub keep: bool,
    /// Messages kept for one client that is away; 0: no limit.
    pub max_queued: u32,
}

/// A way in.
#[derive(Debug, Clone, Default)]
pub struct Listener {
    pub tls: Option<Tls>,
    pub websockets: bool,
}

/// Encrypted, with a certificate.
#[derive(Clone, Default)]
pub struct Tls {
    /// PEM: the certificate first, then those between it and the root.
    pub chain: String,
    /// PEM.
    pub key: String,
    /// PEM: the authority that signs the certificates of clients.
    pub client_authority: Option<String>,
    /// Nobody comes in without a certificate of `client_authority`.
    pub require_certificate: bool,
    /// The only one it speaks; `None`: 1.2 and 1.3. All listeners of a broker must agree: it is said to the process.
    pub version: Option<TlsVersion>,
    /// The common name of the client's certificate is its user name, for the ACL.
    pub use_identity_as_username: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsVersion {
    V1_2,
    V1_3,
}

impl Tls {
    #[must_use]
    pub fn new(chain: &str, key: &str) -> Self {
        Self {
            chain: chain.to_owned(),
            key: key.to_owned(),
            ..Self::default()
        }
    }

    /// Mutual TLS: clients must show a certificate of this authority.
    #[must_use]
    pub fn requiring(self, client_authority: &str) -> Self {
        Self {
            client_authority: Some(client_authority.to_owned()),
            require_certificate: true,
            ..self
        }
    }

    #[must_use]
    pub fn only(self, version: TlsVersion) -> Self {
        Self {
            version: Some(version),
            ..self
        }
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls")
            .field("require_certificate", &self.require_certificate)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl Options {
    /// The main one first.
    pub(crate) fn listeners(&self) -> Vec<Listener> {
        let main = Listener {
            tls: self.tls.clone(),
            websockets: self.websockets,
        };
        let extra = self.extra.iter().cloned();
        std::iter::once(main).chain(extra).collect()
    }

    /// Whether mosquitto_pub and mosquitto_sub come in through the main listener: Debian's cannot speak WebSocket, and over TLS they would
    /// need what the test gives to its clients only.
    pub(crate) fn is_plain(&self) -> bool {
        self.tls.is_none() && !self.websockets
    }

    /// What all listeners speak.
    pub(crate) fn tls_version(&self) -> Option<TlsVersion> {
        let listeners = self.listeners();
        let mut versions = listeners
            .iter()
            .filter_map(|listener| Some(listener.tls.as_ref()?.version));
        let first = versions.next()?;
        assert!(
            versions.all(|version| version == first),
            "one Mosquitto speaks one choice of TLS versions"
        );
        first
    }
}
