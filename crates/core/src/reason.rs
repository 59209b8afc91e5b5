//! Why a broker refuses or ends something: the reason codes of MQTT 5 §2.4, and what the fewer codes of MQTT 3.1.1 mean among
//! them. The UI has words for each.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! reasons {
    ($($(#[$doc:meta])* $code:literal $name:ident)*) => {
        /// A reason code of a CONNACK, SUBACK, UNSUBACK, PUBACK or DISCONNECT.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        pub enum Reason {
            $($(#[$doc])* $name,)*
            /// A code that no version of MQTT defines.
            Unknown,
            /// No code: the broker ended the connection instead of an answer.
            Closed,
        }

        impl Reason {
            /// What a code of MQTT 5 §2.4 stands for.
            #[must_use]
            pub fn of(code: u8) -> Self {
                match code {
                    $($code => Self::$name,)*
                    _ => Self::Unknown,
                }
            }
        }

        #[cfg(test)]
        const ALL: &[(u8, Reason)] = &[$(($code, Reason::$name)),*];
    };
}

reasons! {
    0x00 NormalDisconnection
    0x04 DisconnectWithWill
    0x10 NoMatchingSubscribers
    0x11 NoSubscriptionExisted
    0x80 Unspecified
    0x81 MalformedPacket
    0x82 ProtocolError
    0x83 ImplementationSpecific
    0x84 UnsupportedProtocolVersion
    0x85 ClientIdNotValid
    0x86 BadUserNameOrPassword
    0x87 NotAuthorized
    0x88 ServerUnavailable
    0x89 ServerBusy
    0x8A Banned
    0x8B ServerShuttingDown
    0x8C BadAuthenticationMethod
    0x8D KeepAliveTimeout
    0x8E SessionTakenOver
    0x8F TopicFilterInvalid
    0x90 TopicNameInvalid
    0x91 PacketIdInUse
    0x92 PacketIdNotFound
    0x93 ReceiveMaximumExceeded
    0x94 TopicAliasInvalid
    0x95 PacketTooLarge
    0x96 MessageRateTooHigh
    0x97 QuotaExceeded
    0x98 AdministrativeAction
    0x99 PayloadFormatInvalid
    0x9A RetainNotSupported
    0x9B QosNotSupported
    0x9C UseAnotherServer
    0x9D ServerMoved
    0x9E SharedSubscriptionsNotSupported
    0x9F ConnectionRateExceeded
    0xA0 MaximumConnectTime
    0xA1 SubscriptionIdsNotSupported
    0xA2 WildcardSubscriptionsNotSupported
}

impl Reason {
    /// What a CONNACK return code of MQTT 3.1.1 §3.2.2.3 stands for.
    #[must_use]
    pub fn of_old_connack(code: u8) -> Self {
        match code {
            1 => Self::UnsupportedProtocolVersion,
            2 => Self::ClientIdNotValid,
            3 => Self::ServerUnavailable,
            4 => Self::BadUserNameOrPassword,
            5 => Self::NotAuthorized,
            _ => Self::Unknown,
        }
    }

    /// Whether another attempt with the same settings can succeed. A wrong password cannot heal by itself, and trying it
    /// again and again gets accounts locked; a session that another client took is not fought over.
    #[must_use]
    pub fn heals(self) -> bool {
        !matches!(
            self,
            Self::MalformedPacket
                | Self::ProtocolError
                | Self::UnsupportedProtocolVersion
                | Self::ClientIdNotValid
                | Self::BadUserNameOrPassword
                | Self::NotAuthorized
                | Self::Banned
                | Self::BadAuthenticationMethod
                | Self::SessionTakenOver
                | Self::TopicNameInvalid
                | Self::PacketTooLarge
                | Self::PayloadFormatInvalid
                | Self::RetainNotSupported
                | Self::QosNotSupported
                | Self::ServerMoved
        )
    }
}

/// A broker's refusal: the code as it came, what it stands for, and the broker's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    pub code: u8,
    pub reason: Reason,
    /// The reason string (MQTT 5 §3.2.2.3.9 and others): hostile text, at most [`Refusal::TEXT_LIMIT`] characters.
    pub text: Option<String>,
}

impl Refusal {
    /// The most characters kept of a broker's own words.
    pub const TEXT_LIMIT: usize = 200;

    /// A refusal by a code of MQTT 5, which are those of SUBACK in MQTT 3.1.1 as well.
    #[must_use]
    pub fn new(code: u8, text: Option<&str>) -> Self {
        Self {
            code,
            reason: Reason::of(code),
            text: text
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(|text| text.chars().take(Self::TEXT_LIMIT).collect()),
        }
    }

    /// A refusal without a word: the broker ends the connection whenever it is asked.
    #[must_use]
    pub fn closed() -> Self {
        Self {
            code: 0,
            reason: Reason::Closed,
            text: None,
        }
    }

    /// A refusal by a CONNACK return code of MQTT 3.1.1.
    #[must_use]
    pub fn of_old_connack(code: u8) -> Self {
        Self {
            code,
            reason: Reason::of_old_connack(code),
            text: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_from_128_to_162_of_mqtt_5_has_a_reason() {
        for code in 0x80..=0xA2 {
            assert_ne!(Reason::of(code), Reason::Unknown, "{code:#x}");
        }
        assert_eq!(Reason::of(0xA3), Reason::Unknown);
        assert!(
            ALL.iter()
                .all(|(code, reason)| Reason::of(*code) == *reason)
        );
    }

    #[test]
    fn the_five_refusals_of_the_old_version_have_a_reason() {
        for code in 1..=5 {
            assert_ne!(Reason::of_old_connack(code), Reason::Unknown, "{code}");
        }
        assert_eq!(Reason::of_old_connack(6), Reason::Unknown);
    }

    #[test]
    fn what_a_person_has_to_mend_does_not_heal() {
        for (code, heals) in [
            (0x86, false),
            (0x87, false),
            (0x8E, false),
            (0x88, true),
            (0x89, true),
            (0x9F, true),
            (0x8B, true),
        ] {
            assert_eq!(Reason::of(code).heals(), heals, "{code:#x}");
        }
    }

    #[test]
    fn the_brokers_own_words_are_cut() {
        let refusal = Refusal::new(0x87, Some(&"é".repeat(1_000)));
        assert_eq!(refusal.text.unwrap().chars().count(), Refusal::TEXT_LIMIT);
        assert_eq!(Refusal::new(0x87, Some("  ")).text, None);
    }
}
