//! How many bytes lie behind what is kept, so that its limit is one of bytes and not of things.

use std::collections::BTreeSet;

use tilework_core::{binding::Decode, command::PayloadRule};

use crate::{
    merge::{About, Announced, Named},
    model::{Availability, Described, Entity, Note, Part, Reads, Sends, Shape},
};

pub trait Weight {
    /// Behind it, its own size aside.
    fn heap(&self) -> usize;
}

impl Weight for String {
    fn heap(&self) -> usize {
        self.capacity()
    }
}

impl<T: Weight> Weight for Option<T> {
    fn heap(&self) -> usize {
        self.as_ref().map_or(0, T::heap)
    }
}

impl<T: Weight> Weight for Vec<T> {
    fn heap(&self) -> usize {
        self.capacity() * size_of::<T>() + self.iter().map(T::heap).sum::<usize>()
    }
}

impl Weight for BTreeSet<String> {
    fn heap(&self) -> usize {
        // A tree has room for as much again.
        let each = |it: &String| 2 * size_of::<String>() + it.heap();
        self.iter().map(each).sum()
    }
}

impl Weight for Announced {
    fn heap(&self) -> usize {
        self.about.heap() + self.entities.heap() + self.notes.heap() + self.at.heap()
    }
}

impl Weight for About {
    fn heap(&self) -> usize {
        self.described.heap() + self.identifiers.heap() + self.addresses.heap()
    }
}

impl Weight for Described {
    fn heap(&self) -> usize {
        let texts = [
            &self.name,
            &self.maker,
            &self.model,
            &self.area,
            &self.version,
            &self.link,
        ];
        texts.into_iter().map(Weight::heap).sum()
    }
}

impl Weight for Named {
    fn heap(&self) -> usize {
        self.identity.heap() + self.entity.heap()
    }
}

impl Weight for Entity {
    fn heap(&self) -> usize {
        let texts = [&self.name, &self.class, &self.icon];
        let texts: usize = texts.into_iter().map(Weight::heap).sum();
        let said = self.key.heap() + self.component.heap() + self.topic.heap() + texts;
        said + self.availability.heap() + self.parts.heap() + self.notes.heap()
    }
}

impl Weight for Availability {
    fn heap(&self) -> usize {
        self.reads.heap()
    }
}

impl Weight for Part {
    fn heap(&self) -> usize {
        let shape = match &self.shape {
            Shape::Choice { options } => options.heap(),
            _ => 0,
        };
        shape + self.reads.heap() + self.sends.heap() + self.word.heap() + self.says.heap()
    }
}

impl Weight for Reads {
    fn heap(&self) -> usize {
        let decode = match &self.decode {
            Decode::OnOff { on, off } => on.heap() + off.heap(),
            _ => 0,
        };
        decode + self.topic.heap() + self.template.heap() + self.unit.heap()
    }
}

impl Weight for Sends {
    fn heap(&self) -> usize {
        let payload = match &self.payload {
            PayloadRule::Template { text } => text.heap(),
            PayloadRule::OnOff { on, off } => on.heap() + off.heap(),
        };
        payload + self.topic.heap()
    }
}

impl Weight for Note {
    fn heap(&self) -> usize {
        match self {
            Self::Template { field, message } => field.heap() + message.heap(),
            Self::NeedsHomeAssistant { field }
            | Self::Topic { field }
            | Self::Missing { field }
            | Self::Unusual { field }
            | Self::TooLong { field } => field.heap(),
            Self::SharedTopic { topic } => topic.heap(),
            _ => 0,
        }
    }
}
