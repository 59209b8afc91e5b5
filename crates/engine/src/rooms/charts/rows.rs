//! What a client asks of pictures and numbers of the history.

#[macro_export]
macro_rules! charts_rows {
    ($then:ident $($with:tt)*) => {
        $crate::$then! {
            charts {
                /// One line of JSON (`ChartScales`), a line feed, then the SVG.
                see bytes draw_chart(request: ChartRequest);
                /// What bindings said at an instant: the crosshair.
                see call chart_moment(request: MomentRequest) -> Vec<Moment>;
                /// Minimum, maximum, means, time in each state of a range.
                see call chart_statistics(request: RangeRequest) -> Vec<Statistics>;
                /// The values of a chart as rows, for screen readers.
                see call chart_table(request: TableRequest) -> ChartTable;
                /// Where the history of these bindings begins and ends; none: there is none.
                see call history_extent(bindings: Vec<BindingKey>) -> Option<HistoryExtent>;
            }
            $($with)*
        }
    };
}
