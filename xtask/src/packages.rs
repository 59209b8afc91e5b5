//! What the system must have, in one list. On Debian and Ubuntu it is installed; elsewhere it is named.

use std::{collections::BTreeSet, fs, path::Path, process::Stdio};

use anyhow::{Result, bail};

use crate::steps::{command, sh};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    Build,
    /// Driving the app without a display.
    Screen,
    Test,
    /// A browser without a window, for pages of the web host.
    Browser,
    AndroidCheck,
    WindowsCheck,
}

/// How to see on other systems whether it is there.
#[derive(Debug, Clone, Copy)]
enum Sign {
    Program(&'static str),
    /// A pkg-config module.
    Library(&'static str),
    File(&'static str),
}

#[rustfmt::skip]
const NEEDS: &[(For, &str, Sign)] = &[
    (For::Build, "build-essential", Sign::Program("cc")),
    (For::Build, "pkg-config", Sign::Program("pkg-config")),
    (For::Build, "libwebkit2gtk-4.1-dev", Sign::Library("webkit2gtk-4.1")),
    (For::Build, "libayatana-appindicator3-dev", Sign::Library("ayatana-appindicator3-0.1")),
    (For::Build, "librsvg2-dev", Sign::Library("librsvg-2.0")),
    (For::Build, "libxdo-dev", Sign::File("/usr/include/xdo.h")),
    (For::Screen, "webkit2gtk-driver", Sign::Program("WebKitWebDriver")),
    (For::Screen, "xvfb", Sign::Program("Xvfb")),
    (For::Screen, "dbus", Sign::Program("dbus-run-session")),
    (For::Test, "libglib2.0-bin", Sign::Program("gdbus")),
    (For::Test, "gnome-keyring", Sign::Program("gnome-keyring-daemon")),
    (For::Test, "mosquitto", Sign::Program("mosquitto")),
    (For::Test, "mosquitto-clients", Sign::Program("mosquitto_sub")),
    (For::Test, "rabbitmq-server", Sign::File("/usr/lib/rabbitmq/lib")),
    (For::Test, "openssl", Sign::Program("openssl")),
    (For::Test, "python3-pip", Sign::Program("pip3")),
    (For::Browser, "chromium", Sign::Program("chromium")),
    (For::Browser, "chromium-driver", Sign::Program("chromedriver")),
    (For::AndroidCheck, "rustc-web", Sign::File("/usr/bin/rustc")),
    (For::AndroidCheck, "rust-web-src", Sign::File("/usr/lib/rustlib/src/rust/library/std/Cargo.toml")),
    (For::AndroidCheck, "clang", Sign::Program("clang")),
    (For::AndroidCheck, "llvm", Sign::Program("llvm-ar")),
    (For::WindowsCheck, "rustc-web", Sign::File("/usr/bin/rustc")),
    (For::WindowsCheck, "rust-web-src", Sign::File("/usr/lib/rustlib/src/rust/library/std/Cargo.toml")),
    (For::WindowsCheck, "gcc-mingw-w64-x86-64-posix", Sign::Program("x86_64-w64-mingw32-gcc-posix")),
    (For::WindowsCheck, "g++-mingw-w64-x86-64-posix", Sign::Program("x86_64-w64-mingw32-g++-posix")),
    (For::AndroidCheck, "musl-dev", Sign::File("/usr/include/x86_64-linux-musl/stdio.h")),
];

/// Makes sure of everything for these purposes. Costs one `dpkg-query` when all is there.
///
/// # Errors
/// Names what is missing where it cannot be installed.
pub fn ensure(purposes: &[For]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        // Windows and macOS bring the web view and the keyring; what only Linux has is not asked for there.
        return Ok(());
    }
    let wanted: Vec<_> = NEEDS
        .iter()
        .filter(|(purpose, ..)| purposes.contains(purpose))
        .collect();
    if !is_debian(&fs::read_to_string("/etc/os-release").unwrap_or_default()) {
        let missing: Vec<String> = wanted
            .iter()
            .filter(|(_, _, sign)| !there(*sign))
            .map(|(_, name, sign)| described(name, *sign))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        bail!(
            "please install with your package manager:\n{}",
            missing.join("\n")
        );
    }
    install(&wanted.iter().map(|(_, name, _)| *name).collect::<Vec<_>>())
}

/// Whether the package is there or can be had: what one distribution offers another may not.
pub fn offered(name: &str) -> bool {
    let known = || {
        command("apt-cache")
            .args(["show", name])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    missing(&[name]).is_ok_and(|missing| missing.is_empty())
        || known()
        || (sh(as_root("apt-get").args(["update", "-qq"])).is_ok() && known())
}

/// Installs those of these Debian packages that are missing.
pub fn install(names: &[&str]) -> Result<()> {
    let missing = missing(names)?;
    if missing.is_empty() {
        return Ok(());
    }
    println!("      installing {}", missing.join(" "));
    sh(as_root("apt-get").args(["update", "-qq"]))?;
    sh(as_root("sh")
        .args(["-c", INSTALL, "/usr/sbin/policy-rc.d"])
        .args(&missing))
}

/// Mosquitto and RabbitMQ are wanted as programs. As they are installed Debian would start them as services, which fails in a container,
/// and with it the installation, unless the file that is argument 0 forbids it (invoke-rc.d(8)).
const INSTALL: &str = r#"
if [ ! -e "$0" ]; then
    trap 'rm -f "$0"' EXIT
    trap 'exit 130' INT TERM
    printf '#!/bin/sh\nexit 101\n' > "$0"
    chmod 755 "$0"
fi
apt-get install -y -qq --no-install-recommends "$@"
"#;

fn missing<'a>(names: &[&'a str]) -> Result<Vec<&'a str>> {
    // It exits with 1 when one is unknown, which is an answer and not an error.
    let output = command("dpkg-query")
        .args(["-W", "-f=${Package} ${db:Status-Status}\n"])
        .args(names)
        .stderr(Stdio::null())
        .output()?;
    let listing = String::from_utf8_lossy(&output.stdout);
    let installed = installed(&listing);
    Ok(names
        .iter()
        .copied()
        .filter(|name| !installed.contains(name))
        .collect())
}

