use super::*;

const TABS: &str = "Details\nServer\tm10.cloudmqtt.com\nRegion\tamazon-web-services::eu-west-1\nUser\tabcdefgh Restart\n\
    Password\tS3c:ret=x Rotate\nPort\t18322\nSSL Port\t28322\nWebsockets Port (TLS only)\t38322\nConnection limit\t10\n";
const COLONS: &str = "Server: m10.cloudmqtt.com\nUser:     abcdefgh\nPassword: S3c:ret=x\nPort: 18322\nSSL Port:   28322\n\
    Websockets Port (TLS only): 38322\nConnection limit: 10";
const SPACES: &str = "Server m10.cloudmqtt.com\nUser abcdefgh\nPassword S3c:ret=x\nPort 18322\nSSL Port 28322\n\
    Websockets Port (TLS only) 38322\nConnection limit 10";
const LINES: &str = "Server\nm10.cloudmqtt.com\nUser\nabcdefgh\nRestart\nPassword\nRotate\nS3c:ret=x\n\nPort\n18322\n\
    SSL Port\n28322\r\nWebsockets Port (TLS only)\n38322\nConnection limit\n10\n";
const LIST: &str = "* Server: m10.cloudmqtt.com\n* User: abcdefgh\n* Password: S3c:ret=x\n* Port: 18322\n* SSL Port: 28322\n\
    * Websockets Port (TLS only): 38322\n";
const TABLE: &str = "| Server | m10.cloudmqtt.com |\n|---|---|\n| User | abcdefgh |\n| Password | S3c:ret=x |\n| Port | 18322 |\n\
    | SSL Port | 28322 |\n| Websockets Port (TLS only) | 38322 |";

#[test]
fn cloudmqtts_page_is_understood_however_it_was_copied() {
    for text in [TABS, COLONS, SPACES, LINES, LIST, TABLE] {
        let pasted = understand(text);
        let heading = u32::from(text == TABS);
        let expected = at("m10.cloudmqtt.com", 28_322, Tls)
            .login("abcdefgh", "S3c:ret=x")
            .ignored(heading);
        assert_eq!(seen(&pasted), expected, "{text}");
        assert_eq!(pasted.patch.preset, Some(Preset::CloudMqtt));
        let all = [(Tcp, 18_322), (Tls, 28_322), (SecureWebSocket, 38_322)];
        assert_eq!(ports(&pasted.patch), all, "{text}");
    }
}

#[test]
fn cloudmqtts_page_in_a_comment_is_understood() {
    let text = "\"\"\"\nServer \tm10.cloudmqtt.com\nUser \tabc\n\"\"\"\n";
    assert_eq!(
        understand(text).patch.host.as_deref(),
        Some("m10.cloudmqtt.com")
    );
    let text = "// Server  m10.cloudmqtt.com\n// SSL Port  22399\n";
    let expected = at("m10.cloudmqtt.com", 22_399, Tls);
    assert_eq!(seen(&understand(text)), expected);
}

#[test]
fn a_hidden_password_is_not_taken_for_one() {
    for hidden in ["********", "••••••"] {
        let text = format!("Server: m10.cloudmqtt.com\nPassword: {hidden}");
        let pasted = understand(&text);
        assert_eq!((pasted.password, pasted.ignored), (None, 1));
    }
}

