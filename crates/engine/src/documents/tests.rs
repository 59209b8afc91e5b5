use super::*;

const KIND: DocumentKind = DocumentKind::Dashboard;

fn open(folder: &Path) -> Documents {
    Documents::open(folder).unwrap().0
}

#[tokio::test]
async fn documents_come_back_in_the_order_they_were_made() {
    let folder = tempfile::tempdir().unwrap();
    let documents = open(folder.path());
    for (id, body) in [("b", "1"), ("a", "2"), ("b", "3")] {
        documents.save(KIND, id.into(), body.into()).await.unwrap();
    }
    documents
        .save(DocumentKind::Broker, "b".into(), "other kind".into())
        .await
        .unwrap();
    drop(documents);
    let rows = open(folder.path()).all(KIND).await.unwrap();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.id.as_str(), row.revision, row.body.as_str()))
        .collect();
    assert_eq!(rows, [("b", 2, "3"), ("a", 1, "2")]);
}

#[tokio::test]
async fn a_deleted_document_can_be_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let documents = open(folder.path());
    documents
        .save(KIND, "a".into(), "first".into())
        .await
        .unwrap();
    let revision = documents.delete(KIND, "a".into()).await.unwrap();
    assert!(documents.all(KIND).await.unwrap().is_empty());
    let body = documents
        .revision(KIND, "a".into(), revision)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(documents.save(KIND, "a".into(), body).await.unwrap(), 3);
    assert_eq!(documents.all(KIND).await.unwrap()[0].body, "first");
}

#[tokio::test]
async fn the_last_fifty_revisions_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let documents = open(folder.path());
    for n in 1..=60 {
        documents
            .save(KIND, "a".into(), n.to_string())
            .await
            .unwrap();
    }
    assert_eq!(
        documents.revision(KIND, "a".into(), 10).await.unwrap(),
        None
    );
    assert_eq!(
        documents
            .revision(KIND, "a".into(), 11)
            .await
            .unwrap()
            .as_deref(),
        Some("11")
    );
}

#[tokio::test]
async fn a_damaged_database_is_set_aside_and_a_new_one_begun() {
    let folder = tempfile::tempdir().unwrap();
    let garbage = "this is not a database, but somebody may still want it".repeat(100);
    std::fs::write(folder.path().join("tilework.db"), &garbage).unwrap();
    let (documents, aside) = Documents::open(folder.path()).unwrap();
    assert_eq!(std::fs::read_to_string(aside.unwrap()).unwrap(), garbage);
    documents.save(KIND, "a".into(), "1".into()).await.unwrap();
    assert_eq!(documents.all(KIND).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_database_damaged_in_the_middle_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tilework.db");
    let documents = open(folder.path());
    for n in 0..40 {
        documents
            .save(KIND, n.to_string(), "x".repeat(4_000))
            .await
            .unwrap();
    }
    drop(documents);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8_192].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    assert!(Documents::open(folder.path()).unwrap().1.is_some());
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tilework.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    assert_eq!(
        Documents::open(folder.path()).unwrap_err(),
        StoreError::Newer
    );
    let db = rusqlite::Connection::open(&path).unwrap();
    let version: i64 = db
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, 99);
}

#[test]
fn a_folder_belongs_to_one_engine_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path());
    assert!(matches!(
        Documents::open(folder.path()),
        Err(StoreError::Failed(_))
    ));
    drop(first);
    open(folder.path());
}

const DAY: tilework_core::Millis = 86_400_000;

/// Everything that lies in the folder.
fn bytes(folder: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(folder).unwrap();
    files
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect()
}

fn holds(folder: &Path, word: &str) -> bool {
    let bytes = bytes(folder);
    bytes
        .windows(word.len())
        .any(|part| part == word.as_bytes())
}

#[test]
fn nothing_of_a_deleted_document_is_left_after_thirty_days() {
    let folder = tempfile::tempdir().unwrap();
    let open = |now| Store::open(folder.path(), now).unwrap().0;
    let mut store = open(0);
    for n in 0..60 {
        let body = format!("token-of-the-broker {n}");
        store
            .append(DocumentKind::Broker, "a", Some(&body), n)
            .unwrap();
        store.append(KIND, "stays", Some(&body[9..]), n).unwrap();
    }
    store.append(DocumentKind::Broker, "a", None, DAY).unwrap();
    store.append(KIND, "b", Some("again"), 0).unwrap();
    store.append(KIND, "b", None, DAY).unwrap();
    store.append(KIND, "b", Some("again"), DAY).unwrap();
    drop(store);
    let mut store = open(30 * DAY);
    let last = store.revision(DocumentKind::Broker, "a", 60).unwrap();
    assert_eq!(last.as_deref(), Some("token-of-the-broker 59"));
    store.remove_deleted(31 * DAY + 1).unwrap();
    assert_eq!(store.revision(DocumentKind::Broker, "a", 60).unwrap(), None);
    assert!(!holds(folder.path(), "token-of-the-broker"), "in no file");
    assert!(holds(folder.path(), "the-broker 59"), "others stay");
    let left = store.all(KIND).unwrap();
    let ids: Vec<_> = left.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["stays", "b"], "what was brought back stays");
    assert_eq!(
        store.revision(KIND, "stays", 11).unwrap().unwrap(),
        "the-broker 10"
    );
}

