use serde_json::json;
use tokio::sync::oneshot::error::TryRecvError;

use super::*;

fn answer() -> Option<Answer> {
    Some(Answer {
        slot: "state".parse().unwrap(),
        timeout_ms: 5_000,
        tolerance: 0.0,
    })
}

fn press(commands: &Waiting, answer: Option<Answer>) -> u64 {
    commands
        .begin(
            "pump".parse().unwrap(),
            "set".parse().unwrap(),
            json!(true),
            answer,
            None,
        )
        .id
}

fn state() -> BindingKey {
    BindingKey::try_from("pump/state".to_owned()).unwrap()
}

#[test]
fn a_command_is_confirmed_by_the_state_and_not_by_the_broker() {
    let commands = Waiting::default();
    let id = press(&commands, answer());
    assert_eq!(commands.published(id, Ok(())), None);
    assert!(
        commands.value(&state(), &Value::Boolean(false)).is_empty(),
        "the old state is no answer"
    );
    let reports = commands.value(&state(), &Value::Boolean(true));
    assert_eq!(reports[0].state, CommandState::Confirmed);
    assert_eq!(commands.expire(id), None, "it is over");
}

#[test]
fn the_time_for_an_answer_begins_when_the_command_goes_out() {
    let commands = Waiting::default();
    let id = press(&commands, answer());
    let mut left = commands.on_its_way(id);
    assert_eq!(left.try_recv(), Err(TryRecvError::Empty));
    commands.leaves(id);
    assert_eq!(left.try_recv(), Ok(()));
    let lost = press(&commands, answer());
    let mut left = commands.on_its_way(lost);
    commands.published(lost, Err(CommandFailure::ConnectionLost));
    assert_eq!(left.try_recv(), Err(TryRecvError::Closed), "nobody waits");
}

#[test]
fn without_a_state_topic_it_is_only_sent() {
    let commands = Waiting::default();
    let id = press(&commands, None);
    assert_eq!(
        commands.published(id, Ok(())).unwrap().state,
        CommandState::Sent
    );
}

#[test]
fn a_reply_with_our_correlation_data_confirms_and_no_other_does() {
    let commands = Waiting::default();
    let (tile, slot) = ("pump".parse().unwrap(), "set".parse().unwrap());
    let here = Some("farm/pump/reply".to_owned());
    let id = commands.begin(tile, slot, json!(true), None, here).id;
    let topic = "farm/pump/reply";
    assert_eq!(
        commands.published(id, Ok(())),
        None,
        "not sent: a reply is to come"
    );
    let other = Waiting::default().correlation(id);
    for foreign in [&other[..], b"", b"hello", &[0xFF; 40]] {
        assert_eq!(commands.reply(topic, foreign), None);
    }
    let ours = commands.correlation(id);
    let echo = "farm/pump/set";
    assert_eq!(commands.reply(echo, &ours), None, "our own message");
    assert_eq!(
        commands.reply(topic, &ours).unwrap().state,
        CommandState::Confirmed
    );
    assert_eq!(commands.reply(topic, &ours), None, "once");
}

#[test]
fn silence_is_unconfirmed_and_a_late_answer_still_confirms() {
    let commands = Waiting::default();
    let id = press(&commands, answer());
    commands.published(id, Ok(()));
    assert_eq!(
        commands.expire(id).unwrap().state,
        CommandState::Unconfirmed
    );
    assert_eq!(
        commands.value(&state(), &Value::Boolean(true))[0].state,
        CommandState::Confirmed
    );
}

#[test]
fn what_was_said_before_the_press_confirms_nothing() {
    let commands = Waiting::default();
    commands.value(&state(), &Value::Boolean(true));
    let id = press(&commands, answer());
    commands.published(id, Ok(()));
    assert_eq!(
        commands.expire(id).unwrap().state,
        CommandState::Unconfirmed
    );
}

#[test]
fn a_forgotten_command_is_not_confirmed_by_what_comes_tomorrow() {
    let commands = Waiting::default();
    let id = press(&commands, answer());
    commands.expire(id);
    commands.forget(id);
    assert!(commands.value(&state(), &Value::Boolean(true)).is_empty());
}

#[test]
fn a_lost_connection_fails_what_the_broker_had_not_acknowledged() {
    let commands = Waiting::default();
    let id = press(&commands, answer());
    let report = commands
        .published(id, Err(CommandFailure::ConnectionLost))
        .unwrap();
    assert_eq!(
        report.state,
        CommandState::Failed {
            reason: CommandFailure::ConnectionLost
        }
    );
}

#[test]
fn what_turns_out_to_be_lost_or_refused_after_the_time_is_failed_and_not_merely_unconfirmed() {
    let commands = Waiting::default();
    let id = press(&commands, answer());
    commands.expire(id);
    assert_eq!(commands.published(id, Ok(())), None);
    let lost = commands.published(id, Err(CommandFailure::ConnectionLost));
    let reason = CommandFailure::ConnectionLost;
    assert_eq!(lost.unwrap().state, CommandState::Failed { reason });
}

#[test]
fn a_new_press_gives_up_the_unanswered_one() {
    let commands = Waiting::default();
    let first = press(&commands, answer());
    commands.expire(first);
    let second = press(&commands, answer());
    let reports = commands.value(&state(), &Value::Boolean(true));
    assert_eq!(
        reports.iter().map(|report| report.id).collect::<Vec<_>>(),
        [second]
    );
}
