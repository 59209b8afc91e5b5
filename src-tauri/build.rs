//! Makes the permissions of the app's requests from the one table, and embeds configuration, capabilities and icons.

use tauri_build::{Attributes, DefaultPermissionRule, InlinedPlugin};

#[macro_use]
#[path = "../crates/engine/src/rooms/requests.rs"]
mod requests;

macro_rules! request_names {
    ($($room:ident { $($(#[$doc:meta])* $who:ident $kind:ident $name:ident ($($arg:ident: $ty:ty),*) $(of [$item:ty])? $(-> $result:ty)?;)* })*) => {
        const REQUESTS: &[&str] = &[$($(stringify!($name)),*),*];
    };
}

with_requests!(request_names);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");

    // The requests are a plugin of their own name: a plugin's commands are refused unless a capability grants them.
    let requests = InlinedPlugin::new()
        .commands(REQUESTS)
        .default_permission(DefaultPermissionRule::AllowAllCommands);
    tauri_build::try_build(
        Attributes::new()
            .plugin("tilework", requests)
            .capabilities_path_pattern("./src-tauri/capabilities/*.json"),
    )?;
    Ok(())
}
