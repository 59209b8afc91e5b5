//! Filters that are one and the same for the broker: with a topic prefix, one tile writes it and another leaves it out.

use std::collections::BTreeMap;

use tilework_core::{binding::Qos, topic::TopicFilter};

/// What is asked of the broker, each with the filters that it stands for.
#[derive(Debug, Default)]
pub struct Filters(BTreeMap<String, BTreeMap<TopicFilter, Qos>>);

impl Filters {
    /// The QoS to ask for: the highest that anyone wants.
    pub fn add(&mut self, wire: &str, filter: &TopicFilter, qos: Qos) -> Qos {
        let same = self.0.entry(wire.to_owned()).or_default();
        same.insert(filter.clone(), qos);
        same.values().copied().max().unwrap_or(qos)
    }

    /// True when the broker need not send it any more.
    pub fn remove(&mut self, wire: &str, filter: &TopicFilter) -> bool {
        let Some(same) = self.0.get_mut(wire) else {
            return true;
        };
        same.remove(filter);
        let unwanted = same.is_empty();
        if unwanted {
            self.0.remove(wire);
        }
        unwanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_let_go_of_with_the_last_way_of_writing_it() {
        let [short, long] = ["soil", "/me/soil"].map(|text| TopicFilter::parse(text).unwrap());
        let mut filters = Filters::default();
        let least = Qos::AtLeastOnce;
        assert_eq!(filters.add("/me/soil", &long, least), least);
        assert_eq!(filters.add("/me/soil", &short, Qos::AtMostOnce), least);
        assert!(!filters.remove("/me/soil", &short));
        assert!(filters.remove("/me/soil", &long));
        assert!(
            filters.remove("/me/rain", &short),
            "of a kept session, unknown here"
        );
    }
}
