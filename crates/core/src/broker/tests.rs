use super::*;
use crate::{
    binding::Qos,
    problem::{Fault, Problem},
};

fn endpoint(host: &str, port: Option<u32>) -> EndpointDraft {
    EndpointDraft {
        host: host.into(),
        port,
        transport: Transport::Tcp,
        path: String::new(),
        in_clear: false,
        network: None,
    }
}

fn draft(host: &str, port: Option<u32>) -> BrokerDraft {
    BrokerDraft {
        id: None,
        name: String::new(),
        preset: Preset::Custom,
        endpoints: vec![endpoint(host, port)],
        username: "farmer".into(),
        client_id: String::new(),
        protocol: Protocol::V311,
        topic_prefix: String::new(),
        keep_alive_seconds: 30,
        session_expiry_seconds: 0,
        packet_limit: Broker::PACKET_LIMIT,
        birth: None,
        last_will: None,
        user_properties: Vec::new(),
        tls: TlsSettings::default(),
    }
}

fn parse(draft: BrokerDraft) -> Result<Broker, Vec<Problem>> {
    draft.parse("b1".parse().unwrap(), "tilework-1".into())
}

fn fields(draft: BrokerDraft) -> Vec<String> {
    let problems = parse(draft).unwrap_err();
    problems.into_iter().map(|problem| problem.field).collect()
}

#[test]
fn what_the_form_leaves_open_gets_a_sensible_value() {
    let broker = parse(draft(" farm.local ", None)).unwrap();
    assert_eq!(broker.name, "farm.local");
    assert_eq!(broker.client_id, "tilework-1");
    let [endpoint] = broker.endpoints() else {
        panic!("one")
    };
    assert_eq!(
        (endpoint.host.as_str(), endpoint.port),
        ("farm.local", 1883)
    );
}

#[test]
fn each_transport_has_its_port_and_web_sockets_have_a_path() {
    for (transport, port, path) in [
        (Transport::Tcp, 1883, ""),
        (Transport::Tls, 8883, ""),
        (Transport::WebSocket, 8083, "/mqtt"),
        (Transport::SecureWebSocket, 8084, "/mqtt"),
    ] {
        let mut draft = draft("farm", None);
        draft.endpoints[0].transport = transport;
        let broker = parse(draft).unwrap();
        let endpoint = &broker.endpoints()[0];
        assert_eq!((endpoint.port, endpoint.path.as_str()), (port, path));
    }
}

#[test]
fn a_path_begins_with_a_slash_and_holds_no_space() {
    let with = |path: &str| {
        let mut draft = draft("farm", None);
        draft.endpoints[0].transport = Transport::WebSocket;
        draft.endpoints[0].path = path.into();
        parse(draft)
    };
    assert_eq!(with("ws?a=1").unwrap().endpoints()[0].path, "/ws?a=1");
    assert_eq!(
        with("/a b").unwrap_err(),
        [Problem::new("endpoints.0.path", Fault::Path)]
    );
}

#[test]
fn hosts_are_names_or_addresses_and_nothing_else() {
    for good in [
        "localhost",
        "192.168.1.4",
        "::1",
        "[fe80::1]",
        "m21.cloudmqtt.com",
        "bücher.example",
    ] {
        assert!(parse(draft(good, None)).is_ok(), "{good}");
    }
    for bad in ["mqtt://farm", "farm:1883", "farm local", "a/b", "..", "-é!"] {
        assert_eq!(
            parse(draft(bad, None)).unwrap_err(),
            [Problem::new("endpoints.0.host", Fault::Host)],
            "{bad}"
        );
    }
}

#[test]
fn each_wrong_field_is_named() {
    let mut wrong = draft("", Some(70_000));
    wrong.endpoints.push(endpoint("b", Some(0)));
    wrong.topic_prefix = "/+/".into();
    wrong.keep_alive_seconds = 4;
    wrong.packet_limit = 1;
    wrong.last_will = Some(StatusMessageDraft {
        topic: "a/#".into(),
        payload: String::new(),
        qos: Qos::AtLeastOnce,
        retain: true,
    });
    wrong.tls.pinned = vec!["AB".into()];
    assert_eq!(
        fields(wrong),
        [
            "endpoints.0.host",
            "endpoints.0.port",
            "endpoints.1.port",
            "topicPrefix",
            "keepAliveSeconds",
            "packetLimit",
            "lastWill.topic",
            "tls.pinned.0"
        ]
    );
}

