//! Compiles the shim with the C compiler that SQLite's sources need anyway.

use std::{path::PathBuf, process::Command};

fn main() {
    println!("cargo::rerun-if-changed=src/shim.c");
    println!("cargo::rerun-if-env-changed=CC");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("linux") {
        return;
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("shim.so");
    let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    let compiled = Command::new(&compiler)
        .args([
            "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-pthread", "-o",
        ])
        .arg(&out)
        .args(["src/shim.c", "-ldl"])
        .status();
    assert!(
        compiled.is_ok_and(|status| status.success()),
        "{} does not compile src/shim.c",
        compiler.display()
    );
}
