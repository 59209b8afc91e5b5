//! Killed at any instant, the app has every edit it acknowledged.

use anyhow::{Context, Result};
use serde_json::Value;
use tilework_driver::{App, DESKTOP};

use crate::rig::options;

/// Renames the dashboard over and over; `window.__acknowledged` is the last number that was answered for.
const BURST: &str = r"
    window.__acknowledged = 0;
    const invoke = (name, args) => window.__TAURI_INTERNALS__.invoke('plugin:tilework|' + name, args);
    (async () => {
        const session = await invoke('session');
        const dashboard = session.dashboards.length
            ? session.dashboards[0].dashboard.id
            : (await invoke('create_dashboard', { name: '0' })).dashboard.id;
        const start = Number((await invoke('session')).dashboards[0].dashboard.name);
        for (let n = start + 1; ; n++) {
            await invoke('edit_dashboard', { dashboard, edit: { edit: 'rename', name: String(n) } });
            window.__acknowledged = n;
        }
    })();
";
const NAME: &str = r"
    return window.__TAURI_INTERNALS__.invoke('plugin:tilework|session').then((s) => Number(s.dashboards[0]?.dashboard.name ?? 0));
";

#[tokio::test(flavor = "multi_thread")]
async fn twenty_kills_in_a_burst_of_edits_lose_no_acknowledged_edit() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut acknowledged = 0;
    for round in 0..20 {
        let app = App::start(options(&folder, DESKTOP)).await?;
        let saved = number(&app.script(NAME).await?)?;
        assert!(
            saved >= acknowledged,
            "round {round}: {acknowledged} was acknowledged, {saved} is there"
        );
        app.script(BURST).await?;
        // Another instant each time: after some edits, more in each round.
        let enough = saved + 5 + round * 3;
        app.wait_for("a burst of edits", tilework_driver::PATIENCE, async || {
            acknowledged = number(&app.script("return window.__acknowledged").await?)?;
            Ok(acknowledged >= enough)
        })
        .await?;
        app.kill().await?;
    }
    let app = App::start(options(&folder, DESKTOP)).await?;
    let saved = number(&app.script(NAME).await?)?;
    assert!(
        saved >= acknowledged,
        "{acknowledged} was acknowledged, {saved} is there"
    );
    app.stop().await
}

fn number(value: &Value) -> Result<u64> {
    value
        .as_u64()
        .with_context(|| format!("no number: {value}"))
}
