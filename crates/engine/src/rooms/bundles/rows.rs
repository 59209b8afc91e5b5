//! What a client asks of bundles.

#[macro_export]
macro_rules! bundles_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            bundles {
                /// A part of what there is as a link and a QR code; each is none where it is too large for that.
                see call share(part: SharedPart, fields: Fields) -> Shared;
                /// The same as a file, where the person says.
                see call save_bundle(part: SharedPart, fields: Fields) -> Exported;
                /// What a file's text or a link would add, change and leave. Nothing is done.
                own call look_into_bundle(bundle: String) -> BundleLook;
                /// Takes it in: all of it, or nothing. Nothing connects.
                own call take_bundle(bundle: String, choices: Vec<BrokerChoice>, onto: Option<DashboardId>) -> TakenBundle;
                /// Brokers whose secrets are still to be typed.
                own call missing_secrets() -> Vec<MissingSecrets>;
            }
            $($with)*
        }
    };
}
