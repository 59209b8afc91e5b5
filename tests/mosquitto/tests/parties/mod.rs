//! Programs that come to the broker as users' devices do.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::{
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use tilework_certificates::Certificate;
use tokio::process::{Child, Command};

pub const PATIENCE: Duration = Duration::from_secs(30);

/// PEM files, for programs that take files.
pub struct Files(TempDir);

impl Files {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn file(&self, name: &str, pem: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, pem).unwrap();
        path
    }
}

/// Publishes "open" to farm/gate with mosquitto_pub over TLS, trusting `authority` only.
pub struct Publisher<'a> {
    pub port: u16,
    pub host: &'a str,
    pub authority: &'a str,
    pub certificate: Option<&'a Certificate>,
    pub login: Option<(&'a str, &'a str)>,
}

impl Publisher<'_> {
    pub fn to(port: u16, authority: &str) -> Publisher<'_> {
        Publisher {
            port,
            host: "localhost",
            authority,
            certificate: None,
            login: None,
        }
    }

    /// Whether the broker took it.
    pub async fn publish(&self) -> bool {
        let files = Files::new();
        let mut command = Command::new("mosquitto_pub");
        command
            .args(["-q", "1", "-t", "farm/gate", "-m", "open", "-V", "mqttv5"])
            .args(["-h", self.host, "-p", &self.port.to_string()])
            .arg("--cafile")
            .arg(files.file("authority", self.authority));
        if let Some(certificate) = self.certificate {
            let chain = files.file("chain", &certificate.chain);
            let key = files.file("key", &certificate.key_pem);
            command.arg("--cert").arg(chain).arg("--key").arg(key);
        }
        if let Some((user, password)) = self.login {
            command.args(["-u", user, "-P", password]);
        }
        let output = finish(command.kill_on_drop(true)).await;
        // Not authorised is a warning to it, and success.
        let said = String::from_utf8_lossy(&output.stderr);
        output.status.success() && !said.contains("Not authorized")
    }
}

/// `openssl s_client`, whose standard input and output are the encrypted line.
pub fn s_client(port: u16, authority: &Path, more: &[&str]) -> Child {
    Command::new("openssl")
        .args(["s_client", "-quiet", "-verify_return_error"])
        .args(["-verify_hostname", "localhost"])
        .args(["-connect", &format!("127.0.0.1:{port}"), "-CAfile"])
        .arg(authority)
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("openssl is installed")
}

/// What `openssl s_client` reports of a handshake.
pub async fn handshake(port: u16, more: &[&str]) -> Output {
    let mut command = Command::new("openssl");
    command
        .args(["s_client", "-showcerts", "-connect"])
        .arg(format!("127.0.0.1:{port}"))
        .args(more)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    finish(&mut command).await
}

async fn finish(command: &mut Command) -> Output {
    let output = tokio::time::timeout(PATIENCE, command.output()).await;
    output.expect("in time").unwrap()
}