fn installed(listing: &str) -> BTreeSet<&str> {
    listing
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .collect()
}

fn as_root(program: &str) -> std::process::Command {
    let root =
        fs::read_to_string("/proc/self/status").is_ok_and(|status| status.contains("\nUid:\t0\t"));
    let mut command = if root {
        command("env")
    } else {
        command("sudo")
    };
    if !root {
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    command
}

fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| {
            line.strip_prefix("ID=")
                .or_else(|| line.strip_prefix("ID_LIKE="))
        })
        .flat_map(|ids| ids.trim_matches('"').split(' '))
        .any(|id| id == "debian" || id == "ubuntu")
}

fn there(sign: Sign) -> bool {
    match sign {
        Sign::Program(name) => on_path(name),
        Sign::File(path) => Path::new(path).exists(),
        Sign::Library(module) => command("pkg-config")
            .args(["--exists", module])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success()),
    }
}

pub fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}

fn described(debian: &str, sign: Sign) -> String {
    let what = match sign {
        Sign::Program(name) => format!("the program {name}"),
        Sign::File(path) => format!("the file {path}"),
        Sign::Library(module) => format!("the development files of {module} (pkg-config)"),
    };
    format!("  {what}; Debian calls the package {debian}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps::read;

    #[test]
    fn debian_and_its_children_are_recognised() {
        assert!(is_debian("PRETTY_NAME=\"Debian\"\nID=debian\n"));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian("ID=fedora\nPRETTY_NAME=\"not debian\"\n"));
    }

    #[test]
    fn a_removed_package_with_its_configuration_left_is_missing() {
        let listing = "xvfb installed\nmosquitto config-files\n";
        assert_eq!(installed(listing), BTreeSet::from(["xvfb"]));
    }

    #[test]
    fn services_are_forbidden_while_installing_and_not_after() {
        let folder = tempfile::tempdir().unwrap();
        let policy = folder.path().join("policy-rc.d");
        let program = |path: &Path, script: &str| {
            fs::write(path, format!("#!/bin/sh\n{script}\n")).unwrap();
            sh(command("chmod").arg("755").arg(path)).unwrap();
        };
        program(
            &folder.path().join("apt-get"),
            r#""${0%apt-get}policy-rc.d"; echo "$? $*""#,
        );
        let path = format!("{}:/usr/bin:/bin", folder.path().display());
        let install = || {
            let mut shell = command("sh");
            shell.args(["-c", INSTALL]).arg(&policy).arg("a-package");
            read(shell.env("PATH", &path)).unwrap()
        };
        let arguments = "install -y -qq --no-install-recommends a-package\n";
        assert_eq!(install(), format!("101 {arguments}"));
        assert!(!policy.exists());

        // Whoever has a policy keeps it.
        program(&policy, "exit 104");
        assert_eq!(install(), format!("104 {arguments}"));
        assert!(policy.exists());
    }

    #[test]
    fn what_is_missing_elsewhere_is_said_in_words() {
        assert_eq!(
            described("libxdo-dev", Sign::File("/usr/include/xdo.h")),
            "  the file /usr/include/xdo.h; Debian calls the package libxdo-dev"
        );
    }
}
