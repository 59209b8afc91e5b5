//! Filters that overlap, and answers to subscriptions.

use super::*;

impl Attempt {
    async fn hears(&mut self, asked: Asked) {
        assert_eq!(self.asked.recv().await.unwrap(), asked);
    }

    async fn answer(&self, text: &str, result: Result<(), Refusal>) {
        let told = vec![(filter(text), result)];
        self.say(LinkEvent::Subscribed(told)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn only_the_covering_filter_is_subscribed_and_its_answer_is_one_to_those_it_covers() {
    let mut stage = stage();
    let _holds = ["farm/#", "farm/air/temp", "farm/+/temp", "barn"].map(|text| stage.hold(text));
    let mut attempt = stage.online().await;
    attempt.hears(subscribe(&["barn", "farm/#"])).await;
    attempt.answer("farm/#", Ok(())).await;
    for text in ["farm/#", "farm/+/temp", "farm/air/temp"] {
        let granted = Heard::Subscribed(text.to_owned(), Ok(()));
        stage.until(|heard| *heard == granted).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_covered_filter_is_let_go_when_the_covering_one_is_granted_and_asked_for_when_it_goes() {
    let mut stage = stage();
    let _narrow = stage.hold("farm/air");
    let mut attempt = stage.online().await;
    attempt.hears(subscribe(&["farm/air"])).await;
    attempt.answer("farm/air", Ok(())).await;
    let wide = stage.hold("farm/+");
    attempt.hears(subscribe(&["farm/+"])).await;
    attempt.answer("farm/+", Ok(())).await;
    attempt.hears(unsubscribe(&["farm/air"])).await;
    drop(wide);
    attempt.hears(subscribe(&["farm/air"])).await;
    attempt.hears(unsubscribe(&["farm/+"])).await;
}

#[tokio::test(start_paused = true)]
async fn a_refused_covering_filter_falls_back_to_the_single_ones() {
    let mut stage = stage();
    let _holds = ["#", "farm/#", "farm/air", "barn"].map(|text| stage.hold(text));
    let mut attempt = stage.online().await;
    attempt.hears(subscribe(&["#"])).await;
    attempt.answer("#", Err(Refusal::new(0x80, None))).await;
    attempt.hears(subscribe(&["barn", "farm/#"])).await;
    let refused = Heard::Subscribed("#".into(), Err(Refusal::new(0x80, None)));
    stage.until(|heard| *heard == refused).await;
}

#[tokio::test(start_paused = true)]
async fn a_new_binding_under_a_covering_filter_asks_again_for_its_retained_message() {
    let mut stage = stage();
    let _wide = stage.hold("farm/#");
    let mut attempt = stage.online().await;
    attempt.hears(subscribe(&["farm/#"])).await;
    attempt.answer("farm/#", Ok(())).await;
    let narrow = stage.hold("farm/air");
    attempt.hears(subscribe(&["farm/#"])).await;
    drop(narrow);
    stage.connection.close(Goodbye::Leaving).await;
    let next = attempt.asked.recv().await.unwrap();
    assert_eq!(next, Asked::Disconnect(Goodbye::Leaving), "nothing to undo");
}

#[tokio::test(start_paused = true)]
async fn a_kept_session_loses_what_is_covered_now_and_not_before_the_covering_filter_is_granted() {
    let mut stage = stage();
    let _holds = ["farm/#", "farm/air"].map(|text| stage.hold(text));
    let mut attempt = stage.attempt().await;
    let mut kept = crate::link::fake::established();
    kept.granted.session_present = true;
    attempt.say(LinkEvent::Connected(Box::new(kept))).await;
    attempt.hears(subscribe(&["farm/#"])).await;
    attempt.answer("farm/#", Ok(())).await;
    attempt.hears(unsubscribe(&["farm/air"])).await;
}

#[tokio::test(start_paused = true)]
async fn a_subscription_without_an_answer_for_ten_seconds_is_told_and_its_late_answer_counts() {
    let mut stage = stage();
    let _holds = ["farm/#", "farm/air"].map(|text| stage.hold(text));
    let mut attempt = stage.online().await;
    attempt.hears(subscribe(&["farm/#"])).await;
    let asked = Instant::now();
    let late = Heard::Unanswered("farm/#".into());
    stage.until(|heard| *heard == late).await;
    assert_eq!(asked.elapsed().as_secs(), 10);
    attempt.hears(subscribe(&["farm/air"])).await;
    attempt.answer("farm/#", Ok(())).await;
    attempt.hears(unsubscribe(&["farm/air"])).await;
    let granted = Heard::Subscribed("farm/air".into(), Ok(()));
    stage.until(|heard| *heard == granted).await;
}

#[tokio::test(start_paused = true)]
async fn what_nobody_holds_any_more_is_told_with_and_without_a_connection() {
    let mut stage = stage();
    let (a, b) = (stage.hold("a"), stage.hold("b"));
    let attempt = stage.online().await;
    drop(a);
    stage.until(|it| *it == Heard::LetGo("a".into())).await;
    attempt.end(Trouble::Lost).await;
    stage
        .until(|it| matches!(it, Heard::State(ConnectionState::Waiting { .. })))
        .await;
    drop(b);
    stage.until(|it| *it == Heard::LetGo("b".into())).await;
}

#[tokio::test(start_paused = true)]
async fn with_a_prefix_the_answer_is_told_for_every_way_of_writing_the_filter() {
    let mut stage = stage();
    stage.interests.of(&broker()).set_prefix("/me/");
    let _holds = ["soil", "/me/soil"].map(|text| stage.hold(text));
    let mut attempt = stage.online().await;
    attempt.hears(subscribe(&["/me/soil"])).await;
    attempt.answer("/me/soil", Ok(())).await;
    for text in ["/me/soil", "soil"] {
        let granted = Heard::Subscribed(text.to_owned(), Ok(()));
        stage.until(|heard| *heard == granted).await;
    }
}
