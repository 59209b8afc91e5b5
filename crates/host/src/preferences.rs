//! Preferences in a file of their own: small, and losable. Nothing that would be missed may ever go here.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use tilework_engine::{api::Preferences, ports::PreferenceStore};

use crate::beside::write_private;

const FILE: &str = "preferences.json";
/// The one member of the file's object.
const KEY: &str = "preferences";
/// Bytes. Ours are some hundred; a file that is larger is not ours.
const LARGEST: u64 = 64 * 1024;

/// `preferences.json` in the data folder, the same for every host.
#[derive(Debug)]
pub struct PreferenceFile(PathBuf);

impl PreferenceFile {
    #[must_use]
    pub fn in_folder(data_dir: &Path) -> Self {
        Self(data_dir.join(FILE))
    }

    fn read(&self) -> Option<Preferences> {
        if fs::metadata(&self.0).ok()?.len() > LARGEST {
            return None;
        }
        let mut saved: Value = serde_json::from_slice(&fs::read(&self.0).ok()?).ok()?;
        serde_json::from_value(saved.get_mut(KEY)?.take()).ok()
    }

    fn write(&self, preferences: &Preferences) -> io::Result<()> {
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        write_private(&self.0, json!({ KEY: preferences }).to_string().as_bytes())
    }
}

impl PreferenceStore for PreferenceFile {
    fn load(&self) -> Preferences {
        self.read().unwrap_or_default()
    }

    fn save(&self, preferences: &Preferences) {
        if let Err(error) = self.write(preferences) {
            tracing::warn!(%error, "preferences were not saved");
        }
    }
}

#[cfg(test)]
mod tests {
    use tilework_engine::api::Theme;

    use super::*;

    fn dark() -> Preferences {
        Preferences {
            theme: Theme::Dark,
            last_dashboard: Some("greenhouse".parse().unwrap()),
            last_platform: Some("python".to_owned()),
        }
    }

    #[test]
    fn what_was_saved_is_there_after_a_restart_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("new");
        PreferenceFile::in_folder(&data).save(&Preferences::default());
        PreferenceFile::in_folder(&data).save(&dark());
        assert_eq!(PreferenceFile::in_folder(&data).load(), dark());
        assert_eq!(fs::read_dir(&data).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it_also_where_one_of_before_could_be_read() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        fs::write(&file, "{}").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        PreferenceFile::in_folder(folder.path()).save(&dark());
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    /// As tauri-plugin-store wrote it, which the desktop app used before.
    #[test]
    fn the_file_of_earlier_versions_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let earlier = "{\n  \"preferences\": {\n    \"lastDashboard\": \"greenhouse\",\n    \"theme\": \"dark\"\n  }\n}";
        fs::write(folder.path().join(FILE), earlier).unwrap();
        let read = Preferences {
            last_platform: None,
            ..dark()
        };
        assert_eq!(PreferenceFile::in_folder(folder.path()).load(), read);
    }

    #[test]
    fn a_damaged_or_foreign_file_gives_the_defaults_and_the_next_save_replaces_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = PreferenceFile::in_folder(folder.path());
        let large = format!(
            "{{\"preferences\": {{}}, \"x\": \"{}\"}}",
            "x".repeat(70_000)
        );
        for damaged in ["", "{", "[]", "{\"preferences\": {\"theme\": 7}}", &large] {
            fs::write(folder.path().join(FILE), damaged).unwrap();
            assert_eq!(file.load(), Preferences::default(), "{damaged:.40}");
        }
        file.save(&dark());
        assert_eq!(file.load(), dark());
    }

    #[test]
    fn a_folder_that_cannot_be_written_costs_nothing_but_the_preferences() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("a file");
        fs::write(&taken, "").unwrap();
        let file = PreferenceFile::in_folder(&taken);
        file.save(&dark());
        assert_eq!(file.load(), Preferences::default());
    }
}
