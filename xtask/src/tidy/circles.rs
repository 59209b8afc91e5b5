//! No import circle among the modules of a crate: of two modules of one folder, each with all that is in it, at most one uses the
//! other, however far around. A module and its own parts are one: a folder's `mod.rs` may use its files, and they use it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Finding,
    paths::{Path, paths},
    source::{Source, names},
};

/// Crates that have circles still: none.
const NOT_YET: &[&str] = &[];

const DEPTH: usize = 16;

type Module = Vec<String>;

/// What is said of a crate's file.
struct File {
    path: String,
    code: String,
    paths: Vec<Path>,
}

/// Files by their place in the crate; the root is the empty place.
type Crate = BTreeMap<Module, File>;

pub fn circles(sources: &[Source]) -> Vec<Finding> {
    let roots: BTreeSet<&str> = sources
        .iter()
        .filter(|source| !source.is_test())
        .filter_map(|source| {
            let folder = source.path.strip_suffix("lib.rs");
            folder.or(source.path.strip_suffix("main.rs"))
        })
        .collect();
    roots
        .into_iter()
        .filter(|root| {
            !NOT_YET
                .iter()
                .any(|name| root.starts_with(&format!("{name}/")))
        })
        .flat_map(|root| circles_of(root, &files(root, sources)))
        .collect()
}

fn files(root: &str, sources: &[Source]) -> Crate {
    let own = sources.iter().filter_map(|source| {
        let place = source.path.strip_prefix(root)?.strip_suffix(".rs")?;
        (!source.is_test()).then_some((source, place))
    });
    own.map(|(source, place)| {
        let mut module: Module = place.split('/').map(str::to_owned).collect();
        let root_file = module.len() == 1 && ["lib", "main"].contains(&module[0].as_str());
        if root_file || module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        let mut code = String::new();
        let mut next = 1;
        for line in source.code().filter(|line| !line.test) {
            // Lines keep their numbers.
            code.extend(std::iter::repeat_n('\n', line.number - next));
            next = line.number;
            code.push_str(&line.words());
        }
        let file = File {
            path: source.path.clone(),
            paths: paths(&code),
            code,
        };
        (module, file)
    })
    .collect()
}

/// Where the use of one module by another is seen: `file:line`.
type Uses = BTreeMap<(String, String), String>;

fn circles_of(root: &str, files: &Crate) -> Vec<Finding> {
    let mut uses: BTreeMap<Module, Uses> = BTreeMap::new();
    for (module, file) in files {
        for path in &file.paths {
            let Some(used) = resolve(files, module, &path.parts, DEPTH) else {
                continue;
            };
            let common = module.iter().zip(&used).take_while(|(a, b)| a == b).count();
            let (Some(from), Some(to)) = (module.get(common), used.get(common)) else {
                continue;
            };
            let line = file.code[..path.at].matches('\n').count() + 1;
            uses.entry(module[..common].to_vec())
                .or_default()
                .entry((from.clone(), to.clone()))
                .or_insert_with(|| format!("{}:{line}", file.path));
        }
    }
    let found = uses.iter().filter_map(|(folder, uses)| {
        let circle = circle(uses)?;
        let steps = circle.iter().zip(circle.iter().cycle().skip(1));
        let steps = steps.map(|(from, to)| {
            let seen = uses.get(&(from.clone(), to.clone()));
            let seen = seen.map_or("", String::as_str);
            format!("`{from}` uses `{to}` ({seen})")
        });
        let steps: Vec<_> = steps.collect();
        Some(Finding::new(
            &format!("{root}{}", folder.join("/")),
            0,
            format!("an import circle: {}", steps.join(", ")),
        ))
    });
    found.collect()
}

/// One of the shortest.
fn circle(uses: &Uses) -> Option<Vec<String>> {
    let modules: BTreeSet<&String> = uses.keys().map(|(from, _)| from).collect();
    let back = |start: &String| {
        let mut ways = vec![vec![start.clone()]];
        let mut seen = BTreeSet::new();
        while !ways.is_empty() {
            let mut longer = vec![];
            for way in ways {
                let used = uses.keys().filter(|(from, _)| way.last() == Some(from));
                for (_, to) in used {
                    if to == start {
                        return Some(way);
                    }
                    if seen.insert(to.clone()) {
                        let next = way.iter().chain([to]);
                        longer.push(next.cloned().collect());
                    }
                }
            }
            ways = longer;
        }
        None
    };
    modules.into_iter().filter_map(back).min_by_key(Vec::len)
}

