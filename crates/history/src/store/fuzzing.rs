//! What `cargo xtask fuzz` feeds with bytes of its own, and the tests with those it kept. Each function panics where a rule is broken.

use super::{
    bytes::{put_varint, seal},
    chunk, codec,
};
use crate::{
    Kind, Level, Sample,
    model::LATEST,
    table::{CsvImport, Imported},
};

/// A block of samples and a chunk of cells, as they are and with a right checksum: what is read is written and read again as the same.
pub fn blocks(data: &[u8]) {
    let mut sealed = data.to_vec();
    seal(&mut sealed);
    let mut headed = vec![0, 1];
    put_varint(&mut headed, data.len() as u64);
    headed.extend(data);
    seal(&mut headed);
    for bytes in [data, &sealed, &headed] {
        let mut samples = vec![];
        if codec::decode(bytes, &mut samples).is_ok() {
            let mut again = vec![];
            assert!(codec::decode(&codec::encode(&samples), &mut again).is_ok());
            assert!(same(&samples, &again), "{samples:?} {again:?}");
        }
        for level in [Level::Minute, Level::Hour] {
            if let Ok(cells) = chunk::decode(level, bytes) {
                assert!(cells.len() <= bytes.len());
            }
        }
    }
}

fn same(left: &[Sample], right: &[Sample]) -> bool {
    let bits = |it: &Sample| (it.at, it.value.to_bits());
    left.iter().map(bits).eq(right.iter().map(bits))
}

/// A byte that says how, and a table: the same rows however it is cut, each with a time that charts know.
pub fn csv(data: &[u8]) {
    let Some((how, table)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(table);
    let kind = [Kind::Number, Kind::OnOff, Kind::Text][usize::from(how % 3)];
    let step = usize::from(how / 3) + 1;
    let (whole, cut) = (read(kind, &text, text.len() + 1), read(kind, &text, step));
    assert_eq!(whole.rows, cut.rows);
    assert_eq!(whole.wrong_rows, cut.wrong_rows);
    assert!(
        whole
            .rows
            .iter()
            .all(|(at, _)| (-LATEST..=LATEST).contains(at))
    );
}

fn read(kind: Kind, text: &str, step: usize) -> Imported {
    let mut import = CsvImport::new(kind, None);
    let mut all = Imported::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(step.min(rest.len())));
        add(&mut all, import.piece(piece));
        rest = after;
    }
    add(&mut all, import.end());
    all
}

fn add(all: &mut Imported, one: Imported) {
    all.rows.extend(one.rows);
    all.wrong_rows += one.wrong_rows;
}

#[cfg(test)]
mod tests {
    use tilework_corpus::replay;

    use super::*;

    #[test]
    fn what_the_fuzzers_kept_breaks_no_rule() {
        replay("blocks", blocks);
        replay("csv", csv);
    }
}
