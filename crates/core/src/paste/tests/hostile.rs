use std::fmt::Write;

use proptest::prelude::*;

use super::*;

#[test]
fn what_says_nothing_of_a_broker_is_only_counted() {
    let texts = [
        "hunter2",
        "correct horse battery staple",
        "https://www.example.com/docs",
        "mailto:me@example.com",
        "port",
        "Connection limit: 5",
        "3.1.1",
        "foo: 5",
        "{}",
        "[1, 2]",
        "mqtt://",
        "mqtt://a:b",
        "mqtt://me:pa/ss@broker:1",
        "mqtt://me:12/3@broker:1",
        "tilework://",
        "[::1",
        "wifi_password = secret",
        "-----BEGIN CERTIFICATE-----",
    ];
    for text in texts {
        let pasted = understand(text);
        assert_eq!(pasted.patch, BrokerPatch::default(), "{text}");
        assert_eq!(pasted.password, None, "{text}");
        assert!(pasted.ignored > 0, "{text}");
    }
    assert_eq!(seen(&understand(" \n\t\n")), Seen::default());
}

#[test]
fn a_secret_that_is_refused_is_not_tried_as_something_else() {
    let texts = [
        "ssid = \"home\"\npassword = foo.example.com",
        "ssid: home\nPassword\nfoo.example.com",
        "password=first\npassword=foo.example.com",
        "password=first\nPassword:\nmqtt://foo.example.com",
        "Password\nfirst\nKey\n/foo.example.com",
    ];
    for text in texts {
        let pasted = understand(text);
        assert_eq!(pasted.patch, BrokerPatch::default(), "{text}");
        assert!(pasted.ignored > 0, "{text}");
    }
}

#[test]
fn control_characters_and_overlong_hosts_are_refused() {
    let long = format!("mqtt://{}.com", "a".repeat(250));
    for text in [
        "mqtt://me%00:a%0Ab@b.example.com",
        "mqtt://me%FF:%FF@b.example.com",
    ] {
        let expected = at("b.example.com", 1883, Tcp).ignored(2);
        assert_eq!(seen(&understand(text)), expected);
    }
    assert_eq!(seen(&understand(&long)), Seen::default().ignored(1));
    let text = "{\"host\": \"b.example.com\", \"username\": \"a\\u0007\"}";
    assert_eq!(understand(text).patch.username, None);
}

#[test]
fn only_the_beginning_of_a_long_text_is_read() {
    let text = format!("host: a.example.com\n{}\nport: 1883", "ü".repeat(64 << 10));
    let pasted = understand(&text);
    assert_eq!(pasted.patch.port, None);
    assert_eq!(pasted.patch.host.as_deref(), Some("a.example.com"));
    assert!(pasted.ignored >= 2);
}

#[test]
fn long_texts_of_every_shape_are_read_to_their_end() {
    let shapes = [
        "mqtt://",
        "a=",
        "{",
        "[",
        "\"",
        "host:",
        "host\n",
        "\\\n",
        "-P ",
        "://",
        " ",
        "[a]\n",
        "a:\n ",
        "|",
        "%",
        "x,",
        "{\"a\":",
        "mosquitto_sub ",
        "password=",
        "user user\n",
    ];
    for shape in shapes {
        let text = shape.repeat((64 << 10) / shape.len());
        let pasted = understand(&text);
        assert_eq!(pasted.patch.port, None, "{shape}");
    }
}

#[test]
fn a_noise_word_is_found() {
    // The list is searched by halves.
    for label in [
        "account_port",
        "your_port",
        "mosquitto port",
        "unsigned port",
    ] {
        assert!(super::super::field::field_of(label).is_some(), "{label}");
    }
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "%{byte:02X}");
        all
    })
}

