use serde_json::json;

use super::*;

fn draft(json: serde_json::Value) -> TileDraft {
    let mut whole =
        json!({"kind": "switch", "title": "Pump", "icon": null, "size": {"width": 2, "height": 2}});
    whole
        .as_object_mut()
        .unwrap()
        .extend(json.as_object().unwrap().clone());
    serde_json::from_value(whole).unwrap()
}

fn switch() -> serde_json::Value {
    json!({
        "bindings": {"state": {"broker": "farm", "topic": "pump/state", "template": " ", "unit": " W "}},
        "commands": {"set": {
            "broker": "other", "topic": "pump/set", "payload": {"as": "onOff", "on": "ON", "off": "OFF"},
            "answer": {"slot": "state", "timeoutMs": 5000}
        }}
    })
}

fn fields(draft: &TileDraft) -> Vec<String> {
    draft
        .check()
        .into_iter()
        .map(|problem| problem.field)
        .collect()
}

#[test]
fn a_good_form_becomes_a_tile() {
    let draft = draft(switch());
    assert_eq!(draft.check(), []);
    let tile = draft.parse("t1".parse().unwrap()).unwrap();
    let state = &tile.bindings[&"state".parse().unwrap()];
    assert_eq!(
        (state.template.as_deref(), state.unit.as_deref()),
        (None, Some("W"))
    );
    let brokers: Vec<_> = tile
        .broker_ids()
        .into_iter()
        .map(BrokerId::as_str)
        .collect();
    assert_eq!(brokers, ["farm", "other"]);
}

#[test]
fn each_wrong_field_is_named_by_its_path() {
    for (path, wrong, field) in [
        ("/title", json!("  "), "title"),
        ("/title", json!("x".repeat(201)), "title"),
        ("/title", json!("a\u{7}"), "title"),
        ("/size/width", json!(5), "size.width"),
        ("/size/height", json!(0), "size.height"),
        ("/bindings/state/topic", json!("a#"), "bindings.state.topic"),
        (
            "/bindings/state/template",
            json!("{{ x"),
            "bindings.state.template",
        ),
        (
            "/bindings/state/unit",
            json!("x".repeat(33)),
            "bindings.state.unit",
        ),
        ("/commands/set/topic", json!("pump/+"), "commands.set.topic"),
        (
            "/commands/set/payload",
            json!({"as": "template", "text": "{{"}),
            "commands.set.payload",
        ),
        (
            "/commands/set/answer/timeoutMs",
            json!(99),
            "commands.set.answer.timeoutMs",
        ),
        (
            "/commands/set/answer/timeoutMs",
            json!(600_001),
            "commands.set.answer.timeoutMs",
        ),
        (
            "/commands/set/answer/tolerance",
            json!(-1),
            "commands.set.answer.tolerance",
        ),
        (
            "/commands/set/answer/slot",
            json!("gone"),
            "commands.set.answer.slot",
        ),
    ] {
        let mut form = serde_json::to_value(draft(switch())).unwrap();
        *form.pointer_mut(path).unwrap() = wrong.clone();
        let draft: TileDraft = serde_json::from_value(form).unwrap();
        assert_eq!(fields(&draft), [field], "{path} {wrong}");
        assert_eq!(
            draft.clone().parse("t".parse().unwrap()).unwrap_err(),
            draft.check()
        );
    }
}

#[test]
fn several_wrong_fields_are_all_named() {
    let mut form = switch();
    form["title"] = json!("");
    form["bindings"]["state"]["topic"] = json!("");
    form["commands"]["set"]["topic"] = json!("");
    assert_eq!(
        fields(&draft(form)),
        ["title", "bindings.state.topic", "commands.set.topic"]
    );
}

#[test]
fn a_template_fault_says_where_and_what() {
    let mut form = switch();
    form["bindings"]["state"]["template"] = json!("\n{% if %}");
    let Fault::Template { line, .. } = draft(form).check().remove(0).fault else {
        panic!("a template fault")
    };
    assert_eq!(line, 2);
}
