//! What a message is made of.

/// Literals and values, one behind the other: any language can put that together.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Literal(String),
    OnOff {
        point: usize,
        on: String,
        off: String,
    },
    Number {
        point: usize,
    },
    Text {
        point: usize,
    },
    /// As a text of JSON, quotes and all.
    JsonText {
        point: usize,
    },
}

impl Part {
    /// The place of the point that is said here.
    #[must_use]
    pub const fn point(&self) -> Option<usize> {
        match self {
            Self::Literal(_) => None,
            Self::OnOff { point, .. }
            | Self::Number { point }
            | Self::Text { point }
            | Self::JsonText { point } => Some(*point),
        }
    }
}
