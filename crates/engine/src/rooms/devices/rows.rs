//! What a client asks of devices that announce themselves.

#[macro_export]
macro_rules! devices_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            devices {
                /// Everything that was found, broker by broker.
                see call devices() -> Vec<BrokerDevices>;
                /// Makes these the entities in view: the bindings under which their values come. At most 200, the first of them.
                see call watch_entities(entities: Vec<EntityRef>) -> Vec<WatchedEntity>;
                /// Puts the tiles of these entities on a dashboard, one after the other, in one change.
                change call add_entities(dashboard: DashboardId, entities: Vec<EntityRef>) -> DashboardView;
                /// Hides a device until it is remembered again, whatever it announces.
                change call forget_device(broker: BrokerId, device: String, forgotten: bool) -> ();
                /// Asks the broker again for all that it has of announcements.
                act call find_again(broker: BrokerId) -> ();
                /// Whether, and below which prefixes, devices are looked for on a broker.
                own call set_discovery(broker: BrokerId, setting: DiscoverySetting) -> ();
            }
            $($with)*
        }
    };
}
