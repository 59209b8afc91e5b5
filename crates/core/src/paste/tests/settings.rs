use super::*;

#[test]
fn settings_are_understood_in_many_languages() {
    let table = [
        "MQTT_HOST=b.example.com\nMQTT_PORT=8883\nMQTT_USER=me\nMQTT_PASSWORD=p#w:1=x\n",
        "export MQTT_BROKER='b.example.com'\nexport MQTT_PORT=8883\nexport MQTT_USERNAME=\"me\"\nexport MQTT_PASS='p#w:1=x'",
        "#define MQTT_HOST \"b.example.com\" // the broker\n#define MQTT_PORT 8883\n#define MQTT_USERNAME \"me\"\n#define MQTT_PASSWORD \"p#w:1=x\"",
        "const char* mqtt_server = \"b.example.com\";\nconst int mqtt_port = 8883;\nconst char* mqtt_user = \"me\";\nconst char *mqtt_password = \"p#w:1=x\";",
        "broker = 'b.example.com'\nport = 8883\nusername = \"me\"  # mine\npassword = \"p#w:1=x\"\n",
        "host: str = \"b.example.com\"\nport: int = 8883\nuser: str = \"me\"\npwd: str = \"p#w:1=x\"",
        "host := \"b.example.com\"\nport := 8883\nuser := \"me\"\npass := `p#w:1=x`",
        "'host' => 'b.example.com',\n'port' => 8883,\n'username' => 'me',\n'password' => 'p#w:1=x',",
        "host: b.example.com\nport: 8883\nusername: me\npassword: p#w:1=x\n",
        "mqtt:\n  broker: b.example.com\n  port: 8883\n  username: me\n  password: 'p#w:1=x'\n",
        "[mqtt]\nserver = b.example.com\nport = 8883\nlogin = me\npassword = p#w:1=x\n",
        "mqtt.host=b.example.com\nmqtt.port=8883\nmqtt.username=me\nmqtt.password=p#w:1=x",
        "host=b.example.com port=8883 user=me password=p#w:1=x",
        "host=b.example.com;port=8883;user=me;password=p#w:1=x;",
        "mqtt.connect({ host: 'b.example.com', port: 8883, username: 'me', password: 'p#w:1=x' });",
        "{\n  host: 'b.example.com',\n  port: 8883,\n  username: 'me',\n  password: 'p#w:1=x',\n}",
        "String mqttServer = \"b.example.com\";\nint mqttPort = 8883;\nString mqttUser = \"me\";\nString mqttPassword = \"p#w:1=x\";",
        r#"{"host": "b.example.com", "port": 8883, "username": "me", "password": "p#w:1=x"}"#,
        r#"{"mqtt": {"server": "b.example.com", "tls_port": "8883", "user": "me", "pwd": "p#w:1=x"}}"#,
        r#"{"endpoint": "mqtts://b.example.com", "login": "me", "pass": "p#w:1=x", "clientId": null}"#,
        r#"{"broker": "b.example.com:8883", "auth": {"user": "me", "password": "p#w:1=x"}}"#,
        r#"[{"hostname": "b.example.com", "ssl": true, "username": "me", "password": "p#w:1=x"}]"#,
        r#"{"address": "b.example.com", "protocol": "mqtts", "username": "me", "password": "p#w:1=x"}"#,
        r#"{"broker": "b.example.com", "ports": {"mqtt": 8883}, "username": "me", "password": "p#w:1=x", "tls": true}"#,
        "MQTT_URL=mqtts://me:p%23w%3A1%3Dx@b.example.com:8883",
        "mosquitto_sub -h b.example.com -p 8883 -u me -P 'p#w:1=x' --cafile ca.pem -t '#' -v",
        "$ /usr/bin/mosquitto_pub -L mqtts://me:p%23w%3A1%3Dx@b.example.com/home/lamp -m \"on -h x\"",
        "docker exec -it mosquitto mosquitto_sub \\\n  --host b.example.com --capath /etc/ssl \\\n  --username me --pw \"p#w:1=x\"",
    ];
    let expected = || at("b.example.com", 8883, Tls).login("me", "p#w:1=x");
    for text in table {
        assert_eq!(seen(&understand(text)), expected(), "{text}");
    }
}

#[test]
fn protocol_means_the_version_or_the_way() {
    let table = [
        ("3.1.1", Some(Protocol::V311), None),
        ("4", Some(Protocol::V311), None),
        ("mqttv311", Some(Protocol::V311), None),
        ("5", Some(Protocol::V5), None),
        ("5.0", Some(Protocol::V5), None),
        ("MQTTv5", Some(Protocol::V5), None),
        ("MQTT_V5", Some(Protocol::V5), None),
        ("wss", None, Some(SecureWebSocket)),
        ("mqtts", None, Some(Tls)),
        ("mqtt", None, None),
    ];
    for (value, protocol, transport) in table {
        let text = format!("{{\"host\": \"b.example.com\", \"protocol\": \"{value}\"}}");
        let pasted = understand(&text);
        let patch = pasted.patch;
        assert_eq!(
            (patch.protocol, patch.transport),
            (protocol, transport),
            "{value}"
        );
        assert_eq!(pasted.ignored, 0, "{value}");
    }
}

#[test]
fn encryption_and_web_socket_go_together() {
    let text =
        r#"{"host": "b.example.com", "transport": "websockets", "tls": true, "path": "/ws"}"#;
    let expected = at("b.example.com", 8084, SecureWebSocket).path("/ws");
    assert_eq!(seen(&understand(text)), expected);
    let text = "MQTT_HOST=b.example.com\nMQTT_PORT=1234\nMQTT_USE_TLS=false";
    assert_eq!(seen(&understand(text)), at("b.example.com", 1234, Tcp));
}

