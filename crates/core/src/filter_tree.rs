//! Many topic filters at once: which of them a message belongs to.

mod covering;

use std::collections::HashMap;

use crate::topic::TopicFilter;

/// Topic filters, each with values. A lookup walks the levels of the topic, so its cost depends on the depth of the topic
/// and on the wildcards along its path, not on the number of filters.
///
/// The nodes lie in one list and name each other by index: a filter of 65,535 levels costs memory, but no stack.
#[derive(Debug, Clone)]
pub struct FilterTree<T> {
    nodes: Vec<Node<T>>,
    /// Nodes that were removed and can be used again.
    free: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Node<T> {
    /// By the text of the next level.
    children: HashMap<Box<str>, usize>,
    plus: Option<usize>,
    /// Filters that end here.
    here: Vec<T>,
    /// Filters that end with `#` below this level; they match this level itself too (MQTT 5 §4.7.1.2).
    below: Vec<T>,
}

impl<T> Node<T> {
    fn new() -> Self {
        Self {
            children: HashMap::new(),
            plus: None,
            here: vec![],
            below: vec![],
        }
    }

    fn is_empty(&self) -> bool {
        self.children.is_empty()
            && self.plus.is_none()
            && self.here.is_empty()
            && self.below.is_empty()
    }
}

const ROOT: usize = 0;

impl<T> Default for FilterTree<T> {
    fn default() -> Self {
        Self {
            nodes: vec![Node::new()],
            free: vec![],
        }
    }
}

impl<T> FilterTree<T> {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes[ROOT].is_empty()
    }

    /// Adds `value` under `filter`; what is already there stays.
    pub fn insert(&mut self, filter: &TopicFilter, value: T) {
        let mut node = ROOT;
        for level in filter.matching_part().split('/') {
            if level == "#" {
                self.nodes[node].below.push(value);
                return;
            }
            node = self
                .child(node, level)
                .unwrap_or_else(|| self.add_child(node, level));
        }
        self.nodes[node].here.push(value);
    }

    /// Removes one `value` that was inserted under `filter`. `false`: there was none.
    pub fn remove(&mut self, filter: &TopicFilter, value: &T) -> bool
    where
        T: PartialEq,
    {
        let mut path = vec![];
        let mut node = ROOT;
        let mut hash = false;
        for level in filter.matching_part().split('/') {
            if level == "#" {
                hash = true;
                break;
            }
            let Some(child) = self.child(node, level) else {
                return false;
            };
            path.push((node, level));
            node = child;
        }
        let values = if hash {
            &mut self.nodes[node].below
        } else {
            &mut self.nodes[node].here
        };
        let Some(index) = values.iter().position(|held| held == value) else {
            return false;
        };
        values.remove(index);
        while let Some((parent, level)) = path.pop() {
            if !self.nodes[node].is_empty() {
                break;
            }
            self.nodes[node] = Node::new();
            self.free.push(node);
            if level == "+" {
                self.nodes[parent].plus = None;
            } else {
                self.nodes[parent].children.remove(level);
            }
            node = parent;
        }
        true
    }

    /// Calls `found` with every value whose filter matches `topic`, in no particular order.
    pub fn matches<'a>(&'a self, topic: &str, mut found: impl FnMut(&'a T)) {
        let hidden = topic.starts_with('$'); // no wildcard in the first level matches it (MQTT 5 §4.7.2)
        let mut others = vec![];
        let mut next = Some((ROOT, Some(topic)));
        while let Some((index, rest)) = next.take().or_else(|| others.pop()) {
            let node = &self.nodes[index];
            let wildcards = !(hidden && index == ROOT);
            if wildcards {
                node.below.iter().for_each(&mut found);
            }
            let Some(rest) = rest else {
                node.here.iter().for_each(&mut found);
                continue;
            };
            let (level, rest) = match rest.split_once('/') {
                Some((level, rest)) => (level, Some(rest)),
                None => (rest, None),
            };
            next = node.children.get(level).map(|&child| (child, rest));
            if let Some(plus) = node.plus.filter(|_| wildcards) {
                others.push((plus, rest));
            }
        }
    }

    fn child(&self, node: usize, level: &str) -> Option<usize> {
        let node = &self.nodes[node];
        if level == "+" {
            node.plus
        } else {
            node.children.get(level).copied()
        }
    }

