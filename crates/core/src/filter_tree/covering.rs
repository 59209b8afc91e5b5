//! Which filters of a tree cover a filter, and which of them it covers.
//!
//! A filter covers another when every topic of the other is one of its own. This is told from the levels alone: `+/#` and `#` have the
//! same topics, but only `#` is said to cover the other.

use super::{FilterTree, ROOT};
use crate::topic::TopicFilter;

impl<T> FilterTree<T> {
    /// Calls `found` with every value whose filter covers `filter`, its own filter included, in no particular order.
    pub fn covering<'a>(&'a self, filter: &TopicFilter, mut found: impl FnMut(&'a T)) {
        let text = filter.matching_part();
        let hidden = text.starts_with('$'); // no wildcard in the first level has it (MQTT 5 §4.7.2)
        let mut paths = vec![(ROOT, Some(text))];
        while let Some((index, rest)) = paths.pop() {
            let node = &self.nodes[index];
            let wildcards = !(hidden && index == ROOT);
            if wildcards {
                node.below.iter().for_each(&mut found);
            }
            match rest {
                None => node.here.iter().for_each(&mut found),
                Some("#") => {}
                Some(rest) => {
                    let (level, rest) = next_level(rest);
                    paths.extend(node.children.get(level).map(|&child| (child, rest)));
                    paths.extend(node.plus.filter(|_| wildcards).map(|plus| (plus, rest)));
                }
            }
        }
    }

    /// Calls `found` with every value whose filter `filter` covers, its own filter included, in no particular order.
    pub fn covered<'a>(&'a self, filter: &TopicFilter, mut found: impl FnMut(&'a T)) {
        let mut paths = vec![(ROOT, Some(filter.matching_part()))];
        while let Some((index, rest)) = paths.pop() {
            let node = &self.nodes[index];
            // No wildcard in the first level has a topic that begins with `$`.
            let open = |level: &str| index != ROOT || !level.starts_with('$');
            let any = || {
                let children = node.children.iter().filter(|(level, _)| open(level));
                children.map(|(_, &child)| child).chain(node.plus)
            };
            match rest {
                None => node.here.iter().for_each(&mut found),
                Some("#") => {
                    node.here.iter().for_each(&mut found);
                    node.below.iter().for_each(&mut found);
                    paths.extend(any().map(|child| (child, Some("#"))));
                }
                Some(rest) => {
                    let (level, rest) = next_level(rest);
                    if level == "+" {
                        paths.extend(any().map(|child| (child, rest)));
                    } else {
                        paths.extend(node.children.get(level).map(|&child| (child, rest)));
                    }
                }
            }
        }
    }
}

/// The first level, and what is behind it.
fn next_level(levels: &str) -> (&str, Option<&str>) {
    match levels.split_once('/') {
        Some((level, rest)) => (level, Some(rest)),
        None => (levels, None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn filter(text: &str) -> TopicFilter {
        TopicFilter::parse(text).unwrap()
    }

    /// Level by level.
    fn covers(this: &TopicFilter, other: &TopicFilter) -> bool {
        let (this, other) = (this.matching_part(), other.matching_part());
        if other.starts_with('$') && this.starts_with(['+', '#']) {
            return false;
        }
        let mut others = other.split('/');
        for mine in this.split('/') {
            match (mine, others.next()) {
                ("#", _) => return true,
                ("+", Some(level)) if level != "#" => {}
                (mine, Some(level)) if mine == level => {}
                _ => return false,
            }
        }
        others.next().is_none()
    }

    fn told(tell: impl FnOnce(&mut dyn FnMut(&usize))) -> Vec<usize> {
        let mut all = vec![];
        tell(&mut |value| all.push(*value));
        all.sort_unstable();
        all
    }

    #[test]
    fn a_filter_covers_those_whose_topics_are_all_its_own() {
        for (wide, narrow, expected) in [
            ("a/b", "a/b", true),
            ("a/+", "a/b", true),
            ("a/+", "a/+", true),
            ("a/+", "a/#", false),
            ("a/#", "a/+", true),
            ("a/#", "a", true),
            ("a/+/#", "a/#", false),
            ("+/#", "a/#", true),
            ("#", "+/#", true),
            ("#", "$SYS/#", false),
            ("+/x", "$SYS/x", false),
            ("$SYS/#", "$SYS/+/x", true),
            ("+/b", "a/+", false),
        ] {
            let mut tree = FilterTree::new();
            tree.insert(&filter(wide), 0);
            let found = told(|found| tree.covering(&filter(narrow), found));
            assert_eq!(!found.is_empty(), expected, "{wide} over {narrow}");
        }
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
        prop::collection::vec(text, 1..20)
    }

    proptest! {
        #[test]
        fn the_tree_agrees_with_each_pair(filters in filters()) {
            let mut tree = FilterTree::new();
            for (value, filter) in filters.iter().enumerate() {
                tree.insert(filter, value);
            }
            for asked in &filters {
                let that = |is: &dyn Fn(&TopicFilter) -> bool| -> Vec<usize> {
                    (0..filters.len()).filter(|&i| is(&filters[i])).collect()
                };
                let covering = told(|found| tree.covering(asked, found));
                prop_assert_eq!(covering, that(&|it| covers(it, asked)));
                let covered = told(|found| tree.covered(asked, found));
                prop_assert_eq!(covered, that(&|it| covers(asked, it)));
            }
        }

        #[test]
        fn what_covers_a_filter_has_all_its_topics(
            filters in filters(),
            topic in "(\\$x|a|b)?(/(a|b|\\$x)?){0,4}",
        ) {
            for wide in &filters {
                for narrow in filters.iter().filter(|narrow| covers(wide, narrow)) {
                    prop_assert!(!narrow.matches(&topic) || wide.matches(&topic), "{wide} {narrow}");
                }
            }
        }
    }
}
