//! The desktop program; everything is in the library, because a phone starts that without a program.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    #[cfg(target_os = "linux")]
    start_again_without_dmabuf();
    tilework_lib::run();
}

/// Without this variable WebKitGTK shows a blank window on some NVIDIA and AppImage set-ups. It has to be there before the
/// first thread, and setting it in a running process is unsafe: so the program replaces itself once, keeping its process id.
/// A value set by the user stays.
#[cfg(target_os = "linux")]
fn start_again_without_dmabuf() {
    use std::os::unix::process::CommandExt;

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let mut args = std::env::args_os();
    let name = args.next().unwrap_or_else(|| program.clone().into());
    // Returns only when it failed (the program's file was replaced, perhaps): then go on as we are.
    let _error = std::process::Command::new(program)
        .arg0(name)
        .args(args)
        .env(VARIABLE, "1")
        .exec();
}
