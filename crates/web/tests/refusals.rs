//! Who was not invited sees nothing: over real sockets, with requests as anybody may write them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod rig;

use rig::{Browser, Rig, get, get_with, handshake};

const SECRET_OF_PAGE: &str = "only for the invited";

#[tokio::test]
async fn without_an_invitation_nothing_is_to_be_seen() {
    let rig = Rig::start().await;
    for path in [
        "/",
        "/index.html",
        "/assets/index.js",
        "/socket",
        "/missing",
        "/enter",
        "/enter/",
        "/enter/x",
    ] {
        let answer = get(&rig, path).await;
        assert_eq!(answer.status, 401, "{path}");
        assert!(!answer.text.contains(SECRET_OF_PAGE), "{path}");
        assert!(answer.header("set-cookie").is_none(), "{path}");
    }
}

#[tokio::test]
async fn an_invitation_lets_one_browser_in_once() {
    let rig = Rig::start().await;
    let invitation = rig.invitation();
    let browser = Browser::enter(&rig, &invitation).await.unwrap();
    assert!(Browser::enter(&rig, &invitation).await.is_none(), "used up");
    let page = get_with(&rig, "/", &browser.headers()).await;
    assert_eq!(
        (page.status, page.text.contains(SECRET_OF_PAGE)),
        (200, true)
    );
    assert_eq!(handshake(&rig, &browser.socket()).await.status, 101);
    let other = Browser::enter(&rig, &rig.invitation()).await.unwrap();
    assert_ne!(other.cookie, browser.cookie);
    assert_ne!(other.key, browser.key);
}

#[tokio::test]
async fn a_wrong_key_or_half_of_the_right_one_opens_no_socket() {
    let rig = Rig::start().await;
    let one = Browser::enter(&rig, &rig.invitation()).await.unwrap();
    let other = Browser::enter(&rig, &rig.invitation()).await.unwrap();
    let last = if one.key.ends_with('0') { "1" } else { "0" };
    let with = |cookie: &str, key: &str| Browser {
        port: one.port,
        cookie: cookie.to_owned(),
        key: key.to_owned(),
    };
    for (browser, why) in [
        (with(&one.cookie, &other.key), "the key of another browser"),
        (
            with(
                &one.cookie,
                &format!("{}{last}", &one.key[..one.key.len() - 1]),
            ),
            "a key that is nearly right",
        ),
        (with(&"0".repeat(64), &one.key), "a guessed cookie"),
        (with(&one.cookie, ""), "no key"),
    ] {
        assert_eq!(
            handshake(&rig, &browser.socket()).await.status,
            401,
            "{why}"
        );
    }
    assert_eq!(handshake(&rig, &one.socket()).await.status, 101);
}

#[tokio::test]
async fn another_page_and_another_name_are_refused_even_with_the_keys() {
    let rig = Rig::start().await;
    let browser = Browser::enter(&rig, &rig.invitation()).await.unwrap();
    let port = rig.web.port();
    for origin in [
        "https://example.org".to_owned(),
        format!("http://localhost:{port}"),
        format!("https://127.0.0.1:{port}"),
        "http://127.0.0.1:1".to_owned(),
        "null".to_owned(),
        String::new(),
    ] {
        let headers = browser.socket_of(&origin);
        assert_eq!(handshake(&rig, &headers).await.status, 403, "{origin}");
        let read = [
            browser.headers(),
            vec![("origin".to_owned(), origin.clone())],
        ]
        .concat();
        let answer = get_with(&rig, "/", &read).await;
        assert_eq!(
            (answer.status, answer.text.contains(SECRET_OF_PAGE)),
            (403, false),
            "{origin}"
        );
    }
    let nameless: Vec<_> = browser
        .socket()
        .into_iter()
        .filter(|(name, _)| name != "origin")
        .collect();
    assert_eq!(
        handshake(&rig, &nameless).await.status,
        403,
        "a page always says whose it is"
    );
    for host in [
        format!("localhost:{port}"),
        "127.0.0.1".to_owned(),
        format!("evil.example:{port}"),
        String::new(),
    ] {
        let named = |mut headers: Vec<(String, String)>| {
            headers.push(("host".to_owned(), host.clone()));
            headers
        };
        assert_eq!(
            get_with(&rig, "/", &named(browser.headers())).await.status,
            421,
            "{host}"
        );
        assert_eq!(
            handshake(&rig, &named(browser.socket())).await.status,
            421,
            "{host}"
        );
        let invitation = rig.invitation();
        let path = format!("/enter/{invitation}");
        assert_eq!(
            get_with(&rig, &path, &named(vec![])).await.status,
            421,
            "{host}"
        );
    }
}

#[tokio::test]
async fn every_answer_says_what_a_page_may_do() {
    let rig = Rig::start().await;
    let browser = Browser::enter(&rig, &rig.invitation()).await.unwrap();
    for (path, headers, status) in [
        ("/", browser.headers(), 200),
        ("/", vec![], 401),
        ("/missing", browser.headers(), 404),
    ] {
        let answer = get_with(&rig, path, &headers).await;
        assert_eq!(answer.status, status);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert_eq!(
            answer.header("x-content-type-options").as_deref(),
            Some("nosniff")
        );
        assert_eq!(
            answer.header("referrer-policy").as_deref(),
            Some("no-referrer")
        );
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
    }
    let entered = get(&rig, &format!("/enter/{}", rig.invitation())).await;
    let cookie = entered.header("set-cookie").unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
}
