#[cfg(target_os = "linux")]
mod session;

use tilework_core::broker::SecretKind;

use super::*;

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn password_of(broker: &str) -> SecretName {
    SecretName::new(&broker.parse().unwrap(), SecretKind::Password)
}

async fn check_keeps_replaces_and_forgets(store: &dyn SecretStore, name: &SecretName) {
    assert_eq!(store.get(name).await, Ok(None));
    store.set(name, secret("first")).await.unwrap();
    store.set(name, secret("pässwörd 2")).await.unwrap();
    assert_eq!(store.get(name).await, Ok(Some(secret("pässwörd 2"))));
    store.delete(name).await.unwrap();
    assert_eq!(store.get(name).await, Ok(None));
    store.delete(name).await.unwrap();
}

#[tokio::test]
async fn memory_keeps_replaces_and_forgets_a_secret() {
    check_keeps_replaces_and_forgets(&Memory::default(), &password_of("farm")).await;
}

#[tokio::test]
async fn memory_says_that_it_is_memory() {
    assert_eq!(Memory::default().state().await, KeyringState::MemoryOnly);
}

#[tokio::test]
async fn one_brokers_secret_is_not_anothers_and_one_kind_not_another() {
    let store = Memory::default();
    let farm = "farm".parse().unwrap();
    let key = SecretName::new(&farm, SecretKind::PrivateKey);
    store.set(&password_of("farm"), secret("a")).await.unwrap();
    assert_eq!(store.get(&password_of("house")).await, Ok(None));
    assert_eq!(store.get(&key).await, Ok(None));
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
    let call = keyring.within(Duration::from_millis(1), |_| Ok(()));
    let error = call.await.unwrap_err();
    assert!(error.message.contains("did not answer"), "{error}");
}