#[test]
fn a_document_reads_what_it_wrote() {
    let mut draft = draft("farm.local", Some(1884));
    draft.user_properties.push(UserProperty {
        name: "site".into(),
        value: "north".into(),
    });
    let broker = parse(draft).unwrap();
    let text = serde_json::to_string(&broker).unwrap();
    assert_eq!(serde_json::from_str::<Broker>(&text).unwrap(), broker);
    assert!(text.contains("\"schemaVersion\":6"), "{text}");
}

#[test]
fn an_open_address_gets_the_login_beside_an_encrypted_one_only_where_that_was_allowed() {
    let broker = |first: Transport, username: &str, host: &str, in_clear| {
        let mut draft = draft("broker.example", None);
        draft.endpoints[0].transport = first;
        draft.endpoints.push(EndpointDraft {
            in_clear,
            ..endpoint(host, None)
        });
        draft.username = username.into();
        parse(draft).unwrap()
    };
    let withheld = |broker: Broker| broker.withholds_login_from(&broker.endpoints()[1], None);
    for encrypted in [Transport::Tls, Transport::SecureWebSocket] {
        assert!(withheld(broker(encrypted, "farmer", "192.168.1.4", false)));
        assert!(withheld(broker(encrypted, "farmer", "pi.local", false)));
        assert!(!withheld(broker(encrypted, "farmer", "192.168.1.4", true)));
        assert!(!withheld(broker(encrypted, "", "192.168.1.4", false)));
    }
    for here in ["localhost", "127.0.0.1", "::1", "mqtt.localhost"] {
        assert!(
            !withheld(broker(Transport::Tls, "farmer", here, false)),
            "{here}"
        );
    }
    let all_open = broker(Transport::Tcp, "farmer", "192.168.1.4", false);
    assert!(!withheld(all_open), "it was chosen without encryption");
    let encrypted = broker(Transport::Tls, "farmer", "192.168.1.4", false);
    assert!(!encrypted.withholds_login_from(&encrypted.endpoints()[0], None));
}

#[test]
fn an_address_that_was_allowed_in_one_network_gets_nothing_in_another_and_none_where_it_cannot_be_told()
 {
    let network = |byte| NetworkId::of_digest(&[byte; 32]);
    let mut draft = draft("broker.example", None);
    draft.endpoints[0].transport = Transport::Tls;
    draft.endpoints.push(EndpointDraft {
        in_clear: true,
        network: Some(network(1)),
        ..endpoint("192.168.1.4", None)
    });
    draft.username = "farmer".into();
    let broker = parse(draft.clone()).unwrap();
    let withheld =
        |here: Option<&NetworkId>| broker.withholds_login_from(&broker.endpoints()[1], here);
    assert!(!withheld(Some(&network(1))));
    assert!(withheld(Some(&network(2))));
    assert!(withheld(None));
    draft.endpoints[1].in_clear = false;
    assert_eq!(parse(draft).unwrap().endpoints()[1].network, None);
}

#[test]
fn a_password_or_header_alone_is_a_login_too() {
    let mut draft = draft("broker.example", None);
    draft.endpoints[0].transport = Transport::Tls;
    draft.endpoints.push(endpoint("192.168.1.4", None));
    draft.username = String::new();
    for kind in [
        SecretKind::Password,
        SecretKind::Headers,
        SecretKind::Username,
        SecretKind::Queries,
        SecretKind::UserProperties,
    ] {
        let mut broker = parse(draft.clone()).unwrap();
        broker.secrets.insert(kind, SecretPlace::Keyring);
        assert!(broker.withholds_login_from(&broker.endpoints()[1], None));
    }
}
