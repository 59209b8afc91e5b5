//! A link opens the app: a form to confirm, never a connection, and the password in it never reaches the page.

use std::time::Duration;

use anyhow::Result;
use tilework_driver::{App, DESKTOP};

use crate::rig::{PASSWORD, USER, mosquitto, options, until_online};

#[tokio::test(flavor = "multi_thread")]
async fn a_link_fills_the_form_and_connects_only_when_it_is_saved() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let broker = mosquitto().await;
    let mut with_link = options(&folder, DESKTOP);
    with_link.args = vec![format!(
        "tilework://broker?name=Farm&host=127.0.0.1&port={}&username={USER}&password={PASSWORD}",
        broker.port()
    )];
    let app = App::start(with_link).await?;
    app.wait_for("the form", Duration::from_secs(15), async || {
        let host = app.find("field", "Host").await?.prop("value").await?;
        Ok(host.as_deref() == Some("127.0.0.1"))
    })
    .await?;
    let name = app.find("field", "Name").await?.prop("value").await?;
    assert_eq!(name.as_deref(), Some("Farm"));
    let password = app.find("field", "Password").await?.prop("value").await?;
    assert_ne!(password.as_deref(), Some(PASSWORD));
    let page = app
        .script("return document.documentElement.outerHTML")
        .await?;
    assert!(!page.to_string().contains(PASSWORD), "on the page");
    assert!(!app.log()?.contains(PASSWORD), "in the log");
    assert!(!app.sees("tab", "Farm").await?, "nothing is saved yet");
    app.click("button", "Save").await?;
    app.find("tab", "Farm").await?;
    until_online(&app).await?;
    assert!(!app.log()?.contains(PASSWORD), "in the log");
    app.stop().await
}
