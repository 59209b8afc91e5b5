//! The UI's files, read once: what was not read then does not exist, whatever path is asked for.

use std::{collections::BTreeMap, fs, io, path::Path};

use bytes::Bytes;

/// Bytes of all files together; ours are some 4 MiB.
const LARGEST: u64 = 64 * 1024 * 1024;
/// Folders in folders.
const DEEPEST: usize = 8;

/// By path, `/assets/index.js`.
#[derive(Debug, Default)]
pub struct Files(BTreeMap<String, File>);

#[derive(Debug, Clone)]
pub struct File {
    pub bytes: Bytes,
    pub media_type: &'static str,
}

impl Files {
    /// Everything in a folder: ui/dist. Links are left out.
    ///
    /// # Errors
    /// There is no such folder, it cannot be read, or it is too large to be the UI.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut files = Self::default();
        let mut left = LARGEST;
        files.read_folder(folder, "", DEEPEST, &mut left)?;
        Ok(files)
    }

    /// The file at a path of an address; `/` is the page.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&File> {
        self.0.get(if path == "/" { "/index.html" } else { path })
    }

    fn read_folder(
        &mut self,
        folder: &Path,
        at: &str,
        deeper: usize,
        left: &mut u64,
    ) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (kind, path) = (entry.file_type()?, entry.path());
            let Some(name) = entry
                .file_name()
                .to_str()
                .map(|name| format!("{at}/{name}"))
            else {
                continue;
            };
            if kind.is_dir() && deeper > 0 {
                self.read_folder(&path, &name, deeper - 1, left)?;
            } else if kind.is_file() {
                let size = entry.metadata()?.len();
                *left = left.checked_sub(size).ok_or_else(|| {
                    io::Error::new(io::ErrorKind::FileTooLarge, "this is not the UI")
                })?;
                let media_type = media_type(&path);
                let bytes = fs::read(&path)?.into();
                self.0.insert(name, File { bytes, media_type });
            }
        }
        Ok(())
    }
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_files_and_nothing_beside_or_above_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("secret.txt"), "no").unwrap();
        let ui = folder.path().join("ui");
        fs::create_dir_all(ui.join("assets")).unwrap();
        fs::write(ui.join("index.html"), "<p>").unwrap();
        fs::write(ui.join("assets/index.js"), "1").unwrap();
        let files = Files::read(&ui).unwrap();
        assert_eq!(files.get("/").unwrap().bytes, "<p>");
        assert!(files.get("/").unwrap().media_type.starts_with("text/html"));
        let script = files.get("/assets/index.js").unwrap();
        assert!(script.media_type.starts_with("text/javascript"));
        for path in [
            "/../secret.txt",
            "/assets",
            "//index.html",
            "/%2e%2e/secret.txt",
            "",
        ] {
            assert!(files.get(path).is_none(), "{path}");
        }
        assert!(Files::read(&folder.path().join("missing")).is_err());
    }
}
