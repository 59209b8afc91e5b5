//! The project's own commands: `cargo xtask <name>`. One file for each; what they share is in packages, steps and ui.

mod bench;
mod bindings;
mod foreign;
mod fuzz;
mod icons;
mod licences;
mod notices;
mod packages;
mod run;
mod screenshots;
mod soak;
mod steps;
mod test;
mod tidy;
mod ui;
mod web;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask run [--empty]         install what is missing, build, open the app (with no broker yet: into the demo; --empty: at Welcome)
cargo xtask web [--empty]         the same screens in a browser, the real engine behind them; prints an address that lets one browser in
cargo xtask test                  every check there is, installing what it needs
cargo xtask bench                 history and charts beside references, one report with ratios (target/bench/report.md)
cargo xtask soak [MINUTES]        a busy board, watched for 30 minutes or so many: memory, descriptors, files (target/soak/report.md)
cargo xtask fuzz [MINUTES [TARGET]]  made-up bytes for all that strangers can send, five minutes or so many for each target
cargo xtask tidy                  the rules of docs and architecture over the sources
cargo xtask licences              may everything that the product is made of be given away with it
cargo xtask notices               the licences of all works in the product, for its About (ui/public/notices.json)
cargo xtask bindings              write ui/src/lib/bindings from the table of requests, and kinds.json from the tile kinds
cargo xtask screenshots [--readme | --only PART]  the screens in four sizes, dark and light, to target/screenshots (and docs/images); PART: first-steps, brokers, history, demo
cargo xtask icons                 all icons from icons/tilework.svg
cargo xtask android-check         type-check the Rust side for aarch64-linux-android, with neither SDK nor NDK
cargo xtask windows-check         type-check the Rust side for x86_64-pc-windows-gnu, with mingw
cargo xtask ci                    the same as test";

fn dispatch(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["run"] => run::run(run::Start::Demo),
        ["run", "--empty"] => run::run(run::Start::Empty),
        ["web"] | ["web", "--demo"] => web::run(run::Start::Demo),
        ["web", "--empty"] => web::run(run::Start::Empty),
        ["test" | "ci"] => test::run(),
        ["bench"] => bench::run(),
        ["soak"] => soak::run("30"),
        ["soak", minutes] => soak::run(minutes),
        ["fuzz"] => fuzz::run("5", None),
        ["fuzz", minutes] => fuzz::run(minutes, None),
        ["fuzz", minutes, target] => fuzz::run(minutes, Some(target)),
        ["tidy"] => tidy::run(),
        ["licences"] => licences::run(),
        ["notices"] => notices::run(),
        ["bindings"] => bindings::run(),
        ["screenshots"] => screenshots::run(screenshots::Target::Local, None),
        ["screenshots", "--only", part] => screenshots::run(screenshots::Target::Local, Some(part)),
        ["screenshots", "--readme"] => screenshots::run(screenshots::Target::Readme, None),
        ["icons"] => icons::run(),
        ["android-check"] => foreign::ANDROID.run(),
        ["windows-check"] => foreign::WINDOWS.run(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        unknown => bail!("no such command: {}\n\n{USAGE}", unknown.join(" ")),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
