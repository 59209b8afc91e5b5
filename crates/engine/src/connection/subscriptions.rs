//! The filters that bindings want, counted.

use std::collections::BTreeMap;

use tilework_core::{binding::Qos, topic::TopicFilter};

#[derive(Debug, Default)]
pub struct Subscriptions {
    wanted: BTreeMap<TopicFilter, Wanted>,
}

#[derive(Debug)]
struct Wanted {
    qos: Qos,
    count: u32,
}

impl Subscriptions {
    /// Counts the filter up. Its QoS is the highest that anyone wants.
    pub fn add(&mut self, filter: &TopicFilter, qos: Qos) -> Qos {
        let wanted = self
            .wanted
            .entry(filter.clone())
            .or_insert(Wanted { qos, count: 0 });
        wanted.count += 1;
        wanted.qos = wanted.qos.max(qos);
        wanted.qos
    }

    /// Counts the filter down; true when nobody wants it any more.
    pub fn remove(&mut self, filter: &TopicFilter) -> bool {
        let Some(wanted) = self.wanted.get_mut(filter) else {
            return false;
        };
        wanted.count -= 1;
        let unwanted = wanted.count == 0;
        if unwanted {
            self.wanted.remove(filter);
        }
        unwanted
    }

    pub fn wants(&self, filter: &TopicFilter) -> bool {
        self.wanted.contains_key(filter)
    }

    pub fn all(&self) -> Vec<(TopicFilter, Qos)> {
        self.wanted
            .iter()
            .map(|(filter, wanted)| (filter.clone(), wanted.qos))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_dropped_when_its_last_binding_goes() {
        let filter = TopicFilter::parse("farm/+").unwrap();
        let mut subscriptions = Subscriptions::default();
        assert_eq!(
            subscriptions.add(&filter, Qos::AtLeastOnce),
            Qos::AtLeastOnce
        );
        assert_eq!(
            subscriptions.add(&filter, Qos::AtMostOnce),
            Qos::AtLeastOnce
        );
        assert!(!subscriptions.remove(&filter));
        assert!(subscriptions.remove(&filter));
        assert!(subscriptions.all().is_empty());
        assert!(!subscriptions.remove(&filter));
    }
}