fn any_host() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]([a-z0-9-]{0,20}[a-z0-9])?(\\.[a-z]([a-z0-9-]{0,20}[a-z0-9])?){1,3}",
        any::<std::net::Ipv4Addr>().prop_map(|ip| ip.to_string()),
        any::<std::net::Ipv6Addr>().prop_map(|ip| ip.to_string()),
    ]
}

fn any_transport() -> impl Strategy<Value = (&'static str, Transport)> {
    prop::sample::select(vec![
        ("mqtt", Tcp),
        ("tcp", Tcp),
        ("mqtts", Tls),
        ("ssl", Tls),
        ("ws", WebSocket),
        ("wss", SecureWebSocket),
    ])
}

/// Letters that stand in nothing else of these tests.
const SECRET: &str = "[A-Z]{8}[!-~]{0,8}";

proptest! {
    #[test]
    fn no_text_is_too_strange(text in any::<String>()) {
        let _ = understand(&text);
    }

    #[test]
    fn no_text_made_of_our_own_signs_is_too_strange(
        parts in prop::collection::vec(prop::sample::select(vec![
            "mqtt", "s", "://", ":", "@", "[", "]", "{", "}", "\"", "'", "\\", "\n", " ", "=", "host", "port", "password", "%", "%4",
            "é", "1883", "?", "&", "#", "/", "broker", "tilework", "mosquitto_pub ", "-h ", "-P", "\t", ",", "ssid", "|", "99999", ".",
            "example.com", "SSL Port", "\u{0}",
        ]), 0..60)
    ) {
        let pasted = understand(&parts.concat());
        if let Some(host) = pasted.patch.host {
            prop_assert!(crate::broker::is_host(&host));
        }
        prop_assert_ne!(pasted.patch.port, Some(0));
    }

    #[test]
    fn every_url_comes_back_as_it_was_made(
        host in any_host(),
        port in 1_u16..,
        (scheme, transport) in any_transport(),
        username in "\\PC{1,30}",
        password in "\\PC{1,30}",
    ) {
        prop_assume!(!format!("{username}{password}").chars().any(char::is_control));
        let place = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        let url = format!("{scheme}://{}:{}@{place}:{port}", encoded(&username), encoded(&password));
        let pasted = understand(&url);
        prop_assert_eq!(seen(&pasted), at(&host, port, transport).login(&username, &password));
        let link = format!("tilework://broker?url={}&host={}", encoded(&url), encoded(&host));
        let linked = understand(&link);
        prop_assert_eq!(seen(&linked), seen(&pasted));
    }

    #[test]
    fn the_password_is_in_nothing_that_is_written_out(
        host in any_host(),
        secret in SECRET,
        form in 0_usize..9,
    ) {
        let quoted = serde_json::to_string(&secret).unwrap();
        let coded = encoded(&secret);
        let text = match form {
            0 => format!("mqtt://me:{coded}@b.example.com"),
            1 => format!("mqtt://me:{secret}@b.example.com"),
            2 => format!("host: {host}\npassword: {quoted}"),
            3 => format!("Server\n{host}\nPassword\n{secret}\nPort\n18322"),
            4 => format!("{{\"host\": \"{host}\", \"password\": {quoted}}}"),
            5 => format!("mosquitto_sub -h b.example.com -u me -P {quoted}"),
            6 => format!("tilework://broker?host=b.example.com&password={coded}"),
            7 => format!("wss://b.example.com/mqtt?password={coded}&username=me"),
            _ => secret[..8].to_owned(),
        };
        let pasted = understand(&text);
        if matches!(form, 0 | 2 | 4 | 6 | 7) {
            let understood = pasted.password.as_ref().map(crate::secret::Secret::expose);
            prop_assert_eq!(understood, Some(secret.as_str()), "{}", form);
        }
        let shown = format!("{pasted:?} {:?}", pasted.patch);
        prop_assert!(!shown.contains(&secret[..8]), "{}", form);
        let json = serde_json::to_string(&pasted.patch).unwrap();
        prop_assert!(!json.contains(&secret[..8]), "{}", form);
    }
}
