//! A broker with a certificate nobody vouches for: shown, and trusted by an explicit choice only.

use anyhow::Result;
use tilework_certificates::{Authority, Leaf};
use tilework_driver::{App, PHONE};
use tilework_mosquitto::{Mosquitto, Options, Tls};

use crate::rig::{PASSWORD, USER, options, until_online};

#[tokio::test(flavor = "multi_thread")]
async fn an_untrusted_certificate_is_shown_and_pinned_by_an_explicit_choice() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let authority = Authority::new("Barn CA");
    let certificate = authority.issue(Leaf::server());
    let broker = Mosquitto::start(Options {
        login: Some((USER.into(), PASSWORD.into())),
        tls: Some(Tls::new(&certificate.chain, &certificate.key_pem)),
        ..Options::default()
    })
    .await;
    let app = App::start(options(&folder, PHONE)).await?;
    app.click("button", "Add broker").await?;
    app.fill("Name", "Barn").await?;
    app.fill("Host", "localhost").await?;
    app.choose("Transport", "TLS").await?;
    app.fill("Port", &broker.port().to_string()).await?;
    app.fill("Username", USER).await?;
    app.fill("Password", PASSWORD).await?;
    app.click("button", "Test connection").await?;
    app.expect_text("Barn CA").await?;
    let page = app.text().await?;
    assert!(
        !page.contains("The broker accepted"),
        "nothing was sent to a broker that is not trusted: {page}"
    );
    app.click("button", "Trust this certificate for this broker")
        .await?;
    app.click("button", "Test connection").await?;
    app.expect_text("accepted").await?;
    app.click("button", "Save").await?;
    app.find("tab", "Barn").await?;
    until_online(&app).await?;
    app.stop().await
}
