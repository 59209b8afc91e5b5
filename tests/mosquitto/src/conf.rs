//! The files that Mosquitto reads.

use std::{fmt::Write, fs, path::Path, process::Command};

use crate::{Listener, Options, Tls, TlsVersion, port::free_ports};

/// Where clients come in.
#[derive(Debug)]
pub struct Ports {
    /// The main one first.
    pub listeners: Vec<u16>,
    /// Of mosquitto_pub and mosquitto_sub.
    pub own: u16,
}

impl Ports {
    pub fn choose(options: &Options) -> Self {
        let mut listeners = free_ports(options.listeners().len() + 1);
        let spare = listeners.pop().unwrap();
        let own = if options.is_plain() {
            listeners[0]
        } else {
            spare
        };
        Self { listeners, own }
    }
}

/// Writes mosquitto.conf and what it names.
pub fn write(folder: &Path, options: &Options, ports: &Ports) {
    let own_door = !options.is_plain();
    let mut conf = general(folder, options);
    if own_door {
        conf.push_str("per_listener_settings true\n");
    }
    let who = who_may(folder, options);
    for (number, listener) in options.listeners().iter().enumerate() {
        conf.push_str(&opening(ports.listeners[number], listener));
        if let Some(tls) = &listener.tls {
            conf.push_str(&encryption(folder, number, tls));
        }
        if number == 0 {
            conf.push_str(&options.conf);
            conf.push('\n');
        }
        if number == 0 || own_door {
            conf.push_str(&who);
        }
    }
    if own_door {
        conf.push_str(&opening(ports.own, &Listener::default()));
        conf.push_str("allow_anonymous true\n");
    }
    fs::write(folder.join("mosquitto.conf"), conf).unwrap();
    if let Some(version) = options.tls_version() {
        fs::write(folder.join("openssl.cnf"), only(version)).unwrap();
    }
}

fn general(folder: &Path, options: &Options) -> String {
    let mut conf = String::from("user root\nlog_dest stderr\nlog_type all\n");
    writeln!(conf, "max_queued_messages {}", options.max_queued).unwrap();
    writeln!(conf, "persistence {}", options.keep).unwrap();
    if options.keep {
        writeln!(conf, "persistence_location {}/", folder.display()).unwrap();
    }
    conf
}

fn opening(port: u16, listener: &Listener) -> String {
    let mut conf = format!("listener {port} 127.0.0.1\n");
    if listener.websockets {
        // Without the domain it would listen to all the world.
        conf.push_str("protocol websockets\nsocket_domain ipv4\n");
    }
    conf
}

fn who_may(folder: &Path, options: &Options) -> String {
    let mut conf = String::new();
    match &options.login {
        None => conf.push_str("allow_anonymous true\n"),
        Some((user, password)) => {
            let file = folder.join("passwords");
            let made = Command::new("mosquitto_passwd")
                .args(["-c", "-b"])
                .arg(&file)
                .args([user, password])
                .output();
            assert!(made.unwrap().status.success());
            conf.push_str("allow_anonymous false\n");
            writeln!(conf, "password_file {}", file.display()).unwrap();
        }
    }
    if let Some(acl) = &options.acl {
        let file = folder.join("acl");
        fs::write(&file, acl).unwrap();
        writeln!(conf, "acl_file {}", file.display()).unwrap();
    }
    conf
}

fn encryption(folder: &Path, number: usize, tls: &Tls) -> String {
    let file = |name: &str, pem: &str| {
        let path = folder.join(format!("{name}-{number}.pem"));
        fs::write(&path, pem).unwrap();
        path.display().to_string()
    };
    let mut conf = String::new();
    writeln!(conf, "certfile {}", file("chain", &tls.chain)).unwrap();
    writeln!(conf, "keyfile {}", file("key", &tls.key)).unwrap();
    if let Some(authority) = &tls.client_authority {
        writeln!(conf, "cafile {}", file("clients", authority)).unwrap();
    }
    writeln!(conf, "require_certificate {}", tls.require_certificate).unwrap();
    if tls.use_identity_as_username {
        conf.push_str("use_identity_as_username true\n");
    }
    conf
}

/// For openssl itself: Mosquitto's `tls_version` is a minimum.
fn only(version: TlsVersion) -> String {
    let version = match version {
        TlsVersion::V1_2 => "TLSv1.2",
        TlsVersion::V1_3 => "TLSv1.3",
    };
    format!(
        "openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = limits\n\
         [limits]\nMinProtocol = {version}\nMaxProtocol = {version}\n"
    )
}
