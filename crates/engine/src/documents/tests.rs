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
