//! The authorities that vouch for a broker: its own, and those that this device trusts.

use std::sync::{Arc, OnceLock};

use rustls::{RootCertStore, pki_types::CertificateDer};

use crate::tasks::{self, Task};

/// Read once: the files do not change while the app runs, and reading them takes a while.
static DEVICE: OnceLock<Arc<RootCertStore>> = OnceLock::new();

/// These and no others: `None` where there are none, because then nobody vouches for anything.
pub fn only(own: &[CertificateDer<'static>]) -> Option<Arc<RootCertStore>> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(own.iter().cloned());
    (!roots.is_empty()).then(|| Arc::new(roots))
}

/// The device's authorities and these. Where the device shows none (Android, a bare container), Mozilla's list stands in.
pub async fn with(own: &[CertificateDer<'static>]) -> Arc<RootCertStore> {
    let device = match DEVICE.get() {
        Some(device) => Arc::clone(device),
        None => tasks::blocking(Task::Link, || Arc::clone(DEVICE.get_or_init(read)))
            .await
            .unwrap_or_else(|_| Arc::new(RootCertStore::empty())),
    };
    if own.is_empty() {
        return device;
    }
    let mut roots = (*device).clone();
    roots.add_parsable_certificates(own.iter().cloned());
    Arc::new(roots)
}

fn read() -> Arc<RootCertStore> {
    let mut roots = RootCertStore::empty();
    if cfg!(not(any(target_os = "android", target_os = "ios"))) {
        let found = rustls_native_certs::load_native_certs();
        for error in &found.errors {
            tracing::warn!(%error, "some authorities of this device cannot be read");
        }
        roots.add_parsable_certificates(found.certs);
    }
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    Arc::new(roots)
}

#[cfg(test)]
mod tests {
    use tilework_certificates::Authority;

    use super::*;
    use crate::link::open::certificate::from_pem;

    #[tokio::test]
    async fn only_ones_own_are_without_those_of_the_device() {
        let own = from_pem(&Authority::new("Farm CA").pem());
        assert!(with(&own).await.len() > 1, "the device trusts somebody");
        assert_eq!(only(&own).map(|roots| roots.len()), Some(1));
        assert!(only(&[]).is_none());
    }
}
