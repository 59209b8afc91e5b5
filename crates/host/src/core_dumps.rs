//! What a crash leaves on the disk.

/// From now on a crash of this process, or of one it starts, writes no memory to the disk: passwords may be in it. Windows keeps none unless
/// its owner asked for that.
#[cfg(unix)]
pub fn refuse() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::warn!(%error, "a crash may write memory to the disk");
    }
}

#[cfg(not(unix))]
pub fn refuse() {}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use rustix::process::{Resource, getrlimit};

    #[test]
    fn a_crash_leaves_no_memory_on_the_disk() {
        super::refuse();
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
    }
}
