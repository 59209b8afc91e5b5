//! Who may connect.

use std::{future::Future, net::SocketAddr, pin::Pin};

use mqtt5::{
    Result,
    broker::auth::{AuthProvider, AuthResult},
    packet::connect::ConnectPacket,
    protocol::v5::reason_codes::ReasonCode,
};
use tilework_core::secret::Secret;
use uuid::Uuid;

/// The one name and password that open the broker; whoever has them may read and write everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    pub username: String,
    pub password: Secret,
}

impl Login {
    /// With a password of 122 random bits, which nobody else has and nothing keeps.
    #[must_use]
    pub fn random(username: &str) -> Self {
        Self {
            username: username.to_owned(),
            password: Secret::new(Uuid::new_v4().simple().to_string()),
        }
    }
}

/// Where the broker asks whether a client may come in; inside, all may do the same.
pub struct Door(pub Login);

impl Door {
    fn opens(&self, connect: &ConnectPacket) -> bool {
        let Login { username, password } = &self.0;
        let named = connect.username.as_deref() == Some(username.as_str());
        let given = connect.password.as_deref().unwrap_or_default();
        named && password.is(given)
    }
}

type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

impl AuthProvider for Door {
    fn authenticate<'a>(
        &'a self,
        connect: &'a ConnectPacket,
        _from: SocketAddr,
    ) -> Answer<'a, Result<AuthResult>> {
        let result = if self.opens(connect) {
            AuthResult::success_with_user(self.0.username.clone())
        } else {
            AuthResult::fail(ReasonCode::BadUsernameOrPassword)
        };
        Box::pin(async { Ok(result) })
    }

    fn authorize_publish<'a>(
        &'a self,
        _client: &str,
        _user: Option<&'a str>,
        _topic: &'a str,
    ) -> Answer<'a, bool> {
        Box::pin(async { true })
    }

    fn authorize_subscribe<'a>(
        &'a self,
        _client: &str,
        _user: Option<&'a str>,
        _filter: &'a str,
    ) -> Answer<'a, bool> {
        Box::pin(async { true })
    }
}
