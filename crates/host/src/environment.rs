//! The environment variables of product.md, read once.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::Arc,
};

use tilework_engine::ports::SecretStore;

use crate::secrets::{Keyring, Memory};

/// What tests and packagers may set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// `TILEWORK_DATA_DIR`, absolute: everything is stored there, and several such instances may run side by side.
    pub data_dir: Option<PathBuf>,
    /// `TILEWORK_SECRETS=memory`: secrets are forgotten when the app closes.
    pub secrets_in_memory: bool,
    /// `TILEWORK_DEMO=1`: a first start goes straight into the running demo.
    pub demo: bool,
    /// `TILEWORK_EXPORT_DIR`, absolute: exported files go there, and nobody is asked.
    pub export_dir: Option<PathBuf>,
    /// `TILEWORK_BROWSERS`, absolute: the built UI, which a debug build of the app then serves to browsers of this device beside its window.
    pub browsers: Option<PathBuf>,
}

impl Environment {
    /// Of this process.
    #[must_use]
    pub fn read() -> Self {
        Self::from(|name| std::env::var_os(name))
    }

    /// The system's keyring, or memory where the environment says so.
    #[must_use]
    pub fn secrets(&self) -> Arc<dyn SecretStore> {
        if self.secrets_in_memory {
            Arc::new(Memory::default())
        } else {
            Arc::new(Keyring::default())
        }
    }

    fn from(get: impl Fn(&str) -> Option<OsString>) -> Self {
        let folder = |name: &str| {
            get(name)
                .filter(|path| !path.is_empty())
                .map(|path| std::path::absolute(Path::new(&path)).unwrap_or_else(|_| path.into()))
        };
        Self {
            data_dir: folder("TILEWORK_DATA_DIR"),
            export_dir: folder("TILEWORK_EXPORT_DIR"),
            browsers: folder("TILEWORK_BROWSERS"),
            secrets_in_memory: get("TILEWORK_SECRETS").is_some_and(|value| value == "memory"),
            demo: get("TILEWORK_DEMO").is_some_and(|value| value == "1"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(variables: &[(&str, &str)], expected: &Environment) {
        let get = |name: &str| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.into())
        };
        assert_eq!(&Environment::from(get), expected, "{variables:?}");
    }

    #[test]
    fn nothing_set_means_the_systems_folders_the_keyring_and_no_demo() {
        check(&[], &Environment::default());
        check(
            &[
                ("TILEWORK_DATA_DIR", ""),
                ("TILEWORK_SECRETS", ""),
                ("TILEWORK_DEMO", "0"),
            ],
            &Environment::default(),
        );
    }

    #[test]
    fn each_variable_is_read() {
        check(
            &[("TILEWORK_SECRETS", "memory")],
            &Environment {
                secrets_in_memory: true,
                ..Environment::default()
            },
        );
        check(
            &[("TILEWORK_DEMO", "1")],
            &Environment {
                demo: true,
                ..Environment::default()
            },
        );
    }

    #[test]
    fn the_data_folder_does_not_depend_on_the_working_folder() {
        let environment =
            Environment::from(|name| (name == "TILEWORK_DATA_DIR").then(|| "here".into()));
        assert_eq!(
            environment.data_dir,
            Some(std::env::current_dir().unwrap().join("here"))
        );
    }
}
