//! What a point and a comma mean in a number.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What stands before the decimals. The other one groups thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DecimalMark {
    Point,
    Comma,
}

/// What is known of a text's marks before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Nothing: `23,4` and `0,234` are read, `1,234` is not, for it may be thousands. A point alone stands before decimals.
    Open,
    /// What its source wrote before leaves no doubt. `1,234` is what that says; a mark that means something else here makes it no number,
    /// and so does a lone `1.234` of a source that writes commas.
    Learned(DecimalMark),
    /// A person said so.
    Chosen(DecimalMark),
}

#[derive(Debug)]
pub struct Parts<'a> {
    /// Digits, with the marks that group them.
    pub whole: &'a str,
    pub fraction: &'a str,
    /// The decimal mark, where the text itself leaves no doubt.
    pub sure: Option<DecimalMark>,
}

impl DecimalMark {
    fn character(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    /// `body` with this mark before its decimals.
    fn part(self, body: &str) -> Option<(&str, &str)> {
        let (whole, fraction) = body.split_once(self.character()).unwrap_or((body, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let fits = digits(whole) || is_grouped(whole, self.other().character());
        let some = !whole.is_empty() || !fraction.is_empty();
        (fits && some && digits(fraction)).then_some((whole, fraction))
    }
}

impl Marks {
    /// Parts a text of nothing but digits, points and commas. `None`: it is no number.
    pub fn part(self, body: &str) -> Option<Parts<'_>> {
        let mark = match self {
            Self::Chosen(mark) => mark,
            Self::Learned(DecimalMark::Comma) if may_be_thousands(body, '.') => return None,
            Self::Learned(mark) => mark,
            Self::Open => return by_itself(body),
        };
        let (whole, fraction) = mark.part(body)?;
        Some(Parts {
            whole,
            fraction,
            sure: by_itself(body).and_then(|it| it.sure),
        })
    }
}

fn by_itself(body: &str) -> Option<Parts<'_>> {
    let last = body.rfind(['.', ',']);
    let mark = match last.map(|at| body.as_bytes()[at]) {
        Some(b',') => DecimalMark::Comma,
        _ => DecimalMark::Point,
    };
    let (whole, fraction) = mark.part(body)?;
    let both = whole.contains(['.', ',']);
    let bare = mark == DecimalMark::Comma && (whole.is_empty() || fraction.is_empty());
    let thousands = may_be_thousands(body, mark.character());
    if bare || (thousands && mark == DecimalMark::Comma) {
        return None;
    }
    let sure = last.is_some() && (both || !thousands);
    Some(Parts {
        whole,
        fraction,
        sure: sure.then_some(mark),
    })
}

/// `1.234`: one group, and nothing says whether of thousands or of decimals.
fn may_be_thousands(body: &str, mark: char) -> bool {
    body.split_once(mark)
        .is_some_and(|(_, rest)| !rest.contains(mark) && is_grouped(body, mark))
}

/// `1,234,567`: one to three digits, no zero first, then threes.
fn is_grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    digits(first)
        && first.len() <= 3
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests {
    use DecimalMark::{Comma, Point};

    use super::*;
    use crate::number::read_as;

    fn value(text: &str, marks: Marks) -> Option<f64> {
        read_as(text, marks).map(|number| number.value)
    }

    #[test]
    fn a_mark_that_was_learned_or_chosen_means_one_thing() {
        for (text, open, comma, point, chosen_comma) in [
            ("0,998", Some(0.998), Some(0.998), None, Some(0.998)),
            ("1,002", None, Some(1.002), Some(1_002.0), Some(1.002)),
            (
                "12,345 °C",
                None,
                Some(12.345),
                Some(12_345.0),
                Some(12.345),
            ),
            ("12,34", Some(12.34), Some(12.34), None, Some(12.34)),
            ("21.5", Some(21.5), None, Some(21.5), None),
            ("1.234", Some(1.234), None, Some(1.234), Some(1_234.0)),
            ("1.234,5", Some(1_234.5), Some(1_234.5), None, Some(1_234.5)),
            ("1,234.5", Some(1_234.5), None, Some(1_234.5), None),
            ("1,234,567", None, None, Some(1_234_567.0), None),
            (
                "1234",
                Some(1_234.0),
                Some(1_234.0),
                Some(1_234.0),
                Some(1_234.0),
            ),
        ] {
            assert_eq!(value(text, Marks::Open), open, "{text} alone");
            assert_eq!(
                value(text, Marks::Learned(Comma)),
                comma,
                "{text} after a comma"
            );
            assert_eq!(
                value(text, Marks::Learned(Point)),
                point,
                "{text} after a point"
            );
            assert_eq!(
                value(text, Marks::Chosen(Comma)),
                chosen_comma,
                "{text} with commas"
            );
        }
    }

    #[test]
    fn only_what_leaves_no_doubt_teaches() {
        let sure = |text: &str| read_as(text, Marks::Open).and_then(|number| number.mark);
        for (text, expected) in [
            ("0,998", Some(Comma)),
            ("1.234,5", Some(Comma)),
            ("21.5", Some(Point)),
            ("1.234", None),
            ("5", None),
        ] {
            assert_eq!(sure(text), expected, "{text}");
        }
    }
}
