//! A broker with a certificate of its own: pasted, tried, trusted, online, lost.

use anyhow::Result;
use tilework_certificates::{Authority, Leaf};
use tilework_driver::App;
use tilework_mosquitto::{Mosquitto, Options, Tls};

use super::Shots;

pub async fn take(shots: &Shots<'_>) -> Result<()> {
    let certificate = Authority::new("Barn CA").issue(Leaf::server().ends_in(9));
    let mut broker = Mosquitto::start(Options {
        login: Some(("farmer".into(), "swordfish".into())),
        tls: Some(Tls::new(&certificate.chain, &certificate.key_pem)),
        ..Options::default()
    })
    .await;
    let mut options = shots.options("brokers");
    options.args = vec![format!(
        "tilework://broker?name=Barn&host=localhost&port={}&transport=tls&username=farmer&password=swordfish",
        broker.port()
    )];
    let app = App::start(options).await?;
    app.find("field", "Host").await?;
    shots.take(&app, "broker-from-link").await?;
    app.click("button", "Test connection").await?;
    app.expect_text("Barn CA").await?;
    shots.take(&app, "broker-untrusted").await?;
    app.click("button", "Trust this certificate for this broker")
        .await?;
    app.click("button", "Test connection").await?;
    app.expect_text("accepted").await?;
    shots.take(&app, "broker-works").await?;
    app.click("button", "Save").await?;
    app.find("tab", "Barn").await?;
    app.expect_text("certificate").await?;
    shots.take(&app, "home-ending-certificate").await?;
    app.click("link", "Settings").await?;
    app.click("button", "Details of Barn").await?;
    app.expect_text("Barn CA").await?;
    shots.take(&app, "broker-screen").await?;
    broker.stop().await;
    app.expect_text("Lost").await?;
    shots.take(&app, "broker-screen-lost").await?;
    app.stop().await
}
