//! The program `openssl`, for what rcgen cannot make.

use std::{ffi::OsStr, fs, path::PathBuf, process::Command};

use tempfile::TempDir;

use crate::Packing;

pub fn rsa_key() -> String {
    let run = Run::new();
    let made = run.openssl(["genpkey", "-algorithm", "RSA"]);
    String::from_utf8(made).unwrap()
}

pub fn pkcs12(chain: &str, key: &str, passphrase: &str, packing: Packing) -> Vec<u8> {
    let run = Run::new();
    let (chain, key) = (run.file("chain", chain), run.file("key", key));
    let mut arguments = vec![
        "pkcs12".into(),
        "-export".into(),
        "-in".into(),
        chain.into_os_string(),
        "-inkey".into(),
        key.into_os_string(),
        "-passout".into(),
        run.secret(passphrase),
    ];
    if packing == Packing::Legacy {
        arguments.push("-legacy".into());
    }
    run.openssl(arguments)
}

pub fn encrypted_key(key: &str, passphrase: &str) -> String {
    let run = Run::new();
    let key = run.file("key", key);
    let encrypted = run.openssl([
        "pkcs8".as_ref(),
        "-topk8".as_ref(),
        "-in".as_ref(),
        key.as_os_str(),
        "-passout".as_ref(),
        run.secret(passphrase).as_os_str(),
    ]);
    String::from_utf8(encrypted).unwrap()
}

pub fn traditional_key(key: &str) -> String {
    let run = Run::new();
    let key = run.file("key", key);
    let arguments = [
        "pkey".as_ref(),
        "-traditional".as_ref(),
        "-in".as_ref(),
        key.as_os_str(),
    ];
    String::from_utf8(run.openssl(arguments)).unwrap()
}

/// A fresh folder, because openssl takes files.
struct Run(TempDir);

impl Run {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// A passphrase argument that names a file: arguments can be read by every process of the machine.
    fn secret(&self, passphrase: &str) -> std::ffi::OsString {
        let mut argument = std::ffi::OsString::from("file:");
        argument.push(self.file("passphrase", passphrase));
        argument
    }

    /// What it prints.
    fn openssl(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Vec<u8> {
        let output = Command::new("openssl")
            .args(arguments)
            .output()
            .expect("openssl is installed");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        output.stdout
    }
}