#[test]
fn hivemqs_overview_is_understood() {
    let host = "0ab1.s1.eu.hivemq.cloud";
    let table = [
        format!(
            "Cluster URL\n{host}\nPort (TLS)\n8883\nPort (WebSocket + TLS)\n8884\nUsername\nme\nPassword\nS3cret!"
        ),
        format!("URL: {host}\nPort: 8883\nWebsocket Port: 8884\nUsername: me\nPassword: S3cret!"),
        format!(
            "TLS MQTT URL\n{host}:8883\nTLS WebSocket URL\n{host}:8884/mqtt\nUsername\nme\nPassword\nS3cret!"
        ),
        format!(
            "Host: {host}\nPort (TLS): 8883\nWebSocket Port (TLS): 8884\nUser: me\nPassword: S3cret!"
        ),
    ];
    for text in table {
        let pasted = understand(&text);
        assert_eq!(
            seen(&pasted),
            at(host, 8883, Tls).login("me", "S3cret!"),
            "{text}"
        );
        assert_eq!(
            ports(&pasted.patch),
            [(Tls, 8883), (SecureWebSocket, 8884)],
            "{text}"
        );
        assert_eq!(pasted.patch.preset, Some(Preset::HiveMqCloud));
    }
}

#[test]
fn emqxs_overview_is_understood() {
    let host = "x1.ala.eu-central-1.emqxsl.com";
    let table = [
        format!("Address\n{host}\nMQTT over TLS/SSL Port\n8883\nWebSocket over TLS/SSL Port\n8084"),
        format!(
            "- Address: **{host}**\n- MQTT over TLS/SSL Port: **8883**\n- WebSocket over TLS/SSL Port: **8084**"
        ),
        format!(
            "Broker host: {host}\nSSL/TLS Port: 8883 (mqtts)\nWebSocket over TLS/SSL port: 8084 (wss)"
        ),
    ];
    for text in table {
        let pasted = understand(&text);
        assert_eq!(seen(&pasted), at(host, 8883, Tls), "{text}");
        assert_eq!(
            ports(&pasted.patch),
            [(Tls, 8883), (SecureWebSocket, 8084)],
            "{text}"
        );
        assert_eq!(pasted.patch.preset, Some(Preset::EmqxServerless));
    }
}

#[test]
fn of_several_addresses_the_encrypted_one_is_taken() {
    let pasted = understand(
        "mqtt://b.example.com:1884\nwss://b.example.com:443/mqtt\nmqtts://b.example.com:8885",
    );
    assert_eq!(seen(&pasted), at("b.example.com", 8885, Tls));
    let all = [(Tcp, 1884), (SecureWebSocket, 443), (Tls, 8885)];
    assert_eq!(ports(&pasted.patch), all);
}

#[test]
fn what_comes_first_counts_and_a_contradiction_is_counted() {
    let pasted = understand("host: a.example.com\nhost: b.example.com\nport: 1883\nport: 1883\n");
    assert_eq!(seen(&pasted), at("a.example.com", 1883, Tcp).ignored(1));
}

#[test]
fn a_service_that_takes_only_tls_means_tls() {
    let host = "0ab1.s1.eu.hivemq.cloud";
    let table = [
        (format!("mqtt://{host}:8883"), at(host, 8883, Tls)),
        (format!("{host}:8884"), at(host, 8884, SecureWebSocket)),
        (
            format!("host: {host}\nport: 1883\nssl_port: 8883"),
            at(host, 8883, Tls),
        ),
        (format!("host: {host}\ntls: false"), at(host, 8883, Tls)),
    ];
    for (text, expected) in table {
        let pasted = understand(&text);
        assert_eq!(seen(&pasted), expected, "{text}");
        assert_eq!(ports(&pasted.patch), [], "{text}");
    }
}

#[test]
fn a_port_and_a_no_to_encryption_go_together() {
    let table = [
        (
            "host: b.example.com\nport: 8883\nssl: no",
            at("b.example.com", 8883, Tcp),
        ),
        (
            "host: b.example.com\nport: 443\nssl: yes\nwebsocket: true",
            at("b.example.com", 443, SecureWebSocket),
        ),
        (
            "host: m10.cloudmqtt.com\nport: 18322\nssl_port: 28322\nuse_ssl: 0",
            at("m10.cloudmqtt.com", 18_322, Tcp),
        ),
        (
            "host: test.mosquitto.org\ntls: 0",
            at("test.mosquitto.org", 1883, Tcp),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(seen(&understand(text)), expected, "{text}");
    }
}
