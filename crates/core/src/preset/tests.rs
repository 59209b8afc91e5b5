use super::*;
use crate::broker::Transport::{self, SecureWebSocket, Tcp, Tls, WebSocket};

#[test]
fn a_service_is_recognised_by_its_host() {
    let table = [
        ("m10.cloudmqtt.com", Preset::CloudMqtt),
        ("Farmer.CloudMQTT.com.", Preset::CloudMqtt),
        ("mqtt.dioty.co", Preset::Dioty),
        ("0ab1.s1.eu.hivemq.cloud", Preset::HiveMqCloud),
        ("x.ala.us-east-1.emqxsl.com", Preset::EmqxServerless),
        ("x.ala.cn-hangzhou.emqxsl.cn", Preset::EmqxServerless),
        ("a1b2-ats.iot.eu-west-1.amazonaws.com", Preset::AwsIotCore),
        ("a1.ats.iot.cn-north-1.amazonaws.com.cn", Preset::AwsIotCore),
        ("a1-ats.iot.cn-north-1.amazonaws.com.cn", Preset::AwsIotCore),
        ("io.adafruit.com", Preset::AdafruitIo),
        ("test.mosquitto.org", Preset::TestMosquittoOrg),
        ("mqtt.thingsboard.cloud", Preset::ThingsBoard),
        ("mqtt.eu.thingsboard.cloud", Preset::ThingsBoard),
        ("mqtt.flespi.io", Preset::Flespi),
        ("industrial.api.ubidots.com", Preset::Ubidots),
    ];
    for (host, preset) in table {
        assert_eq!(Preset::of_host(host), preset, "{host}");
    }
}

#[test]
fn a_host_that_only_looks_like_a_service_is_not_taken_for_it() {
    let hosts = [
        "",
        ".",
        "notcloudmqtt.com",
        "cloudmqtt.com",
        "m10.cloudmqtt.com.example.org",
        "evilhivemq.cloud",
        "hivemq.cloud.example.org",
        "broker.hivemq.com",
        "broker.emqx.io",
        "x.mqtt.dioty.co",
        "s3.eu-west-1.amazonaws.com",
        "a1.credentials.iot.eu-west-1.amazonaws.com",
        "mosquitto.org",
        "192.168.1.5",
        "::1",
        "localhost",
    ];
    for host in hosts {
        assert_eq!(Preset::of_host(host), Preset::Custom, "{host}");
    }
}

#[test]
fn the_rules_come_in_the_order_of_the_enum_and_once_each() {
    let presets: Vec<Preset> = rules().iter().map(|rules| rules.preset).collect();
    assert_eq!(presets, Preset::ALL);
    for (place, preset) in Preset::ALL.into_iter().enumerate() {
        assert_eq!(preset as usize, place);
    }
}

#[test]
fn a_fixed_host_and_an_example_belong_to_their_preset() {
    for rules in rules() {
        let expected = match rules.preset {
            Preset::LocalMosquitto => Preset::Custom,
            preset => preset,
        };
        assert_eq!(Preset::of_host(rules.host_example), expected);
        assert!(rules.host.is_none_or(|host| host == rules.host_example));
    }
}

#[test]
fn one_port_of_cloudmqtt_gives_the_others() {
    let rules = Preset::CloudMqtt.rules();
    for typed in [18_322, 28_322, 38_322] {
        let ports = [Tcp, Tls, SecureWebSocket].map(|t| rules.port(t, Some(typed)));
        assert_eq!(ports, [Some(18_322), Some(28_322), Some(38_322)]);
    }
    assert_eq!(rules.port(Tls, None), None);
    assert_eq!(rules.port(Tls, Some(8883)), Some(8883));
    assert_eq!(rules.transport_at(28_322), Some(Tls));
    assert_eq!(rules.transport_at(38_322), Some(SecureWebSocket));
    assert_eq!(rules.transport_at(8883), None);
}

#[test]
fn ports_of_the_services_are_as_they_publish_them() {
    let table = [
        (Preset::HiveMqCloud, SecureWebSocket, Some(8884)),
        (Preset::HiveMqCloud, Tcp, None),
        (Preset::EmqxServerless, SecureWebSocket, Some(8084)),
        (Preset::AwsIotCore, Tls, Some(8883)),
        (Preset::AwsIotCore, WebSocket, None),
        (Preset::AdafruitIo, SecureWebSocket, Some(443)),
        (Preset::TestMosquittoOrg, Tls, Some(8886)),
        (Preset::TestMosquittoOrg, SecureWebSocket, Some(8081)),
        (Preset::TestMosquittoOrg, WebSocket, Some(8080)),
        (Preset::Dioty, Tcp, Some(1883)),
        (Preset::Custom, Tls, Some(8883)),
    ];
    for (preset, transport, port) in table {
        assert_eq!(preset.rules().port(transport, None), port, "{preset:?}");
    }
    assert_eq!(Preset::Custom.rules().port(Tcp, Some(4321)), Some(4321));
}

#[test]
fn only_services_without_a_plain_port_are_tls_only() {
    let tls_only: Vec<Preset> = rules()
        .into_iter()
        .filter(|rules| rules.tls_only)
        .map(|rules| rules.preset)
        .collect();
    let expected = [
        Preset::HiveMqCloud,
        Preset::EmqxServerless,
        Preset::AwsIotCore,
    ];
    assert_eq!(tls_only, expected);
}

#[test]
fn aws_is_asked_for_mqtt_with_a_certificate_only_at_the_https_port() {
    let rules = Preset::AwsIotCore.rules();
    assert_eq!(rules.client_certificate, Need::Required);
    assert_eq!(rules.transport_at(443), Some(Transport::Tls));
    let alpn: Vec<u16> = rules.alpn.iter().map(|alpn| alpn.port).collect();
    assert_eq!(alpn, [443]);
    assert_eq!(rules.alpn[0].names, ["x-amzn-mqtt-ca"]);
}

#[test]
fn where_the_user_name_is_a_token_it_is_a_secret() {
    let secret: Vec<Preset> = rules()
        .into_iter()
        .filter(|rules| rules.username_is_secret)
        .map(|rules| rules.preset)
        .collect();
    assert_eq!(
        secret,
        [Preset::ThingsBoard, Preset::Flespi, Preset::Ubidots]
    );
}

#[test]
fn dioty_keeps_every_user_below_the_own_name() {
    let prefix = |preset: Preset| preset.topic_prefix("you@example.com");
    assert_eq!(prefix(Preset::Dioty), "/you@example.com/");
    assert_eq!(prefix(Preset::HiveMqCloud), "");
    assert_eq!(Preset::Dioty.topic_prefix(""), "");
}

#[test]
fn the_form_gets_the_rules_in_its_own_words() {
    let json = serde_json::to_value(Preset::CloudMqtt.rules()).unwrap();
    assert_eq!(json["preset"], "cloudMqtt");
    assert_eq!(json["ports"][0]["transport"], "tls");
    assert_eq!(json["ports"][0]["leadingDigit"], 2);
    assert_eq!(json["clientCertificate"], "unused");
    assert_eq!(json["tlsOnly"], false);
}
