//! The processes below the one we started: WebKitWebDriver starts the app, and the app its web process. We must be able to end
//! them without it, and by a signal that nobody can catch.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// All processes below `root`, parents first, read from /proc. Empty where there is no /proc.
pub fn descendants(root: u32) -> Vec<u32> {
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        next += 1;
        let Ok(threads) = fs::read_dir(format!("/proc/{parent}/task")) else {
            continue;
        };
        for thread in threads.flatten() {
            let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            found.extend(
                children
                    .split_whitespace()
                    .filter_map(|pid| pid.parse::<u32>().ok()),
            );
        }
    }
    found.remove(0);
    found
}

/// Whether `pid` runs the program at `binary`.
pub fn runs(pid: u32, binary: &Path) -> bool {
    let exe = fs::read_link(format!("/proc/{pid}/exe"));
    matches!((exe, binary.canonicalize()), (Ok(exe), Ok(binary)) if exe == binary)
}

/// Whether `pid` still runs: a zombie that waits for its parent does not.
pub fn alive(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The state follows the name, which is in parentheses and may hold anything (proc(5)).
    stat.rsplit_once(") ")
        .is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X']))
}

/// Resident memory in KiB: of a process, and of all below it together.
pub fn memory_kib(pid: u32) -> (u64, u64) {
    let resident = |pid: u32| {
        // One that has just ended holds nothing.
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kib.unwrap_or(0)
    };
    let below = descendants(pid).into_iter().map(resident).sum();
    (resident(pid), below)
}

/// Whether we are root.
pub fn as_root() -> bool {
    fs::read_to_string("/proc/self/status").is_ok_and(|status| status.contains("\nUid:\t0\t"))
}

/// SIGKILL to each of them, at once. Those that are gone already are no error.
pub fn kill(pids: &[u32]) {
    signal("KILL", pids);
}

/// SIGTERM: it may end in good order.
pub fn terminate(pid: u32) {
    signal("TERM", &[pid]);
}

fn signal(name: &str, pids: &[u32]) {
    if pids.is_empty() {
        return;
    }
    let list: Vec<String> = pids.iter().map(u32::to_string).collect();
    let script = format!("kill -{name} {}", list.join(" "));
    // The shell's own `kill` is there even where procps is not, and needs no unsafe code here.
    let _gone_is_fine = Command::new("sh")
        .args(["-c", &script])
        .stderr(Stdio::null())
        .status();
}

#[cfg(test)]
mod tests {
    use std::process::{Child, Stdio};

    use super::*;

    fn start(script: &str) -> Child {
        Command::new("sh")
            .args(["-c", script])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap()
    }

    #[tokio::test]
    async fn a_grandchild_is_found_and_killed() {
        // `cat` waits for its input, so both live until killed.
        let mut root = start("sh -c 'cat; true' ; true");
        crate::poll("the grandchild", crate::PATIENCE, async || {
            Ok(descendants(root.id()).len() >= 2)
        })
        .await
        .unwrap();
        let below = descendants(root.id());
        kill(&below);
        crate::poll("its end", crate::PATIENCE, async || {
            Ok(!below.iter().any(|&pid| alive(pid)))
        })
        .await
        .unwrap();
        root.kill().ok();
        root.wait().unwrap();
    }
}
