//! The demo broker and its devices, in this process.

use tilework_core::{
    dashboard::Dashboard,
    id::{BrokerId, DashboardId, TileId},
};
use tilework_engine::ports::{Demo, DemoAddress, PortFuture};
use tokio::sync::Mutex;

/// At most one demo, running or not.
#[derive(Debug, Default)]
pub struct DemoInProcess(Mutex<Option<tilework_demo::Demo>>);

impl Demo for DemoInProcess {
    fn start(&self) -> PortFuture<'_, Result<DemoAddress, String>> {
        Box::pin(async {
            let mut demo = self.0.lock().await;
            if let Some(running) = &*demo {
                return Ok(address(running));
            }
            let started = tilework_demo::Demo::start()
                .await
                .map_err(|error| error.to_string())?;
            Ok(address(demo.insert(started)))
        })
    }

    fn stop(&self) -> PortFuture<'_, ()> {
        Box::pin(async {
            if let Some(running) = self.0.lock().await.take() {
                running.stop().await;
            }
        })
    }

    fn dashboard(
        &self,
        id: DashboardId,
        broker: &BrokerId,
        tile_id: &mut dyn FnMut() -> TileId,
    ) -> Dashboard {
        tilework_demo::dashboard(id, broker, tile_id)
    }
}

fn address(running: &tilework_demo::Demo) -> DemoAddress {
    let login = running.login().clone();
    DemoAddress {
        port: running.port(),
        username: login.username,
        password: login.password,
    }
}
