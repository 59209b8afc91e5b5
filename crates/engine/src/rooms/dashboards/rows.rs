//! What a client asks of dashboards.

#[macro_export]
macro_rules! dashboards_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            dashboards {
                /// One dashboard as it is saved; none: it is not there any more.
                see call read_dashboard(dashboard: DashboardId) -> Option<DashboardView>;
                /// Makes an empty dashboard.
                change call create_dashboard(name: String) -> DashboardView;
                /// Makes one change and saves it before it answers.
                change call edit_dashboard(dashboard: DashboardId, edit: DashboardEdit) -> DashboardView;
                /// The layout that a move or resize would give, without saving it: the picture under the finger.
                change call preview_edit(dashboard: DashboardId, edit: DashboardEdit) -> ArrangedLayouts;
                /// Deletes a dashboard; `restore_dashboard` with the revision in the answer brings it back.
                change call delete_dashboard(dashboard: DashboardId) -> Deleted;
                /// Makes an earlier revision the newest one: undo.
                change call restore_dashboard(dashboard: DashboardId, revision: u32) -> DashboardView;
                /// What is wrong with a tile's form, and nothing else.
                change call check_tile(draft: TileDraft) -> Vec<Problem>;
            }
            $($with)*
        }
    };
}
