//! The log: lines on stderr, as much as `TILEWORK_LOG` asks for.

pub use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    EnvFilter, Layer, filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

/// What may be logged at all, whatever `TILEWORK_LOG` says: other crates warn and no more, for they know nothing of our
/// promise that no payload and no password gets into a log (rumqttc's debug lines hold whole packets).
/// `quieter`: crates of the host's own that must say even less.
#[must_use]
pub fn ceiling(quieter: &[(&str, LevelFilter)]) -> Targets {
    Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("tilework", LevelFilter::TRACE)
        .with_targets(quieter.iter().copied())
}

/// Starts logging; a second call changes nothing.
pub fn start(quieter: &[(&str, LevelFilter)]) {
    let wanted = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .with_env_var("TILEWORK_LOG")
        .from_env_lossy();
    let lines = fmt::layer()
        .with_writer(std::io::stderr)
        .with_filter(ceiling(quieter));
    let _already_started = tracing_subscriber::registry()
        .with(wanted)
        .with(lines)
        .try_init();
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn other_crates_warn_and_no_more_and_what_the_host_names_less() {
        let quieter = [
            ("tells_links", LevelFilter::ERROR),
            ("tells_links::deep", LevelFilter::OFF),
        ];
        for (target, level, expected) in [
            ("tilework_lib", Level::TRACE, true),
            ("tilework_engine::connection", Level::DEBUG, true),
            ("rumqttc::state", Level::DEBUG, false),
            ("rumqttc::state", Level::INFO, false),
            ("zbus", Level::WARN, true),
            ("tao", Level::ERROR, true),
            ("tells_links", Level::ERROR, true),
            ("tells_links", Level::WARN, false),
            ("tells_links::deep", Level::ERROR, false),
        ] {
            assert_eq!(
                ceiling(&quieter).would_enable(target, &level),
                expected,
                "{target} {level}"
            );
        }
    }
}
