//! Certificates as mosquitto-tls(7) and most guides make them, with the program `openssl`: X.509 version 1 up to openssl 3.1.

use std::{fs, process::Command};

use tempfile::TempDir;

pub struct OldWay {
    folder: TempDir,
    /// PEM.
    pub authority: String,
}

impl OldWay {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let new = Self {
            folder,
            authority: String::new(),
        };
        new.openssl("req -new -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=OldFarm -keyout ca.key -out ca.pem");
        Self {
            authority: new.read("ca.pem"),
            ..new
        }
    }

    /// Certificate and key, both PEM.
    pub fn issue(&self, name: &str) -> (String, String) {
        self.openssl("genrsa -out key.pem 2048");
        self.openssl(&format!(
            "req -new -key key.pem -subj /CN={name} -out request.pem"
        ));
        self.openssl("x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 9 -out certificate.pem");
        (self.read("certificate.pem"), self.read("key.pem"))
    }

    fn openssl(&self, arguments: &str) {
        let output = Command::new("openssl")
            .args(arguments.split(' '))
            .current_dir(self.folder.path())
            .output()
            .expect("openssl is installed");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }
}
