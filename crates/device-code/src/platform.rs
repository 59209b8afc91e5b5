//! Platforms: the folders of `templates/`. A folder has `platform.toml`, which says what the platform is, and a template for each file.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{device::Abilities, literal::Literals};

/// The name of a folder.
pub type PlatformId = &'static str;

/// By folder: its files by name.
type Folders = &'static [(&'static str, &'static [(&'static str, &'static str)])];
const FOLDERS: Folders = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

const SAID: &str = "platform.toml";
const TEMPLATE: &str = ".j2";

/// A platform, for a person to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlatformView {
    pub id: PlatformId,
    pub name: String,
    /// What the program stands on, with its version.
    pub library: String,
    /// What begins a comment in its main file.
    pub comment: String,
    pub install: Vec<Install>,
}

/// A step before the program runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Install {
    pub words: String,
    /// To type; `None`: the words say what to do.
    #[serde(default)]
    pub command: Option<String>,
}

/// `platform.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Said {
    pub name: String,
    pub library: String,
    /// Its place in the list.
    pub order: u32,
    /// Of its texts, in files whose names do not say otherwise.
    pub literals: Literals,
    pub comment: String,
    /// How functions and variables are written.
    pub functions: Case,
    pub variables: Case,
    /// The file that is the program; it comes first.
    pub main: String,
    pub tls: bool,
    pub web_socket: bool,
    pub mqtt5: bool,
    pub certificate: bool,
    pub install: Vec<Install>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    Snake,
    Camel,
    Pascal,
}

impl Case {
    /// Words as one name.
    pub fn join(self, words: &[&str]) -> String {
        let snake = words.join("_");
        if self == Self::Snake {
            return snake;
        }
        let mut name = String::new();
        for (n, word) in snake.split('_').filter(|it| !it.is_empty()).enumerate() {
            let mut letters = word.chars();
            match letters.next() {
                Some(first) if n > 0 || self == Self::Pascal => name.extend(first.to_uppercase()),
                Some(first) => name.push(first),
                None => {}
            }
            name.push_str(letters.as_str());
        }
        name
    }
}

#[derive(Debug)]
pub struct Platform {
    pub id: PlatformId,
    pub said: Said,
    /// Without their ending, the main one first.
    pub templates: Vec<(&'static str, &'static str)>,
}

static PLATFORMS: LazyLock<Vec<Platform>> = LazyLock::new(|| {
    let mut platforms: Vec<Platform> = FOLDERS
        .iter()
        .filter_map(|(id, files)| read(id, files).ok())
        .collect();
    platforms.sort_by_key(|it| it.said.order);
    platforms
});

/// A folder as a platform. A test sees to it that all can be read.
fn read(id: &'static str, files: &[(&'static str, &'static str)]) -> Result<Platform, String> {
    let said = files
        .iter()
        .find(|(name, _)| *name == SAID)
        .ok_or("it has no platform.toml")?;
    let said: Said = toml::from_str(said.1).map_err(|error| error.to_string())?;
    let mut templates: Vec<_> = files
        .iter()
        .filter_map(|(name, text)| Some((name.strip_suffix(TEMPLATE)?, *text)))
        .collect();
    templates.sort_by_key(|(name, _)| (*name != said.main, *name));
    if templates.first().is_none_or(|(name, _)| *name != said.main) {
        return Err(format!("{} is not there", said.main));
    }
    Ok(Platform {
        id,
        said,
        templates,
    })
}

pub fn find(id: &str) -> Option<&'static Platform> {
    PLATFORMS.iter().find(|it| it.id == id)
}

/// All there are, in the order in which a person chooses.
#[must_use]
pub fn platforms() -> Vec<PlatformView> {
    let view = |platform: &Platform| PlatformView {
        id: platform.id,
        name: platform.said.name.clone(),
        library: platform.said.library.clone(),
        comment: platform.said.comment.clone(),
        install: platform.said.install.clone(),
    };
    PLATFORMS.iter().map(view).collect()
}

impl Platform {
    pub const fn abilities(&self) -> Abilities {
        Abilities {
            tls: self.said.tls,
            web_socket: self.said.web_socket,
            mqtt5: self.said.mqtt5,
            certificate: self.said.certificate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_is_a_platform() {
        for (id, files) in FOLDERS {
            if let Err(error) = read(id, files) {
                panic!("templates/{id}: {error}");
            }
        }
        assert_eq!(PLATFORMS.len(), FOLDERS.len());
    }

    #[test]
    fn no_two_platforms_have_the_same_place_or_name() {
        for pair in platforms().windows(2) {
            assert_ne!(pair[0].name, pair[1].name);
        }
        for pair in PLATFORMS.windows(2) {
            assert!(
                pair[0].said.order < pair[1].said.order,
                "{} {}",
                pair[0].id,
                pair[1].id
            );
        }
    }

    #[test]
    fn words_become_names_as_a_language_writes_them() {
        let name = |case: Case| case.join(&["set", "water_pump2"]);
        assert_eq!(name(Case::Snake), "set_water_pump2");
        assert_eq!(name(Case::Camel), "setWaterPump2");
        assert_eq!(name(Case::Pascal), "SetWaterPump2");
    }
}
