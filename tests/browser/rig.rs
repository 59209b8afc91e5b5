//! A web host in this process, with a fresh folder; so the test is a client of the engine, too.

use std::{path::Path, sync::Arc};

use anyhow::{Context, Result};
use tempfile::TempDir;
use tilework_driver::{Browser, BrowserOptions, Size, forms};
use tilework_engine::{Engine, Ports};
use tilework_host::{DemoInProcess, Memory, PreferenceFile, SaveFolder};
use tilework_mosquitto::{Mosquitto, Options};
use tilework_web::{Files, Web};

const LOGIN: (&str, &str) = ("farmer", "canary-51f0e2-swordfish");

pub struct Rig {
    pub web: Web,
    pub engine: Engine,
    _folder: TempDir,
}

impl Rig {
    pub async fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let data = folder.path();
        let ports = Ports {
            secrets: Arc::new(Memory::default()),
            preferences: Arc::new(PreferenceFile::in_folder(data)),
            demo: Arc::new(DemoInProcess::default()),
            whereabouts: Arc::new(tilework_host::Gateway),
            save_place: Arc::new(SaveFolder(data.join("exports"))),
        };
        let engine = Engine::open(data, ports).await?;
        let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist");
        let files = Files::read(&ui).context("ui/dist is not built (npm --prefix ui run build)")?;
        let web = Web::start(engine.clone(), files, 0).await?;
        Ok(Self {
            web,
            engine,
            _folder: folder,
        })
    }

    /// An invited browser of its own.
    pub async fn browser(&self, size: Size) -> Result<Browser> {
        let options = BrowserOptions { size, dark: true };
        Browser::open(self.web.invite().expose(), options).await
    }
}

pub async fn mosquitto() -> Mosquitto {
    let (user, password) = LOGIN;
    Mosquitto::start(Options {
        login: Some((user.into(), password.into())),
        ..Options::default()
    })
    .await
}

pub async fn add_farm(browser: &Browser, broker: &Mosquitto) -> Result<()> {
    forms::add_broker(browser, "Farm", broker.port(), LOGIN).await
}
