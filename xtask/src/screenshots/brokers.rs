//! A broker with a certificate of its own: pasted, tried, trusted, online, lost.

use anyhow::Result;
use tilework_certificates::{Authority, Leaf};
use tilework_driver::WebHost;
use tilework_mosquitto::{Mosquitto, Options, Tls};

use super::{Look, Shots};

pub async fn take(shots: &Shots) -> Result<()> {
    for look in &shots.looks {
        of(shots, look).await?;
    }
    Ok(())
}

async fn of(shots: &Shots, look: &Look) -> Result<()> {
    let certificate = Authority::new("Barn CA").issue(Leaf::server().ends_in(9));
    let mut broker = Mosquitto::start(Options {
        login: Some(("farmer".into(), "swordfish".into())),
        tls: Some(Tls::new(&certificate.chain, &certificate.key_pem)),
        ..Options::default()
    })
    .await;
    let mut host = WebHost::start(&shots.host(&format!("brokers-{}", look.name))).await?;
    let page = shots.browser(&mut host, look).await?;
    page.click("button", "Add broker").await?;
    page.click("button", "Paste").await?;
    let link = format!(
        "tilework://broker?name=Barn&host=localhost&port={}&transport=tls&username=farmer&password=swordfish",
        broker.port()
    );
    page.fill("Paste an address, a details page, a configuration", &link)
        .await?;
    page.click("button", "Fill the form").await?;
    page.find("field", "Host").await?;
    shots.take(&page, look, "broker-from-text").await?;
    page.click("button", "Test connection").await?;
    page.expect_text("Barn CA").await?;
    shots.take(&page, look, "broker-untrusted").await?;
    page.click("button", "Trust this certificate for this broker")
        .await?;
    page.click("button", "Test connection").await?;
    page.expect_text("accepted").await?;
    shots.take(&page, look, "broker-works").await?;
    page.click("button", "Save").await?;
    page.find("tab", "Barn").await?;
    page.expect_text("certificate").await?;
    shots.take(&page, look, "home-ending-certificate").await?;
    page.click("link", "Settings").await?;
    page.click("button", "Details of Barn").await?;
    page.expect_text("Barn CA").await?;
    shots.take(&page, look, "broker-screen").await?;
    broker.stop().await;
    page.expect_text("Lost").await?;
    shots.take(&page, look, "broker-screen-lost").await?;
    page.close().await?;
    host.stop().await
}
