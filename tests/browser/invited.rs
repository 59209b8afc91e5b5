use anyhow::Result;
use tilework_driver::{Browser, BrowserOptions, PATIENCE, PHONE};

use crate::rig::Rig;

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_keeps_its_invitation_in_its_tab_and_shows_it_nowhere() -> Result<()> {
    let rig = Rig::start().await?;
    let stranger = format!("http://127.0.0.1:{}/", rig.web.port());
    let browser = Browser::open(&stranger, BrowserOptions::default()).await?;
    browser.expect_text("lets in only who was invited").await?;
    browser.close().await?;

    let browser = rig.browser(PHONE).await?;
    browser.find("button", "Try the demo").await?;
    assert!(
        !browser
            .client()
            .current_url()
            .await?
            .as_str()
            .contains("key")
    );
    browser.client().refresh().await?;
    browser.find("button", "Try the demo").await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_says_that_its_engine_is_gone() -> Result<()> {
    let rig = Rig::start().await?;
    let browser = rig.browser(PHONE).await?;
    browser.find("button", "Try the demo").await?;
    rig.web.stop().await;
    browser
        .wait_for("the word of it", PATIENCE, async || {
            Ok(browser.status().await?.contains("was lost"))
        })
        .await?;
    browser.close().await
}
