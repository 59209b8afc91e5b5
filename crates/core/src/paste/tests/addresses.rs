use super::*;

#[test]
fn an_address_is_understood_in_all_its_spellings() {
    let host = "broker.example.com";
    let table = [
        ("mqtt://broker.example.com", at(host, 1883, Tcp)),
        ("mqtts://broker.example.com", at(host, 8883, Tls)),
        ("ssl://broker.example.com:18883", at(host, 18883, Tls)),
        ("tls://broker.example.com", at(host, 8883, Tls)),
        ("TCP://broker.example.com:1884/", at(host, 1884, Tcp)),
        ("  mqtt://broker.example.com:1884  \n", at(host, 1884, Tcp)),
        ("mqtt://broker.example.com/some/topic", at(host, 1883, Tcp)),
        ("mqtt://broker.example.com/home/#", at(host, 1883, Tcp)),
        ("ws://broker.example.com", at(host, 80, WebSocket)),
        ("wss://broker.example.com", at(host, 443, SecureWebSocket)),
        (
            "ws://broker.example.com:8083/mqtt",
            at(host, 8083, WebSocket).path("/mqtt"),
        ),
        (
            "wss://broker.example.com/a?room=1",
            at(host, 443, SecureWebSocket).path("/a?room=1"),
        ),
        (
            "https://broker.example.com/mqtt",
            at(host, 443, SecureWebSocket).path("/mqtt"),
        ),
        (
            "http://broker.example.com:9001/ws/",
            at(host, 9001, WebSocket).path("/ws/"),
        ),
        ("mqtt://[::1]:1885", at("::1", 1885, Tcp)),
        ("mqtts://[2001:db8::7]", at("2001:db8::7", 8883, Tls)),
        ("[::1]:1883", at("::1", 1883, Tcp)),
        ("192.168.1.5:1883", at("192.168.1.5", 1883, Tcp)),
        ("broker.example.com:8883", at(host, 8883, Tls)),
        ("broker.example.com 1883", at(host, 1883, Tcp)),
        ("localhost:1883", at("localhost", 1883, Tcp)),
        ("server:1883", at("server", 1883, Tcp)),
        ("mosquitto:1883", at("mosquitto", 1883, Tcp)),
        ("raspberrypi 1883", at("raspberrypi", 1883, Tcp)),
        ("mqtt.local:8084", at("mqtt.local", 8084, SecureWebSocket)),
        (
            "Please use `mqtts://broker.example.com:8885`, it is faster.",
            at(host, 8885, Tls),
        ),
        (
            r#"client = mqtt.connect("wss://broker.example.com:8084/mqtt");"#,
            at(host, 8084, SecureWebSocket).path("/mqtt"),
        ),
        (
            "mqtt://me@broker.example.com",
            Seen {
                username: Some("me"),
                ..at(host, 1883, Tcp)
            },
        ),
        (
            "mqtts://me%40example.com:p%3A%2F%40%25w@broker.example.com:8884",
            at(host, 8884, Tls).login("me@example.com", "p:/@%w"),
        ),
        (
            "mqtt://me@example.com:a:b@broker.example.com",
            at(host, 1883, Tcp).login("me@example.com", "a:b"),
        ),
        (
            "mqtt://me:100%@broker.example.com",
            at(host, 1883, Tcp).login("me", "100%"),
        ),
        (
            "wss://broker.example.com/mqtt?username=me&password=pw&x=1",
            at(host, 443, SecureWebSocket)
                .path("/mqtt?x=1")
                .login("me", "pw"),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(seen(&understand(text)), expected, "{text}");
    }
}

#[test]
fn a_host_alone_says_nothing_of_the_way() {
    for text in ["broker.example.com", "192.168.1.5", "::1", "localhost"] {
        let pasted = understand(text);
        let expected = Seen {
            host: Some(text),
            ..Seen::default()
        };
        assert_eq!(seen(&pasted), expected);
        assert_eq!(pasted.patch.preset, None);
    }
    let other_port = understand("broker.example.com:4321").patch;
    assert_eq!((other_port.port, other_port.transport), (Some(4321), None));
}

#[test]
fn a_known_service_brings_its_port_and_transport() {
    let table = [
        ("abc.s1.eu.hivemq.cloud", 8883, Tls, Preset::HiveMqCloud),
        (
            "mqtt://abc.s1.eu.hivemq.cloud",
            8883,
            Tls,
            Preset::HiveMqCloud,
        ),
        (
            "wss://abc.s1.eu.hivemq.cloud/mqtt",
            8884,
            SecureWebSocket,
            Preset::HiveMqCloud,
        ),
        (
            "a-ats.iot.eu-west-1.amazonaws.com:443",
            443,
            Tls,
            Preset::AwsIotCore,
        ),
        (
            "m10.cloudmqtt.com:38322",
            38_322,
            SecureWebSocket,
            Preset::CloudMqtt,
        ),
        ("m10.cloudmqtt.com:18322", 18_322, Tcp, Preset::CloudMqtt),
        (
            "mqtts://test.mosquitto.org",
            8886,
            Tls,
            Preset::TestMosquittoOrg,
        ),
        ("mqtt.dioty.co", 1883, Tcp, Preset::Dioty),
    ];
    for (text, port, transport, preset) in table {
        let patch = understand(text).patch;
        assert_eq!(patch.preset, Some(preset), "{text}");
        assert_eq!(
            (patch.port, patch.transport),
            (Some(port), Some(transport)),
            "{text}"
        );
    }
    assert_eq!(understand("mqtts://m10.cloudmqtt.com").patch.port, None);
}

#[test]
fn the_client_id_of_an_address_is_taken_from_its_query() {
    for key in ["client_id", "clientId", "client-id", "clientid"] {
        let url = format!("mqtt://broker.example.com?{key}=my%20phone");
        let pasted = understand(&url);
        assert_eq!(pasted.patch.client_id.as_deref(), Some("my phone"), "{key}");
        assert_eq!(pasted.ignored, 0);
    }
}

#[test]
fn diotys_prefix_comes_from_the_user_name() {
    let patch = understand("mqtt://you%40example.com:pw@mqtt.dioty.co").patch;
    assert_eq!(patch.topic_prefix.as_deref(), Some("/you@example.com/"));
    assert_eq!(understand("mqtt.dioty.co").patch.topic_prefix, None);
}

#[test]
fn a_link_fills_every_field() {
    let pasted = understand(
        "tilework://broker?host=10.0.0.7&port=9443&transport=securewebsocket&protocol=5&username=me&password=a%26b%2Bc+d\
         &name=My%20home&client_id=phone&path=%2Fws&prefix=home&server_name=broker.example.com",
    );
    let expected = at("10.0.0.7", 9443, SecureWebSocket)
        .path("/ws")
        .login("me", "a&b+c+d");
    assert_eq!(seen(&pasted), expected);
    let patch = pasted.patch;
    assert_eq!(patch.protocol, Some(Protocol::V5));
    assert_eq!(patch.name.as_deref(), Some("My home"));
    assert_eq!(patch.client_id.as_deref(), Some("phone"));
    assert_eq!(patch.topic_prefix.as_deref(), Some("home"));
    assert_eq!(patch.server_name.as_deref(), Some("broker.example.com"));
}

#[test]
fn transports_of_a_link_have_several_names() {
    let table = [
        ("tcp", Tcp, 1883),
        ("tls", Tls, 8883),
        ("websocket", WebSocket, 8083),
        ("ws", WebSocket, 8083),
        ("securewebsocket", SecureWebSocket, 8084),
        ("wss", SecureWebSocket, 8084),
    ];
    for (name, transport, port) in table {
        let link = format!("tilework://broker?host=broker.example.com&transport={name}");
        assert_eq!(
            seen(&understand(&link)),
            at("broker.example.com", port, transport)
        );
    }
}

#[test]
fn a_link_may_carry_an_address_and_no_other_link() {
    let pasted =
        understand("tilework://broker?url=mqtts%3A%2F%2Fme%3Apw%40b.example.com%3A1&name=Home");
    assert_eq!(seen(&pasted), at("b.example.com", 1, Tls).login("me", "pw"));
    assert_eq!(pasted.patch.name.as_deref(), Some("Home"));
    let nested = understand("tilework://broker?url=tilework%3A%2F%2Fbroker%3Fhost%3Db.example.com");
    assert_eq!(seen(&nested), Seen::default().ignored(1));
    let other = understand("tilework://dashboard?host=b.example.com");
    assert_eq!(seen(&other), Seen::default().ignored(1));
}

#[test]
fn what_a_link_says_and_nobody_knows_is_counted() {
    let pasted =
        understand("tilework://broker?host=b.example.com&colour=red&port=0&transport=pigeon");
    assert_eq!(pasted.ignored, 3);
    assert_eq!(pasted.patch.host.as_deref(), Some("b.example.com"));
}

#[test]
fn a_token_in_an_address_does_not_become_part_of_the_path() {
    for secret in [
        "access_token=s3cret",
        "X-Amz-Signature=s3cret",
        "sig=s3cret",
    ] {
        let pasted = understand(&format!("wss://broker.example/mqtt?site=north&{secret}"));
        assert_eq!(pasted.patch.path.as_deref(), Some("/mqtt?site=north"));
        assert_eq!(pasted.ignored, 1);
    }
}