    fn add_child(&mut self, node: usize, level: &str) -> usize {
        let child = self.free.pop().unwrap_or_else(|| {
            self.nodes.push(Node::new());
            self.nodes.len() - 1
        });
        if level == "+" {
            self.nodes[node].plus = Some(child);
        } else {
            self.nodes[node].children.insert(level.into(), child);
        }
        child
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn filter(text: &str) -> TopicFilter {
        TopicFilter::parse(text).unwrap()
    }

    fn found(tree: &FilterTree<usize>, topic: &str) -> Vec<usize> {
        let mut all = vec![];
        tree.matches(topic, |value| all.push(*value));
        all.sort_unstable();
        all
    }

    #[test]
    fn every_matching_filter_is_found_and_no_other() {
        let mut tree = FilterTree::new();
        for (value, text) in [
            "a/b",
            "a/+",
            "a/#",
            "#",
            "+/b",
            "$SYS/#",
            "a/b/c",
            "$share/g/a/b",
        ]
        .iter()
        .enumerate()
        {
            tree.insert(&filter(text), value);
        }
        assert_eq!(found(&tree, "a/b"), [0, 1, 2, 3, 4, 7]);
        assert_eq!(found(&tree, "a"), [2, 3]);
        assert_eq!(found(&tree, "$SYS/b"), [5]);
        assert_eq!(found(&tree, "x"), [3]);
    }

    #[test]
    fn a_removed_value_is_gone_and_its_neighbours_stay() {
        let mut tree = FilterTree::new();
        tree.insert(&filter("a/b"), 1);
        tree.insert(&filter("a/b"), 2);
        tree.insert(&filter("a/+/#"), 3);
        assert!(tree.remove(&filter("a/b"), &1));
        assert!(!tree.remove(&filter("a/b"), &1));
        assert!(!tree.remove(&filter("x/y"), &1));
        assert_eq!(found(&tree, "a/b"), [2, 3]);
        assert!(tree.remove(&filter("a/+/#"), &3));
        assert!(tree.remove(&filter("a/b"), &2));
        assert!(tree.is_empty());
    }

    #[test]
    fn places_of_removed_filters_are_used_again() {
        let mut tree = FilterTree::new();
        for round in 0..100 {
            let one = filter(&format!("device/{round}/+/state/#"));
            tree.insert(&one, round);
            assert!(tree.remove(&one, &round));
        }
        assert!(tree.nodes.len() < 10, "{}", tree.nodes.len());
    }

    #[test]
    fn a_filter_of_tens_of_thousands_of_levels_does_no_harm() {
        let mut tree = FilterTree::new();
        let deep = "+/".repeat(30_000);
        tree.insert(&filter(&deep), 1);
        assert_eq!(found(&tree, &"/".repeat(30_000)), [1]);
        drop(tree.clone());
        assert!(tree.remove(&filter(&deep), &1));
    }

    fn filters() -> impl Strategy<Value = Vec<TopicFilter>> {
        let level = prop_oneof![
            Just("a"),
            Just("b"),
            Just(""),
            Just("+"),
            Just("$x"),
            Just("#")
        ];
        let text = prop::collection::vec(level, 1..5)
            .prop_map(|levels| levels.join("/"))
            .prop_filter_map("a filter", |text| TopicFilter::parse(&text).ok());
        prop::collection::vec(text, 0..20)
    }

    proptest! {
        #[test]
        fn the_tree_agrees_with_each_filter(
            filters in filters(),
            removed in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
            topic in "(\\$x|a|b)?(/(a|b|\\$x)?){0,4}",
        ) {
            let mut tree = FilterTree::new();
            for (value, filter) in filters.iter().enumerate() {
                tree.insert(filter, value);
            }
            let mut kept: Vec<bool> = vec![true; filters.len()];
            if !filters.is_empty() {
                for index in removed {
                    let index = index.index(filters.len());
                    prop_assert_eq!(tree.remove(&filters[index], &index), kept[index]);
                    kept[index] = false;
                }
            }
            let expected: Vec<usize> =
                (0..filters.len()).filter(|&i| kept[i] && filters[i].matches(&topic)).collect();
            prop_assert_eq!(found(&tree, &topic), expected);
        }
    }
}
