//! What a client takes away.

#[macro_export]
macro_rules! exports_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            exports {
                /// Draws a picture and saves it where the person says.
                see call export_picture(export: PictureExport) -> Exported;
                /// Writes samples where the person says. The first item comes before the first sample.
                see stream export_samples(export: SampleExport) of [WorkProgress] -> Exported;
                /// Ends a long job; an export that is cancelled leaves no file.
                see call cancel_work(work: WorkId) -> ();
            }
            $($with)*
        }
    };
}
