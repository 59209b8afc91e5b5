#![allow(clippy::unwrap_used)]

use super::*;

#[test]
fn as_many_pages_are_given_back_as_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(file::FILE);
    let Ok((db, (), _)) = file::open(&path, 0, None, |_| Ok(())) else {
        panic!("no file");
    };
    db.execute_batch(
        "WITH RECURSIVE row(key) AS (SELECT 1 UNION ALL SELECT key + 1 FROM row LIMIT 1500)
         INSERT INTO rollup SELECT key, zeroblob(4000) FROM row;
         DELETE FROM rollup;",
    )
    .unwrap();
    let free = file::pages(&db).unwrap().1;
    assert!(free > 1000, "{free}");
    give_back(&db, 256).unwrap();
    assert_eq!(file::pages(&db).unwrap().1, free - 256);
}
