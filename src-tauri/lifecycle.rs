//! When the engine opens, rests, and closes.

use std::{path::PathBuf, time::Duration};

use tauri::{AppHandle, Manager, RunEvent, Runtime, WindowEvent};
use tilework_engine::{
    Engine, Ports,
    api::AppError,
    tasks::{Task, contained},
};

#[cfg(any(target_os = "macos", mobile))]
use crate::links;
use crate::{clients::Clients, opening::Opening};

/// How long a broker may take to hear that we leave. What was acknowledged is on disk long before.
const CLOSING: Duration = Duration::from_secs(3);

/// Opens the engine beside the window; requests wait for it in [`Opening`].
pub fn open_engine<R: Runtime>(app: &AppHandle<R>, data_dir: PathBuf, ports: Ports, demo: bool) {
    let app = app.clone();
    tauri::async_runtime::spawn(contained(Task::Window, async move {
        // Even a panic ends the waiting.
        let opened = contained(Task::Start, open(data_dir, ports, demo)).await;
        let outcome = opened.unwrap_or_else(|panicked| {
            Err(AppError::Internal {
                message: panicked.to_string(),
            })
        });
        if let Err(error) = &outcome {
            tracing::error!(%error, "the engine cannot be opened");
        }
        app.state::<Opening>().set(outcome);
    }));
}

async fn open(data_dir: PathBuf, ports: Ports, demo: bool) -> Result<Engine, AppError> {
    let engine = Engine::open(&data_dir, ports).await?;
    if demo {
        engine.start_demo_if_new().await;
    }
    Ok(engine)
}

/// Closes the engine when the app ends; on a phone, rests it while another app is in front. Takes links where the system brings them.
pub fn on_event<R: Runtime>(app: &AppHandle<R>, event: RunEvent) {
    #[cfg(any(target_os = "macos", mobile))]
    if let RunEvent::Opened { urls } = event {
        if let Some(link) = links::among(urls.into_iter().map(String::from)) {
            links::offer(app, link);
        }
        return;
    }
    if let RunEvent::WindowEvent {
        label,
        event: WindowEvent::Destroyed,
        ..
    } = &event
    {
        app.state::<Clients>().end(label);
    }
    let opening = app.state::<Opening>();
    let Some(engine) = opening.opened() else {
        return;
    };
    match event {
        RunEvent::Exit => {
            let closed = tauri::async_runtime::block_on(async {
                tokio::time::timeout(CLOSING, engine.close()).await
            });
            if closed.is_err() {
                tracing::warn!("a connection did not close in time");
            }
        }
        #[cfg(mobile)]
        RunEvent::WindowEvent {
            event: WindowEvent::Suspended,
            ..
        } => {
            // Sockets are closed before the system may freeze us; it waits for this event.
            let engine = engine.clone();
            tauri::async_runtime::block_on(async move {
                let _ = tokio::time::timeout(CLOSING, engine.suspend()).await;
            });
        }
        #[cfg(mobile)]
        RunEvent::WindowEvent {
            event: WindowEvent::Resumed,
            ..
        } => {
            let engine = engine.clone();
            tauri::async_runtime::spawn(contained(Task::Window, async move {
                engine.resume().await;
            }));
        }
        _ => {}
    }
}

/// Ends the app in good order when the system or a terminal asks for it; the second time at once.
#[cfg(all(unix, desktop))]
pub fn exit_on_signals<R: Runtime>(app: &AppHandle<R>) {
    use tokio::signal::unix::{SignalKind, signal};

    let app = app.clone();
    tauri::async_runtime::spawn(contained(Task::Window, async move {
        let (Ok(mut terminate), Ok(mut interrupt), Ok(mut hangup)) = (
            signal(SignalKind::terminate()),
            signal(SignalKind::interrupt()),
            signal(SignalKind::hangup()),
        ) else {
            return tracing::warn!("signals cannot be listened to");
        };
        let mut asked_before = false;
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
                // The terminal it was started from is gone.
                _ = hangup.recv() => {}
            }
            if std::mem::replace(&mut asked_before, true) {
                std::process::exit(1);
            }
            app.exit(0);
        }
    }));
}
