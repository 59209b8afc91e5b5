//! The TypeScript side of the table of requests, and the presets that tests of forms are given: written by `cargo xtask bindings`, compared
//! by every test run.

use std::{any::TypeId, collections::BTreeMap, fmt::Write as _, path::Path};

use tilework_core::preset::rules;
use ts_rs::{Config, TS, TypeVisitor};

use super::*;

/// Under ui/src/lib/bindings.
fn is_what_is_said(file: &str, wanted: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/lib/bindings");
    let path = folder.join(file);
    if std::env::var_os("TILEWORK_WRITE_BINDINGS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "ui/src/lib/bindings/{file} is stale: run `cargo xtask bindings`"
    );
}

struct Declarations {
    config: Config,
    seen: Vec<TypeId>,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let text = format!("{docs}export {}\n", T::decl(&self.config));
            self.by_name.insert(T::ident(&self.config), text);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(&part[..1].to_uppercase());
        out.push_str(&part[1..]);
    }
    out
}

macro_rules! write_map {
    ($($room:ident { $($(#[$doc:meta])* $who:ident $kind:ident $name:ident ($($arg:ident: $ty:ty),*) $(of [$item:ty])? $(-> $result:ty)?;)* })*) => {
        fn generate() -> String {
            let config = || Config::new().with_large_int("number");
            let mut types = Declarations { config: config(), seen: vec![], by_name: BTreeMap::new() };
            let mut map = String::new();
            $($(
                $(types.visit::<$ty>();)*
                $(types.visit::<$item>();)?
                $(types.visit::<$result>();)?
                let args: Vec<String> = vec![$(format!("{}: {}", camel(stringify!($arg)), <$ty as TS>::name(&config()))),*];
                #[allow(unused_mut, unused_assignments, reason = "rows without a result")]
                let mut result = "ArrayBuffer".to_owned();
                $(result = <$result as TS>::name(&config());)?
                #[allow(unused_mut, unused_assignments, reason = "rows without an item")]
                let mut item = String::new();
                $(item = format!(", item: {}", <$item as TS>::name(&config()));)?
                let _ = writeln!(
                    map,
                    "  {}: {{ kind: \"{}\", args: {{ {} }}, result: {result}{item} }},",
                    stringify!($name), stringify!($kind), args.join(", "),
                );
            )*)*
            types.visit::<AppError>();
            types.visit::<ChartScales>();
            let declarations: Vec<_> = types.by_name.into_values().collect();
            format!(
                "// Written by `cargo xtask bindings` from crates/engine/src. Do not edit.\n\n{}\n/** Name, arguments and answer of every request. */\nexport type Requests = {{\n{map}}};\n",
                declarations.join("\n"),
            )
        }
    };
}

crate::with_requests!(write_map);

#[test]
fn the_committed_typescript_is_what_the_table_says() {
    is_what_is_said("api.ts", &generate());
}

#[test]
fn the_committed_presets_are_what_the_rules_say() {
    let json = serde_json::to_string_pretty(&rules()).unwrap();
    is_what_is_said("presets.json", &format!("{json}\n"));
}
