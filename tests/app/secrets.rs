//! The password goes from the form to the keyring to the broker, and nowhere else.

use std::{fs, path::Path};

use anyhow::Result;
use tilework_driver::{App, DESKTOP};

use crate::rig::{PASSWORD, add_broker, mosquitto, options};

/// Keeps a copy of everything the shell tells the web view: answers and large batches come by `fetch`, small batches of the
/// channel by a callback.
const LISTEN: &str = r"
    window.__heard = [];
    const fetch = window.fetch;
    window.fetch = async (...args) => {
        const answer = await fetch(...args);
        answer.clone().text().then((text) => window.__heard.push(text));
        return answer;
    };
    const callbacks = window.__TAURI_INTERNALS__.callbacks;
    callbacks.get = (id) => {
        const callback = Map.prototype.get.call(callbacks, id);
        return callback && ((data) => {
            window.__heard.push(JSON.stringify(data) ?? '');
            return callback(data);
        });
    };
";

#[tokio::test(flavor = "multi_thread")]
async fn the_password_is_in_no_file_no_log_line_and_no_message_to_the_web_view() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let broker = mosquitto().await;
    let options = options(&folder, DESKTOP);
    let app = App::start(options.clone()).await?;
    app.script(LISTEN).await?;
    add_broker(&app, "Farm", broker.port()).await?;
    app.click("link", "Settings").await?;
    app.click("button", "Edit Farm").await?;
    app.find("field", "Host").await?;
    app.click("button", "Test connection").await?;
    app.expect_text("accepted").await?;

    let heard = app.script("return window.__heard.join('\\n')").await?;
    let heard = heard.as_str().unwrap_or_default();
    assert!(
        heard.contains("\"authenticate\""),
        "the ear hears answers: {heard:.200}"
    );
    assert!(
        heard.contains("\"connections\""),
        "the ear hears the feed: {heard:.200}"
    );
    assert!(!heard.contains(PASSWORD), "told to the web view");
    let log = app.log()?;
    assert!(log.contains("connection"), "the log is on");
    assert!(!log.contains(PASSWORD), "in the log");
    app.stop().await?;
    assert!(
        holding(folder.path(), PASSWORD)?.is_empty(),
        "in {:?}",
        holding(folder.path(), PASSWORD)?
    );
    assert!(
        !holding(&options.data_dir, "127.0.0.1")?.is_empty(),
        "the search finds what is there"
    );
    Ok(())
}

/// The files under `folder` that hold `text`.
fn holding(folder: &Path, text: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(holding(&path, text)?);
        } else if path.is_file()
            && fs::read(&path)?
                .windows(text.len())
                .any(|window| window == text.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    Ok(found)
}
