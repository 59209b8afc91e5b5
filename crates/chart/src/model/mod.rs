//! What a chart is made of: data, without a place in any picture.

mod axis;
mod chart;
mod color;
mod dress;
mod limits;
mod locale;
mod marks;
mod plot;
mod scales;

pub use axis::{Axis, AxisScale, Side};
pub use chart::{Chart, Palette};
pub use color::{Color, InvalidColor};
pub use dress::{Dress, Legend};
pub use limits::ChartError;
pub(crate) use limits::{INSTANTS, LARGEST, MOST_SPANS, check_span};
pub use locale::Locale;
pub use marks::{Marker, Threshold};
pub use plot::{
    Bar, Bars, Bin, Histogram, Line, Plot, Point, Row, Scatter, Segment, Shares, State, Style,
};
pub use scales::Scales;
