//! What a client asks of brokers and their connections.

#[macro_export]
macro_rules! brokers_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            brokers {
                /// The known kinds of brokers, for the form.
                own call presets() -> Vec<PresetRules>;
                /// One broker as it is saved; none: it is not there any more.
                see call read_broker(broker: BrokerId) -> Option<BrokerView>;
                /// Whether the system's keyring is there; asked before a form promises to remember.
                own call check_keyring() -> KeyringState;
                /// The network that the device is in, for a form that binds an address to it; none: it cannot be told.
                own call this_network() -> Option<NetworkId>;
                /// The certificates in a form's text; what is wrong with the text is a problem of `authorities`.
                own call read_authorities(authorities: String) -> Vec<CertificateSummary>;
                /// The client certificate of a form, its chain behind it. Checks that the key belongs to it; keeps nothing.
                own call read_identity(identity: IdentityInput) -> Vec<CertificateSummary>;
                /// Tries the form without saving anything, step by step; a step comes when it ends.
                own stream test_connection(draft: BrokerDraft, secrets: SecretInputs) of [ConnectionStep] -> ConnectionReport;
                /// Saves the form, and connects. The first broker gets a dashboard of its own.
                own call save_broker(draft: BrokerDraft, secrets: SecretInputs) -> SavedBroker;
                /// A second broker like this one, secrets too, with a client id of its own; disabled, so that it can be changed first.
                own call duplicate_broker(broker: BrokerId, name: String) -> BrokerView;
                /// Connects it, or lets it rest.
                own call enable_broker(broker: BrokerId, enabled: bool) -> BrokerView;
                /// Trusts the certificate with this fingerprint for this broker, whatever else is wrong with it, and connects.
                own call trust_certificate(broker: BrokerId, fingerprint: String) -> BrokerView;
                /// Gives it a new client id, and connects: another app uses the one it has.
                own call renew_client_id(broker: BrokerId) -> BrokerView;
                /// How the connection is and was.
                see call connection_details(broker: BrokerId) -> ConnectionDetails;
                /// The device is on another network, says the web view.
                see call network_changed() -> ();
                /// Deletes a broker and its secrets. Tiles that used it stay and say so.
                own call delete_broker(broker: BrokerId) -> ();
                /// Leaves the waiting time out, or starts a stopped connection again.
                act call reconnect(broker: BrokerId) -> ();
            }
            $($with)*
        }
    };
}
