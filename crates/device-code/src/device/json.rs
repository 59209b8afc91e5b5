//! The shape of all that is said on one topic: a plain value, or JSON in which each value has its place.

use super::{Part, path::Step};

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Nothing,
    /// The whole message.
    Plain(Part),
    Json(Node),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Null,
    Leaf(Part),
    Object(Vec<(String, Node)>),
    List(Vec<Node>),
}

impl Shape {
    /// What is said at this place.
    pub fn at(&self, path: &[Step]) -> Option<&Part> {
        match self {
            Self::Nothing => None,
            Self::Plain(part) => path.is_empty().then_some(part),
            Self::Json(_) if path.is_empty() => None,
            Self::Json(node) => node.at(path),
        }
    }

    /// Says this at this place too; false: something else is there.
    pub fn put(&mut self, path: &[Step], part: Part) -> bool {
        match self {
            Self::Nothing if path.is_empty() => *self = Self::Plain(part),
            Self::Nothing => {
                let mut node = Node::Null;
                let fits = node.put(path, part);
                *self = Self::Json(node);
                return fits;
            }
            Self::Json(node) if !path.is_empty() => {
                // A half of it must not stay.
                let mut tried = node.clone();
                let fits = tried.put(path, part);
                if fits {
                    *node = tried;
                }
                return fits;
            }
            Self::Plain(_) | Self::Json(_) => return false,
        }
        true
    }

    pub fn parts(&self) -> Vec<Part> {
        match self {
            Self::Nothing => vec![],
            Self::Plain(part) => vec![part.clone()],
            Self::Json(node) => {
                let mut parts = Vec::new();
                node.write(&mut parts);
                parts
            }
        }
    }
}

impl Node {
    fn at(&self, path: &[Step]) -> Option<&Part> {
        match (self, path) {
            (Self::Leaf(part), []) => Some(part),
            (Self::Object(fields), [Step::Key(key), rest @ ..]) => {
                let (_, node) = fields.iter().find(|(name, _)| name == key)?;
                node.at(rest)
            }
            (Self::List(items), [Step::Index(index), rest @ ..]) => items.get(*index)?.at(rest),
            _ => None,
        }
    }

    fn put(&mut self, path: &[Step], part: Part) -> bool {
        if *self == Self::Null {
            *self = match path.first() {
                None => Self::Leaf(part.clone()),
                Some(Step::Key(_)) => Self::Object(vec![]),
                Some(Step::Index(_)) => Self::List(vec![]),
            };
            if path.is_empty() {
                return true;
            }
        }
        match (self, path) {
            (Self::Object(fields), [Step::Key(key), rest @ ..]) => {
                if !fields.iter().any(|(name, _)| name == key) {
                    fields.push((key.clone(), Self::Null));
                }
                let field = fields.iter_mut().find(|(name, _)| name == key);
                field.is_some_and(|(_, node)| node.put(rest, part))
            }
            (Self::List(items), [Step::Index(index), rest @ ..]) => {
                while items.len() <= *index {
                    items.push(Self::Null);
                }
                items
                    .get_mut(*index)
                    .is_some_and(|node| node.put(rest, part))
            }
            _ => false,
        }
    }

    fn write(&self, parts: &mut Vec<Part>) {
        match self {
            Self::Null => literal(parts, "null"),
            Self::Leaf(part) => parts.push(part.clone()),
            Self::Object(fields) => {
                for (n, (name, node)) in fields.iter().enumerate() {
                    literal(parts, if n == 0 { "{" } else { "," });
                    literal(parts, &serde_json::Value::from(name.as_str()).to_string());
                    literal(parts, ":");
                    node.write(parts);
                }
                literal(parts, "}");
            }
            Self::List(items) => {
                for (n, node) in items.iter().enumerate() {
                    literal(parts, if n == 0 { "[" } else { "," });
                    node.write(parts);
                }
                literal(parts, "]");
            }
        }
    }
}

/// Behind the last literal, if there is one.
fn literal(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Literal(last)) => last.push_str(text),
        _ => parts.push(Part::Literal(text.to_owned())),
    }
}
