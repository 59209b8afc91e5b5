//! Real session buses, with a gnome-keyring and without. Each test here starts a bus of its own, and itself once more on that bus: the
//! developer's keyring is neither read nor written.

use std::{
    fs,
    io::Write as _,
    process::{Command, Stdio},
    time::Instant,
};

use tempfile::TempDir;
use tilework_core::id::BrokerId;

use super::*;

/// Nothing is started by this bus, so that there is a keyring only where a test starts one.
const BUS: &str = r#"<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#;

/// `$1` is the folder of this bus, the rest the program.
const WITH_KEYRING: &str = r#"
export XDG_RUNTIME_DIR="$1" XDG_DATA_HOME="$1"; shift
unset GNOME_KEYRING_CONTROL
printf tests | gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
gdbus wait --session --timeout 20 org.freedesktop.secrets && "$@""#;

/// Runs the ignored test `name` of this file where `run` starts it.
fn check_passes(mut run: Command, name: &str) {
    let output = run
        .args(["--ignored", "--exact"])
        .arg(format!("secrets::tests::session::{name}"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("1 passed"), "{said}");
}

fn this_program() -> std::path::PathBuf {
    std::env::current_exe().unwrap()
}

fn bus(folder: &TempDir) -> Command {
    let config = folder.path().join("bus.conf");
    fs::write(&config, BUS).unwrap();
    let mut run = Command::new("dbus-run-session");
    run.arg("--config-file").arg(config).arg("--");
    run
}

fn check_passes_with_keyring(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut run = bus(&folder);
    run.args(["sh", "-c", WITH_KEYRING, "sh"])
        .arg(folder.path())
        .arg(this_program());
    check_passes(run, name);
}

fn new_broker() -> BrokerId {
    format!("test-{}", uuid::Uuid::new_v4()).parse().unwrap()
}

/// Longer than one of RSA with 4,096 bits.
fn private_key() -> String {
    let line = "MIIJQgIBADANBgkqhkiG9w0BAQEFAASCCSwwggkoAgEAAoICAQDf0123456789+/\n";
    let body = line.repeat(63);
    format!("-----BEGIN PRIVATE KEY-----\n{body}-----END PRIVATE KEY-----\n")
}

#[test]
fn a_real_keyring_keeps_replaces_and_forgets_a_secret() {
    check_passes_with_keyring("keeps_replaces_and_forgets");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "on the bus of the test above"]
async fn keeps_replaces_and_forgets() {
    let keyring = Keyring::default();
    assert_eq!(keyring.state().await, KeyringState::Available);
    let name = SecretName::new(&new_broker(), SecretKind::Password);
    check_keeps_replaces_and_forgets(&keyring, &name).await;
}

#[test]
fn password_private_key_and_headers_outlive_the_store_that_kept_them() {
    check_passes_with_keyring("all_kinds_outlive_the_store");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "on the bus of the test above"]
async fn all_kinds_outlive_the_store() {
    let broker = new_broker();
    let key = private_key();
    assert!(key.len() > 4096);
    let kinds = [
        (SecretKind::Password, "kept"),
        (SecretKind::PrivateKey, key.as_str()),
        (SecretKind::Headers, r#"[["X-Token","häder"]]"#),
    ];
    for (kind, text) in kinds {
        let name = SecretName::new(&broker, kind);
        Keyring::default().set(&name, secret(text)).await.unwrap();
    }
    for (kind, text) in kinds {
        let name = SecretName::new(&broker, kind);
        let found = Keyring::default().get(&name).await;
        assert!(found == Ok(Some(secret(text))), "{}", name.entry());
    }
    for (kind, _) in kinds {
        let name = SecretName::new(&broker, kind);
        Keyring::default().delete(&name).await.unwrap();
        assert_eq!(Keyring::default().get(&name).await, Ok(None));
    }
}

#[test]
fn a_keyring_that_starts_again_is_used_again() {
    check_passes_with_keyring("survives_the_keyrings_restart");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "on the bus of the test above"]
async fn survives_the_keyrings_restart() {
    let keyring = Keyring::default();
    let name = SecretName::new(&new_broker(), SecretKind::Password);
    keyring.set(&name, secret("kept")).await.unwrap();

    let owner = owner_of_the_keyrings_name();
    let mut second = Command::new("gnome-keyring-daemon")
        .args([
            "--replace",
            "--unlock",
            "--components=secrets",
            "--foreground",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    second.stdin.take().unwrap().write_all(b"tests").unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while [owner.as_str(), ""].contains(&owner_of_the_keyrings_name().as_str()) {
        assert!(Instant::now() < deadline, "it did not start again");
        tokio::task::yield_now().await;
    }

    assert_eq!(keyring.get(&name).await, Ok(Some(secret("kept"))));
    second.kill().unwrap();
    second.wait().unwrap();
}

/// Empty: nobody has it.
fn owner_of_the_keyrings_name() -> String {
    let output = Command::new("gdbus")
        .args(["call", "--session", "--dest", "org.freedesktop.DBus"])
        .args(["--object-path", "/", "--method"])
        .args([
            "org.freedesktop.DBus.GetNameOwner",
            "org.freedesktop.secrets",
        ])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn without_a_session_bus_there_is_no_keyring_and_it_says_so() {
    let mut run = Command::new(this_program());
    run.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    check_passes(run, "says_that_there_is_none");
}

#[test]
fn on_a_session_bus_without_a_secret_service_there_is_no_keyring_and_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = bus(&folder);
    run.arg(this_program());
    check_passes(run, "says_that_there_is_none");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "on the bus of the tests above"]
async fn says_that_there_is_none() {
    let begun = Instant::now();
    let keyring = Keyring::default();
    let state = keyring.state().await;
    let KeyringState::Unavailable { message } = state else {
        panic!("{state:?}");
    };
    assert!(message.contains("keyring is not running"), "{message}");
    assert!(begun.elapsed() < SHORT, "it was not given up, it answered");
    let error = keyring.set(&password_of("farm"), secret("hunter2")).await;
    let error = error.unwrap_err().message;
    assert!(error.contains("keyring is not running"), "{error}");
}
