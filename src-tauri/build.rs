//! Makes the permissions of the app's commands from the one table, and embeds configuration, capabilities and icons.

use tauri_build::{Attributes, DefaultPermissionRule, InlinedPlugin};

include!("../crates/engine/src/api/table.rs");

macro_rules! command_names {
    ($($(#[$doc:meta])* $kind:ident $name:ident ($($arg:ident: $ty:ty),*) $(of [$item:ty])? $(-> $result:ty)?;)*) => {
        const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}

with_commands!(command_names);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=crates/engine/src/api/table.rs");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");

    // The commands are a plugin of their own name: a plugin's commands are refused unless a capability grants them.
    let commands = InlinedPlugin::new()
        .commands(COMMANDS)
        .default_permission(DefaultPermissionRule::AllowAllCommands);
    tauri_build::try_build(
        Attributes::new()
            .plugin("tilework", commands)
            .capabilities_path_pattern("./src-tauri/capabilities/*.json"),
    )?;
    Ok(())
}
