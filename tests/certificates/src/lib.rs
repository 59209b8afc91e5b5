//! Certificates for tests of TLS, made in memory: good ones, and bad ones of each sort that users meet.
//!
//! ```
//! use tilework_certificates::{Authority, Leaf};
//!
//! let farm = Authority::new("Farm CA");
//! let server = farm.issue(Leaf::server());
//! let tractor = farm.issue(Leaf::client("tractor-7"));
//! assert!(server.certificate_pem.starts_with("-----BEGIN CERTIFICATE-----"));
//! assert_ne!(server.key_pem, tractor.key_pem);
//! ```
//!
//! Everything here panics on failure: it is the ground tests stand on. What rcgen cannot make (RSA keys, encrypted keys, PKCS#12) is made by
//! the program `openssl`, which gets secrets in files of a fresh folder and never as an argument.

mod authority;
mod certificate;
mod leaf;
mod openssl;

pub use authority::Authority;
pub use certificate::{Certificate, Packing};
pub use leaf::{Key, Leaf, Purpose};
