//! A text that comes in pieces, cut into records, and a record cut into cells.

/// A longer record is a fault, not a need for memory.
pub(super) const LONGEST: usize = 64 * 1024;

/// Records of CSV: the end of a line ends them (CRLF, LF or CR) unless it is in a quoted cell.
#[derive(Debug, Default)]
pub(super) struct Records {
    record: String,
    place: Place,
    /// What was handed over is a CR: an LF after it is the same end of line.
    after_cr: bool,
    /// The lines that ended so far.
    lines: u64,
    /// On which line, from 0, the record began.
    began: u64,
    begun: bool,
    /// Known with the first record; until then each that it may be ends a cell.
    separator: Option<char>,
}

/// What may set cells apart.
pub(super) const SEPARATORS: [char; 3] = [',', ';', '\t'];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    /// Where a cell begins: only here a quote opens.
    #[default]
    Begin,
    Plain,
    Quoted,
    /// After a quote in a quoted cell: the end of it, or the first of two.
    Quote,
    /// In what is too long; the next end of a line ends it, quoted or not.
    TooLong,
}

/// A record that ended.
pub(super) struct Record<'a> {
    /// From 1.
    pub(super) line: u64,
    /// As it stands, with its quotes; `None`: longer than [`LONGEST`] bytes.
    pub(super) text: Option<&'a str>,
}

type Each<'a> = dyn FnMut(Record<'_>) -> Option<char> + 'a;

impl Records {
    /// Hands every record that ends in `piece` to `each`, which says what sets cells apart if it knows; lines without a character are
    /// no records.
    pub(super) fn piece(&mut self, piece: &str, each: &mut Each<'_>) {
        for character in piece.chars() {
            let after_cr = std::mem::take(&mut self.after_cr);
            if !self.begun {
                if character == '\u{feff}' && self.lines == 0 {
                    continue;
                }
                if after_cr && character == '\n' {
                    continue;
                }
                self.begun = true;
                self.began = self.lines;
            }
            let ends_line = match character {
                '\r' => true,
                '\n' => !after_cr,
                _ => false,
            };
            self.after_cr = character == '\r';
            self.lines += u64::from(ends_line);
            if matches!(character, '\r' | '\n') && self.place != Place::Quoted {
                self.end_record(each);
                continue;
            }
            self.place = match (self.place, character) {
                (Place::TooLong, _) => Place::TooLong,
                (Place::Quoted, '"') => Place::Quote,
                (Place::Quoted, _) | (Place::Begin | Place::Quote, '"') => Place::Quoted,
                (_, character) if self.separates(character) => Place::Begin,
                _ => Place::Plain,
            };
            if self.place == Place::TooLong {
                continue;
            }
            self.record.push(character);
            if self.record.len() > LONGEST {
                self.place = Place::TooLong;
                self.record.clear();
            }
        }
    }

    /// Hands over what is left when no piece follows.
    pub(super) fn end(&mut self, each: &mut Each<'_>) {
        if self.begun {
            self.end_record(each);
        }
    }

    fn separates(&self, character: char) -> bool {
        match self.separator {
            Some(separator) => character == separator,
            None => SEPARATORS.contains(&character),
        }
    }

    fn end_record(&mut self, each: &mut Each<'_>) {
        let too_long = self.place == Place::TooLong;
        if too_long || !self.record.is_empty() {
            self.separator = each(Record {
                line: self.began + 1,
                text: (!too_long).then_some(self.record.as_str()),
            });
        }
        self.record.clear();
        self.place = Place::Begin;
        self.begun = false;
    }
}

/// The cells of a record, without their quotes. What follows a closing quote belongs to the cell as it stands.
pub(super) fn cells(record: &str, separator: char) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut place = Place::Begin;
    for character in record.chars() {
        place = match (place, character) {
            (Place::Quoted, '"') => Place::Quote,
            (Place::Quoted, _) => {
                cell.push(character);
                Place::Quoted
            }
            (Place::Begin, '"') => Place::Quoted,
            (Place::Quote, '"') => {
                cell.push('"');
                Place::Quoted
            }
            _ if character == separator => {
                cells.push(std::mem::take(&mut cell));
                Place::Begin
            }
            _ => {
                cell.push(character);
                Place::Plain
            }
        };
    }
    cells.push(cell);
    cells
}
