//! A request that panics is answered, and the next one is.

use super::*;
use crate::tasks::{Task, inject};

fn counted(told: &Diagnostics, task: Task) -> u64 {
    let found = told.faults.iter().find(|it| it.task == task);
    found.map_or(0, |it| it.count)
}

#[tokio::test]
async fn a_request_that_panics_is_answered_and_counted() {
    let house = house().await;
    let client = house.client(Right::Own);
    let before = counted(&client.diagnostics().await.unwrap(), Task::Request);
    inject::arm(Task::Request);
    let answer = client.session().await;
    assert!(
        matches!(answer, Err(AppError::Internal { .. })),
        "{answer:?}"
    );
    client.session().await.unwrap();
    let told = client.diagnostics().await.unwrap();
    assert_eq!(counted(&told, Task::Request), before + 1);
}

#[tokio::test]
async fn work_that_panics_is_answered_and_the_next_is_done() {
    let house = house().await;
    let client = house.client(Right::Own);
    let before = counted(&client.diagnostics().await.unwrap(), Task::Work);
    inject::arm(Task::Work);
    let answer = client.history_overview().await;
    assert!(
        matches!(answer, Err(AppError::Internal { .. })),
        "{answer:?}"
    );
    client.history_overview().await.unwrap();
    let told = client.diagnostics().await.unwrap();
    assert_eq!(counted(&told, Task::Work), before + 1);
}
