//! Nothing dies unseen: work that nobody awaits begins through the one door that contains, counts and tells its panics.

use super::{Finding, source::Source};

/// The door; and those with a reason of their own.
const MAY: &[(&str, &str)] = &[
    ("crates/engine/src/tasks/mod.rs", "the door"),
    (
        "crates/history/src/store/history.rs",
        "no tokio there; the writer's end is told as trouble, see writer::Ended",
    ),
    (
        "crates/broker/src/lib.rs",
        "below the engine; its end closes its connections, and those tell",
    ),
    (
        "crates/demo/src/",
        "below the engine; a simulated device that is gone has its last will",
    ),
    (
        "crates/host/src/secrets/mod.rs",
        "below the door's counting; a panic is an answer of the keyring",
    ),
];

const BARE: &[&str] = &[
    "tokio::spawn(",
    "task::spawn(",
    "thread::spawn(",
    "thread::Builder",
    "spawn_blocking(",
    "async_runtime::spawn(",
    ".spawn(",
];

/// Of programs that are shipped.
pub fn beside(source: &Source) -> Vec<Finding> {
    let shipped = source.under("crates/") || source.under("src-tauri/");
    if !source.is("rs") || !shipped || MAY.iter().any(|(file, _)| source.under(file)) {
        return vec![];
    }
    let bare = source.code().filter(|line| {
        let contained = ["contained(", "blocking("].iter().any(|door| {
            let through = format!("async_runtime::spawn({door}");
            line.text.contains(&through)
        });
        let bare = BARE.iter().any(|word| line.text.contains(word));
        !line.test && bare && !contained
    });
    bare.map(|line| {
        let rule = "begin it through `tasks`, so that a panic of it is contained, counted and told";
        Finding::new(&source.path, line.number, rule)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> usize {
        beside(&Source::new(path, text)).len()
    }

    #[test]
    fn a_task_without_supervision_is_found() {
        let engine = "crates/engine/src/feed/mod.rs";
        for bare in BARE {
            let line = format!("    let _ = {bare}work);");
            assert_eq!(broken(engine, &line), 1, "{bare}");
        }
        let contained = "tauri::async_runtime::spawn(contained(Task::Window, async move {";
        assert_eq!(broken("src-tauri/links.rs", contained), 0);
        assert_eq!(
            broken("src-tauri/links.rs", "async_runtime::spawn(async {"),
            1
        );
    }

    #[test]
    fn the_door_and_tests_may() {
        let text = "tokio::spawn(work);";
        assert_eq!(broken("crates/engine/src/tasks/mod.rs", text), 0);
        assert_eq!(broken("crates/engine/src/feed/tests.rs", text), 0);
        assert_eq!(broken("tests/app/flood.rs", text), 0);
    }
}