/// The module that a path leads to: through what modules on the way bring into scope, to where the thing is. `None` for what is not
/// of this crate.
fn resolve(files: &Crate, module: &Module, parts: &[String], depth: usize) -> Option<Module> {
    let (first, mut rest) = parts.split_first()?;
    let mut place = module.clone();
    match first.as_str() {
        "crate" => place.clear(),
        "super" => {
            place.pop()?;
        }
        "self" => {}
        _ => rest = parts,
    }
    let mut inside = rest.len() < parts.len();
    while let Some((name, after)) = rest.split_first() {
        if name == "super" {
            place.pop()?;
        } else {
            let child: Module = place.iter().chain([name]).cloned().collect();
            if files.contains_key(&child) {
                place = child;
            } else {
                let found = (depth > 0).then(|| in_scope(files, &place, name, depth - 1));
                match found.flatten() {
                    Some(found) if after.is_empty() => return Some(found),
                    Some(found) => {
                        return resolve(
                            files,
                            &found,
                            &[&["self".to_owned()], after].concat(),
                            depth.checked_sub(1)?,
                        );
                    }
                    None => return inside.then_some(place),
                }
            }
        }
        inside = true;
        rest = after;
    }
    Some(place)
}

/// Where a name comes from that a module has from elsewhere; `None` for its own.
fn in_scope(files: &Crate, module: &Module, name: &str, depth: usize) -> Option<Module> {
    let file = files.get(module)?;
    let imports = || file.paths.iter().filter(|path| path.imported);
    if let Some(path) = imports()
        .find(|path| path.name == name && path.parts.last().is_some_and(|last| last != "*"))
    {
        return resolve(files, module, &path.parts, depth);
    }
    if defines(file, name) {
        return None;
    }
    imports()
        .filter_map(|path| path.parts.split_last().filter(|(last, _)| *last == "*"))
        .find_map(|(_, folder)| {
            let from = resolve(files, module, folder, depth)?;
            if files.get(&from).is_some_and(|file| defines(file, name)) {
                return Some(from);
            }
            in_scope(files, &from, name, depth.checked_sub(1)?)
        })
}

fn defines(file: &File, name: &str) -> bool {
    const KINDS: [&str; 9] = [
        "fn",
        "struct",
        "enum",
        "trait",
        "type",
        "const",
        "static",
        "mod",
        "macro_rules!",
    ];
    file.code.lines().any(|line| {
        KINDS.iter().any(|kind| {
            let mut after = line.split(kind).skip(1);
            after.any(|after| {
                let word: String = after
                    .trim_start()
                    .chars()
                    .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                    .collect();
                after.starts_with(' ') && word == name && names(line, kind.trim_end_matches('!'))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<Source> = files
            .iter()
            .map(|(path, text)| Source::new(&format!("crates/some/src/{path}"), text))
            .collect();
        let findings = circles(&sources).into_iter();
        findings.map(|finding| finding.rule).collect()
    }

    #[test]
    fn two_modules_that_use_each_other_are_found_with_their_lines() {
        let rules = found(&[
            ("lib.rs", "mod a;\nmod b;"),
            ("a.rs", "use crate::b::B;\npub struct A;"),
            ("b.rs", "pub struct B;\n\nfn go(_: super::a::A) {}"),
        ]);
        assert_eq!(
            rules,
            [
                "an import circle: `a` uses `b` (crates/some/src/a.rs:1), `b` uses `a` (crates/some/src/b.rs:3)"
            ]
        );
    }

    #[test]
    fn a_way_around_over_folders_and_re_exports_is_found() {
        let rules = found(&[
            (
                "lib.rs",
                "mod a;\nmod b;\nmod c;\npub use a::*;\npub use b::B as Other;",
            ),
            ("a/mod.rs", "mod inner;\npub use inner::A;"),
            ("a/inner.rs", "use crate::Other;\npub struct A;"),
            ("b.rs", "use crate::c;\npub struct B;"),
            ("c.rs", "use crate::A;"),
        ]);
        assert_eq!(rules.len(), 1, "{rules:?}");
        for step in ["`a` uses `b`", "`b` uses `c`", "`c` uses `a`"] {
            assert!(rules[0].contains(step), "{rules:?}");
        }
    }

    #[test]
    fn a_circle_inside_of_a_folder_is_found() {
        let rules = found(&[
            ("lib.rs", "mod a;"),
            ("a/mod.rs", "mod x;\nmod y;"),
            ("a/x.rs", "use super::y::Y;\npub struct X;"),
            ("a/y.rs", "use crate::a::x::X;\npub struct Y;"),
        ]);
        assert_eq!(rules.len(), 1, "{rules:?}");
    }

    #[test]
    fn layers_parts_of_one_module_and_tests_are_no_circles() {
        let rules = found(&[
            ("lib.rs", "mod a;\nmod b;\npub use b::B;"),
            (
                "a/mod.rs",
                "mod part;\nuse part::Part;\npub struct A;\nuse crate::B;",
            ),
            (
                "a/part.rs",
                "use super::A;\n// use crate::b::Nothing\npub struct Part;",
            ),
            (
                "b.rs",
                "pub struct B;\n#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}",
            ),
            ("b/tests.rs", "use crate::a::A;"),
        ]);
        assert_eq!(rules, Vec::<String>::new());
    }
}