#[test]
fn what_must_not_be_in_a_file_is_in_none_once_its_revisions_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path(), 0).unwrap().0;
    for body in ["with a t0ken", "with a t0ken and more", "without"] {
        store
            .append(DocumentKind::Broker, "a", Some(body), 1)
            .unwrap();
    }
    store
        .append(DocumentKind::Broker, "b", Some("b's first"), 1)
        .unwrap();
    store
        .append(DocumentKind::Broker, "b", Some("b's second"), 1)
        .unwrap();
    assert!(holds(folder.path(), "t0ken"));
    store.remove_earlier(DocumentKind::Broker, "a").unwrap();
    assert!(!holds(folder.path(), "t0ken"));
    let newest = store.revision(DocumentKind::Broker, "a", 3).unwrap();
    assert_eq!(newest.as_deref(), Some("without"));
    let others = store.revision(DocumentKind::Broker, "b", 1).unwrap();
    assert_eq!(others.as_deref(), Some("b's first"));
    let next = store.append(DocumentKind::Broker, "a", Some("again"), 2);
    assert_eq!(next.unwrap(), 4);
}

#[test]
fn a_kill_while_a_damaged_database_is_set_aside_loses_nothing() {
    let parts = ["", "-wal", "-shm"];
    for steps in 0..=parts.len() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tilework.db");
        let with = |suffix: &str| folder.path().join(format!("tilework.db{suffix}"));
        let garbage = |part: &str| format!("garbage{part} ").repeat(1000);
        for part in parts {
            std::fs::write(with(part), garbage(part)).unwrap();
        }
        for part in &parts[..steps] {
            std::fs::rename(with(part), with(&format!(".damaged-5{part}"))).unwrap();
        }
        let (store, aside) = Store::open(folder.path(), 9).unwrap();
        let aside = aside.expect("told where it lies");
        assert!(store.all(KIND).unwrap().is_empty());
        let name = aside.file_name().unwrap().to_str().unwrap();
        for part in ["", "-wal"] {
            let kept = std::fs::read_to_string(folder.path().join(format!("{name}{part}")));
            assert_eq!(kept.unwrap(), garbage(part), "{part} after {steps}");
        }
        assert!(path.exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_damaged_database_is_set_aside_in_a_folder_of_any_name() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join(OsStr::from_bytes(b"not \xff text"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("tilework.db"), "garbage ".repeat(1000)).unwrap();
    let aside = Documents::open(&folder).unwrap().1;
    assert!(aside.unwrap().exists());
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_look_into_the_data_folder() {
    use std::{fs, os::unix::fs::PermissionsExt};

    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("data");
    fs::create_dir(&folder).unwrap();
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    set(&folder, 0o755).unwrap();
    for old in ["tilework.lock", "tilework.db"] {
        fs::write(folder.join(old), "").unwrap();
        set(&folder.join(old), 0o644).unwrap();
    }
    let documents = open(&folder);
    documents.save(KIND, "a".into(), "1".into()).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(Result::unwrap).collect();
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        assert_eq!(mode(&file.path()), 0o600, "{file:?}");
    }
}

#[tokio::test]
async fn of_several_documents_all_are_saved_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let documents = open(folder.path());
    documents
        .save(KIND, "a".into(), "old".into())
        .await
        .unwrap();
    let all = ["a", "b", "c"].map(|id| (KIND, id.to_owned(), "new".to_owned()));
    let db = rusqlite::Connection::open(folder.path().join("tilework.db")).unwrap();
    db.execute_batch(
        "CREATE TRIGGER fails BEFORE INSERT ON document WHEN NEW.id = 'c' BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    .unwrap();
    documents.save_all(all.to_vec()).await.unwrap_err();
    let rows = documents.all(KIND).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].body.as_str(), rows[0].revision), ("old", 1));
    db.execute_batch("DROP TRIGGER fails").unwrap();
    assert_eq!(documents.save_all(all.to_vec()).await, Ok(vec![2, 1, 1]));
    assert_eq!(documents.all(KIND).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_panic_while_saving_is_told_and_the_next_edit_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let documents = open(folder.path());
    crate::tasks::inject::arm(Task::Documents);
    let told = documents.save(KIND, "a".into(), "lost".into()).await;
    assert!(matches!(told, Err(StoreError::Failed(_))), "{told:?}");
    documents.save(KIND, "a".into(), "1".into()).await.unwrap();
    assert_eq!(documents.all(KIND).await.unwrap()[0].body, "1");
}
