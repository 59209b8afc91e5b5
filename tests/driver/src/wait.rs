//! Waiting on a condition, the only way anything here waits.

use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::{self, Instant, MissedTickBehavior, interval};

/// Asks `condition` every 50 ms until it says `true`.
///
/// # Errors
/// After `timeout`, one that names `what`, with the last error the condition gave. An error of the condition alone does not end
/// the wait: elements come and go while the screen changes.
pub async fn poll(
    what: &str,
    timeout: Duration,
    mut condition: impl AsyncFnMut() -> Result<bool>,
) -> Result<()> {
    let end = Instant::now() + timeout;
    let mut tick = interval(Duration::from_millis(50));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        // A web view that hangs answers nothing at all, and must not hang the wait.
        let patience = end.saturating_duration_since(Instant::now()) + SILENCE;
        let answer = within(what, patience, condition()).await;
        match answer {
            Ok(true) => return Ok(()),
            _ if Instant::now() < end => {}
            Ok(false) => bail!("waited {timeout:?} in vain for {what}"),
            Err(error) => {
                return Err(error.context(format!("waited {timeout:?} in vain for {what}")));
            }
        }
    }
}

/// How much longer than its wait a single answer of the web view may take.
const SILENCE: Duration = Duration::from_secs(10);

/// `work`, or after `timeout` an error that names it.
pub async fn within<T>(
    what: &str,
    timeout: Duration,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    match time::timeout(timeout, work).await {
        Ok(result) => result,
        Err(_) => bail!("no answer within {timeout:?}: {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_condition_that_comes_true_ends_the_wait() {
        let mut asked = 0;
        let done = poll("three", Duration::from_secs(1), async || {
            asked += 1;
            Ok(asked == 3)
        });
        assert!(done.await.is_ok());
        assert_eq!(asked, 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_in_vain_names_what_it_waited_for() {
        let error = poll("the pump", Duration::from_secs(1), async || Ok(false))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("the pump"), "{error}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_web_view_that_says_nothing_does_not_hang_the_wait() {
        let waited = poll("silence", Duration::from_secs(1), async || {
            std::future::pending().await
        });
        assert!(waited.await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn an_error_while_the_screen_changes_does_not_end_the_wait() {
        let mut asked = 0;
        let done = poll("a stale element", Duration::from_secs(1), async || {
            asked += 1;
            if asked == 1 { bail!("stale") } else { Ok(true) }
        });
        assert!(done.await.is_ok());
    }
}
