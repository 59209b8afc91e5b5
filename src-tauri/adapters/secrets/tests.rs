use super::*;

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

async fn check_keeps_replaces_and_forgets(store: &dyn SecretStore, broker: &BrokerId) {
    assert_eq!(store.get(broker).await, Ok(None));
    store.set(broker, secret("first")).await.unwrap();
    store.set(broker, secret("pässwörd 2")).await.unwrap();
    assert_eq!(store.get(broker).await, Ok(Some(secret("pässwörd 2"))));
    store.delete(broker).await.unwrap();
    assert_eq!(store.get(broker).await, Ok(None));
    store.delete(broker).await.unwrap();
}

#[tokio::test]
async fn memory_keeps_replaces_and_forgets_a_secret() {
    check_keeps_replaces_and_forgets(&Memory::default(), &"farm".parse().unwrap()).await;
}

#[tokio::test]
async fn one_brokers_secret_is_not_anothers() {
    let store = Memory::default();
    store
        .set(&"farm".parse().unwrap(), secret("a"))
        .await
        .unwrap();
    assert_eq!(store.get(&"house".parse().unwrap()).await, Ok(None));
}

#[test]
fn an_error_says_nothing_of_the_secret_it_carries() {
    let carried = || b"hunter2".to_vec();
    for error in [
        Error::BadEncoding(carried()),
        Error::BadDataFormat(carried(), "hunter2".into()),
    ] {
        let words = in_words(&error);
        assert!(!format!("{words} {words:?}").contains("hunter2"), "{words}");
    }
}

#[tokio::test]
async fn a_keyring_that_never_answers_is_given_up() {
    let keyring = Keyring::default();
    let _somebody_else_waits_for_the_prompt = keyring.turn.clone().acquire_owned().await;
    let broker = "farm".parse().unwrap();
    let call = keyring.with_entry(&broker, Duration::from_millis(1), |_| Ok(()));
    let error = call.await.unwrap_err();
    assert!(error.message.contains("did not answer"), "{error}");
}

/// Needs a keyring: `cargo xtask test` starts a gnome-keyring of its own under dbus-run-session.
#[tokio::test(flavor = "multi_thread")]
async fn the_systems_keyring_keeps_replaces_and_forgets_a_secret() {
    if std::env::var_os("TILEWORK_TEST_KEYRING").is_none() {
        return;
    }
    let broker = format!("test-{}", uuid::Uuid::new_v4()).parse().unwrap();
    check_keeps_replaces_and_forgets(&Keyring::default(), &broker).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_outlives_the_store_that_kept_it() {
    if std::env::var_os("TILEWORK_TEST_KEYRING").is_none() {
        return;
    }
    let broker = format!("test-{}", uuid::Uuid::new_v4()).parse().unwrap();
    Keyring::default()
        .set(&broker, secret("kept"))
        .await
        .unwrap();
    assert_eq!(
        Keyring::default().get(&broker).await,
        Ok(Some(secret("kept")))
    );
    Keyring::default().delete(&broker).await.unwrap();
}
