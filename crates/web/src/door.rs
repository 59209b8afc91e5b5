//! Who is let in.
//!
//! An invitation is used up by the browser that opens it. That browser then has two keys: a cookie, with which it gets the UI's files, and
//! a key that only its page holds, without which there is no socket. The cookie alone opens nothing that matters, because browsers
//! send it to every port of this device.

use std::{
    collections::VecDeque,
    fmt::Write as _,
    sync::{Mutex, MutexGuard, PoisonError},
};

use hyper::{
    HeaderMap, StatusCode,
    header::{COOKIE, HOST, ORIGIN, SEC_WEBSOCKET_PROTOCOL},
};
use tilework_core::secret::Secret;
use uuid::Uuid;

/// Addresses that were made and not opened; one more, and the oldest is void.
const MOST_INVITED: usize = 16;
/// Browsers that were let in; one more, and the oldest has to be invited again.
const MOST_BROWSERS: usize = 32;
/// Of the sub-protocol by which a page shows its key.
const KEY: &str = "key.";

#[derive(Debug)]
pub struct Door {
    port: u16,
    /// The only name we answer to, so that no page of another name that was pointed at 127.0.0.1 is ours (DNS rebinding).
    host: String,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    invitations: VecDeque<Secret>,
    browsers: VecDeque<Browser>,
}

#[derive(Debug, Clone)]
struct Browser {
    cookie: Secret,
    key: Secret,
}

/// What a browser gets for its invitation.
pub struct Welcome {
    pub location: String,
    pub set_cookie: String,
}

/// Why somebody stays outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Another name or port than ours was called.
    Host,
    /// Another page asks through somebody's browser.
    Origin,
    /// No invitation, one that was used before, or a key that is not ours.
    Uninvited,
}

impl Refused {
    pub fn status(self) -> StatusCode {
        match self {
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Origin => StatusCode::FORBIDDEN,
            Self::Uninvited => StatusCode::UNAUTHORIZED,
        }
    }
}

impl Door {
    pub fn new(port: u16) -> Self {
        Self {
            port,
            host: format!("127.0.0.1:{port}"),
            kept: Mutex::default(),
        }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// An address that lets one browser in, once.
    pub fn invite(&self) -> Secret {
        let token = random();
        let address = format!("http://{}/enter/{}", self.host, token.expose());
        let mut kept = self.kept();
        push(&mut kept.invitations, token, MOST_INVITED);
        Secret::new(address)
    }

    /// What is asked of every request: that it was meant for us, and comes from no other page.
    pub fn knows(&self, headers: &HeaderMap) -> Result<(), Refused> {
        if text(headers.get(HOST)) != Some(&*self.host) {
            return Err(Refused::Host);
        }
        let Some(origin) = headers.get(ORIGIN) else {
            return Ok(());
        };
        let named = text(Some(origin)).and_then(|origin| origin.strip_prefix("http://"));
        (named == Some(&*self.host))
            .then_some(())
            .ok_or(Refused::Origin)
    }

    /// Takes an invitation, which is void afterwards.
    pub fn enter(&self, token: &str) -> Result<Welcome, Refused> {
        let mut kept = self.kept();
        let found = kept.invitations.iter().position(|it| it.is(token));
        found
            .and_then(|place| kept.invitations.remove(place))
            .ok_or(Refused::Uninvited)?;
        let browser = Browser {
            cookie: random(),
            key: random(),
        };
        let welcome = Welcome {
            location: format!("/#key={}", browser.key.expose()),
            set_cookie: format!(
                "{}={}; Path=/; HttpOnly; SameSite=Strict",
                self.cookie(),
                browser.cookie.expose()
            ),
        };
        push(&mut kept.browsers, browser, MOST_BROWSERS);
        Ok(welcome)
    }

    /// Whether this browser was let in: it may have the UI's files.
    pub fn may_read(&self, headers: &HeaderMap) -> Result<(), Refused> {
        self.browser(headers).map(drop)
    }

    /// Whether it is a page of ours in a browser that was let in: it may ask the engine.
    pub fn may_ask(&self, headers: &HeaderMap) -> Result<(), Refused> {
        let browser = self.browser(headers)?;
        // A page cannot leave it out.
        if !headers.contains_key(ORIGIN) {
            return Err(Refused::Origin);
        }
        let shown = text(headers.get(SEC_WEBSOCKET_PROTOCOL)).unwrap_or_default();
        let mut keys = shown
            .split(',')
            .filter_map(|it| it.trim().strip_prefix(KEY));
        keys.any(|key| browser.key.is(key))
            .then_some(())
            .ok_or(Refused::Uninvited)
    }

    fn browser(&self, headers: &HeaderMap) -> Result<Browser, Refused> {
        let name = format!("{}=", self.cookie());
        let cookies = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|it| text(Some(it)));
        let ours: Vec<&str> = cookies
            .flat_map(|line| line.split(';'))
            .filter_map(|it| it.trim().strip_prefix(name.as_str()))
            .collect();
        let kept = self.kept();
        let known = |browser: &&Browser| ours.iter().any(|cookie| browser.cookie.is(cookie));
        let found = kept.browsers.iter().find(known).cloned();
        found.ok_or(Refused::Uninvited)
    }

    /// Cookies do not tell ports apart: two of us on one device have names of their own.
    fn cookie(&self) -> String {
        format!("tilework-{}", self.port)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn push<T>(list: &mut VecDeque<T>, item: T, most: usize) {
    if list.len() >= most {
        list.pop_front();
    }
    list.push_back(item);
}

/// 244 random bits, as hexadecimal digits.
fn random() -> Secret {
    let mut text = String::new();
    for id in [Uuid::new_v4(), Uuid::new_v4()] {
        // Writing to a text cannot fail.
        let _ = write!(text, "{}", id.simple());
    }
    Secret::new(text)
}

fn text(value: Option<&hyper::header::HeaderValue>) -> Option<&str> {
    value.and_then(|value| value.to_str().ok())
}
