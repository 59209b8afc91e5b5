//! The log: lines on stderr, as much as `TILEWORK_LOG` asks for.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    EnvFilter, Layer, filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

/// What may be logged at all, whatever `TILEWORK_LOG` says: other crates warn and no more, for they know nothing of our
/// promise that no payload and no password gets into a log (rumqttc's debug lines hold whole packets). Two write out a link
/// that they do not understand.
fn ceiling() -> Targets {
    Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("tilework", LevelFilter::TRACE)
        .with_target("tauri_plugin_deep_link", LevelFilter::ERROR)
        .with_target("tao::platform_impl::platform::ndk_glue", LevelFilter::OFF)
}

/// Starts logging; a second call changes nothing.
pub fn start() {
    let wanted = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .with_env_var("TILEWORK_LOG")
        .from_env_lossy();
    let lines = fmt::layer()
        .with_writer(std::io::stderr)
        .with_filter(ceiling());
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
    fn other_crates_warn_and_no_more_and_none_writes_out_a_link() {
        for (target, level, expected) in [
            ("tilework_lib", Level::TRACE, true),
            ("tilework_engine::connection", Level::DEBUG, true),
            ("rumqttc::state", Level::DEBUG, false),
            ("rumqttc::state", Level::INFO, false),
            ("zbus", Level::WARN, true),
            ("tao", Level::ERROR, true),
            ("tauri_plugin_deep_link", Level::WARN, false),
            (
                "tao::platform_impl::platform::ndk_glue",
                Level::ERROR,
                false,
            ),
        ] {
            assert_eq!(
                ceiling().would_enable(target, &level),
                expected,
                "{target} {level}"
            );
        }
    }
}
