//! A room of the engine is used by its `mod.rs`: what lies behind is nobody else's. The compiler refuses the rest, as long as a room keeps its
//! modules private.

use super::{Finding, source::Source};

const ROOMS: &str = "crates/engine/src/rooms/";
const TABLE: &str = "crates/engine/src/rooms/requests.rs";

pub fn rooms(sources: &[Source]) -> Vec<Finding> {
    let mut findings = closed(sources);
    findings.extend(in_the_table(sources));
    findings
}

/// No module inside a room can be seen from outside it.
fn closed(sources: &[Source]) -> Vec<Finding> {
    let mut findings = vec![];
    for source in sources {
        let Some((room, _)) = source
            .path
            .strip_prefix(ROOMS)
            .and_then(|inside| inside.split_once('/'))
        else {
            continue;
        };
        for line in source.code().filter(|line| !line.test) {
            let words = line.words();
            let mut words = words.split_whitespace();
            let open = words.next().is_some_and(|word| word.starts_with("pub"));
            if open && words.any(|word| word == "mod") {
                findings.push(Finding::new(
                    &source.path,
                    line.number,
                    format!("opens the room {room}: say in its mod.rs what others may use"),
                ));
            }
        }
    }
    findings
}

/// What a room's `rows.rs` declares is in the table.
fn in_the_table(sources: &[Source]) -> Vec<Finding> {
    let table = sources.iter().find(|source| source.path == TABLE);
    let table = table.map_or("", |source| source.text.as_str());
    let rows = sources.iter().filter_map(|source| {
        let room = source.path.strip_prefix(ROOMS)?.strip_suffix("/rows.rs")?;
        Some((source, room))
    });
    rows.filter(|(_, room)| {
        !(table.contains(&format!("\"{room}/rows.rs\"")) && table.contains(&format!("{room}_rows")))
    })
    .map(|(source, room)| {
        Finding::new(
            &source.path,
            0,
            format!("the rows of {room} are not in the table of requests"),
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_keeps_its_modules_to_itself() {
        for (code, broken) in [
            ("mod form;\npub use form::Form;\n", 0),
            ("pub mod form;\n", 1),
            ("pub(crate) mod form;\n", 1),
            ("pub(super) mod form;\n", 1),
            ("// pub mod form;\n", 0),
        ] {
            let source = Source::new("crates/engine/src/rooms/brokers/mod.rs", code);
            assert_eq!(rooms(&[source]).len(), broken, "{code}");
        }
        let hall = Source::new("crates/engine/src/rooms/mod.rs", "pub mod brokers;\n");
        assert_eq!(rooms(&[hall]), []);
    }

    #[test]
    fn rows_that_nobody_asks_for_are_found() {
        let rows = || Source::new("crates/engine/src/rooms/topics/rows.rs", "");
        let table = |text| Source::new(TABLE, text);
        let named = "#[path = \"topics/rows.rs\"]\nmod topics;\n";
        assert_eq!(rooms(&[rows(), table("")]).len(), 1);
        assert_eq!(rooms(&[rows(), table(named)]).len(), 1, "declared only");
        let joined = format!("{named}join_rows $then {{}} topics_rows");
        assert_eq!(rooms(&[rows(), table(&joined)]), []);
    }
}
