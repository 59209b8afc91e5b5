//! What a client asks for the device at the other end.

#[macro_export]
macro_rules! device_code_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            device_code {
                /// What programs can be made for, in the order in which a person chooses.
                change call device_platforms() -> Vec<PlatformView>;
                /// The program of a tile's or a dashboard's device.
                change call device_code(target: CodeTarget, platform: String) -> TargetCode;
                /// Saves one file of it where the person says.
                change call save_device_code(target: CodeTarget, platform: String, file: String) -> Exported;
            }
            $($with)*
        }
    };
}
