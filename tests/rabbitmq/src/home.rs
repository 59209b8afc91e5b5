//! Where RabbitMQ runs from: the installed one, with those of its plugins that are needed and no others. A node looks through every
//! module of every plugin when it starts; without the thirty that nobody asked for that is half the time.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

pub const PLUGINS: [&str; 2] = ["rabbitmq_mqtt", "rabbitmq_web_mqtt"];

/// Makes `folder` a home of links, for `RABBITMQ_SCRIPTS_DIR=<folder>/sbin`.
pub fn make(folder: &Path) {
    let installed = installed();
    fs::create_dir_all(folder.join("plugins")).unwrap();
    symlink(installed.join("sbin"), folder.join("sbin")).unwrap();
    symlink(installed.join("escript"), folder.join("escript")).unwrap();
    let offered = applications(&installed.join("plugins"));
    let mut wanted: Vec<String> = PLUGINS.map(str::to_owned).into();
    wanted.push("rabbit".to_owned());
    while let Some(name) = wanted.pop() {
        // What is not among them comes with Erlang.
        let Some(path) = offered.get(&name) else {
            continue;
        };
        let link = folder.join("plugins").join(path.file_name().unwrap());
        if link.is_symlink() {
            continue;
        }
        symlink(path, link).unwrap();
        let described = fs::read_to_string(path.join(format!("ebin/{name}.app"))).unwrap();
        wanted.extend(dependencies(&described));
    }
}

fn installed() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/rabbitmq/lib").expect(
        "RabbitMQ is installed (cargo xtask test does it; Debian calls it rabbitmq-server)",
    );
    versions
        .map(|entry| entry.unwrap().path())
        .max()
        .expect("a version of RabbitMQ under /usr/lib/rabbitmq/lib")
}

/// Queues on several nodes by a policy: until 3.13, and gone with 4.0.
pub fn mirrors_queues() -> bool {
    installed()
        .file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.contains("-3."))
}

/// Folders are called `<name>-<version>`.
fn applications(plugins: &Path) -> BTreeMap<String, PathBuf> {
    fs::read_dir(plugins)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let (name, _) = path.file_name()?.to_str()?.rsplit_once('-')?;
            Some((name.to_owned(), path))
        })
        .collect()
}

/// The `applications` of an Erlang application file: `{applications, [kernel, stdlib, …]}`.
fn dependencies(app: &str) -> Vec<String> {
    let list = app
        .split_once("{applications,")
        .and_then(|(_, rest)| rest.split_once('['))
        .and_then(|(_, rest)| rest.split_once(']'));
    let Some((list, _)) = list else {
        return vec![];
    };
    list.split(',')
        .map(|name| name.trim().trim_matches('\'').to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_application_needs_is_read_from_its_file() {
        let app = "{application,a,[{vsn,\"1\"},\n {applications, [kernel,\n  'stdlib', ra]},\n {env,[b]}]}.";
        assert_eq!(dependencies(app), ["kernel", "stdlib", "ra"]);
    }

    #[test]
    fn a_home_has_what_is_needed_and_little_else() {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path());
        let made = applications(&folder.path().join("plugins"));
        for name in [
            "rabbit",
            "ra",
            "rabbitmq_mqtt",
            "rabbitmq_web_mqtt",
            "cowboy",
        ] {
            assert!(made.contains_key(name), "{name} in {made:?}");
        }
        assert!(!made.contains_key("rabbitmq_management"));
    }
}
