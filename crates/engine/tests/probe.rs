//! The connection test: how far a form comes, and why no further.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use common::*;
use tilework_core::{connection::Trouble, reason::Reason};
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options, free_port};

const PASSWORD: &str = "correct horse battery staple";

#[tokio::test]
async fn test_connection_says_where_it_failed() {
    let login = Some(("farmer".to_owned(), PASSWORD.to_owned()));
    let mosquitto = Mosquitto::start(Options {
        login,
        ..Options::default()
    })
    .await;
    let port = mosquitto.port();
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;

    let report = try_form(&engine, draft(port, "farmer"), password(PASSWORD)).await;
    let steps: Vec<_> = report.steps.iter().map(|step| step.name).collect();
    assert_eq!(
        steps,
        [
            StepName::Resolve,
            StepName::Connect,
            StepName::Authenticate,
            StepName::Subscribe
        ]
    );
    assert!(report.ok);

    let report = try_form(&engine, draft(port, "farmer"), password("wrong")).await;
    let (step, trouble) = verdict(&report);
    assert!(!report.ok && step == StepName::Authenticate);
    assert!(
        is_refused(trouble.as_ref(), Reason::NotAuthorized),
        "{trouble:?}"
    );

    let closed = try_form(&engine, draft(free_port(), "farmer"), untouched()).await;
    assert_eq!(
        verdict(&closed),
        (StepName::Connect, Some(Trouble::PortClosed))
    );

    let mut nowhere = draft(port, "farmer");
    nowhere.endpoints[0].host = "no-such-broker.invalid".into();
    assert_eq!(
        verdict(&try_form(&engine, nowhere, untouched()).await),
        (StepName::Resolve, Some(Trouble::HostNotFound))
    );
}