#[test]
fn adafruits_key_is_the_password() {
    for text in [
        "#define IO_USERNAME  \"me\"\n#define IO_KEY  \"aio_abc\"\n#define AIO_SERVER \"io.adafruit.com\"",
        "host: io.adafruit.com\nAIO_USERNAME = 'me'\nADAFRUIT_AIO_KEY = 'aio_abc'",
        r#"{"host": "io.adafruit.com", "username": "me", "key": "aio_abc"}"#,
    ] {
        let pasted = understand(text);
        assert_eq!(
            seen(&pasted),
            at("io.adafruit.com", 8883, Tls).login("me", "aio_abc"),
            "{text}"
        );
        assert_eq!(pasted.patch.preset, Some(Preset::AdafruitIo));
    }
}

#[test]
fn a_private_key_is_no_password() {
    for key in [
        "client.key",
        "/etc/ssl/me",
        "certs/key.pem",
        "-----BEGIN PRIVATE KEY-----",
    ] {
        let text =
            format!("{{\"host\": \"b.example.com\", \"key\": \"{key}\", \"tls_key\": \"x\"}}");
        let pasted = understand(&text);
        assert_eq!((pasted.password, pasted.ignored), (None, 2), "{key}");
    }
}

#[test]
fn the_password_of_a_wifi_is_not_the_brokers() {
    let table = [
        (
            "ssid = \"home\"\npassword = \"w1fi\"\nmqtt_server = \"b.example.com\"\nmqtt_password = \"pw\"",
            2,
        ),
        (
            "#define WIFI_PASSWORD \"w1fi\"\n#define MQTT_SERVER \"b.example.com\"\n#define MQTT_PASS \"pw\"",
            1,
        ),
        (
            "wifi:\n  ssid: home\n  password: w1fi\n\nmqtt:\n  broker: b.example.com\n  password: pw\n",
            0,
        ),
        (
            "[wifi]\npassword=w1fi\n[broker]\nhost=b.example.com\npassword=pw\n[ftp]\npassword=x",
            0,
        ),
        (
            r#"{"wifi": {"password": "w1fi"}, "mqtt": {"host": "b.example.com", "password": "pw"}}"#,
            1,
        ),
        (
            r#"{"ssid": "home", "password": "w1fi", "mqtt_host": "b.example.com", "mqtt_password": "pw"}"#,
            2,
        ),
    ];
    for (text, ignored) in table {
        let expected = Seen {
            host: Some("b.example.com"),
            password: Some("pw"),
            ignored,
            ..Seen::default()
        };
        assert_eq!(seen(&understand(text)), expected, "{text}");
    }
}

#[test]
fn settings_that_are_commented_out_do_not_count_beside_others() {
    let text =
        "# MQTT_HOST=old.example.com\nMQTT_HOST=b.example.com\n//MQTT_PORT=1884\nMQTT_PORT=1883";
    assert_eq!(seen(&understand(text)), at("b.example.com", 1883, Tcp));
}

#[test]
fn the_client_id_and_the_name_are_taken() {
    let text = "name: My home\nclient_id: phone-1\nhost: b.example.com\ntopic_prefix: home/\ntls_server_name: c.example.com";
    let patch = understand(text).patch;
    assert_eq!(patch.name.as_deref(), Some("My home"));
    assert_eq!(patch.client_id.as_deref(), Some("phone-1"));
    assert_eq!(patch.topic_prefix.as_deref(), Some("home/"));
    assert_eq!(patch.server_name.as_deref(), Some("c.example.com"));
    let text = "mosquitto_sub -h b.example.com -i phone-1 -V mqttv5 -t x";
    let patch = understand(text).patch;
    assert_eq!(patch.client_id.as_deref(), Some("phone-1"));
    assert_eq!(patch.protocol, Some(Protocol::V5));
}

#[test]
fn configurations_of_well_known_programs_are_understood() {
    let heroku = "CLOUDMQTT_URL=mqtt://me:pw@m10.cloudmqtt.com:18322";
    let expected = at("m10.cloudmqtt.com", 18_322, Tcp).login("me", "pw");
    assert_eq!(seen(&understand(heroku)), expected);
    let expected = || at("10.0.0.2", 1883, Tcp).login("me", "pw");
    let zigbee = "homeassistant: true\nmqtt:\n  base_topic: z2m\n  server: mqtt://10.0.0.2\n  user: me\n  password: pw\n\
                  serial:\n  port: /dev/ttyUSB0\n";
    assert_eq!(seen(&understand(zigbee)), expected().ignored(2));
    let tasmota = "MqttHost 10.0.0.2\nMqttPort 1883\nMqttUser me\nMqttPassword pw";
    assert_eq!(seen(&understand(tasmota)), expected());
    let frigate = "mqtt:\n  enabled: true\n  host: 10.0.0.2\n  port: 1883\n  topic_prefix: frigate\n  user: me\n  password: pw\n";
    let pasted = understand(frigate);
    assert_eq!(seen(&pasted), expected().ignored(2));
    assert_eq!(pasted.patch.topic_prefix, None);
    let aws =
        r#"{"endpoint": "a1-ats.iot.eu-west-1.amazonaws.com", "clientId": "phone", "port": 443}"#;
    let pasted = understand(aws);
    assert_eq!(
        seen(&pasted),
        at("a1-ats.iot.eu-west-1.amazonaws.com", 443, Tls)
    );
    assert_eq!(pasted.patch.preset, Some(Preset::AwsIotCore));
}
