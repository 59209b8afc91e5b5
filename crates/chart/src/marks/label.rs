//! The labels of thresholds and markers: in the plot, where there is room.

use crate::{
    model::Color,
    scene::{Frame, Label, Part, Scene},
};

pub(crate) const LABEL_LIMIT: usize = 40;
/// Between a line and its label.
pub(crate) const GAP: f64 = 5.0;
/// Of the surface behind a label that lies over lines.
const HALO_OPACITY: f64 = 0.72;

pub(crate) fn is_inside(label: &Label, frame: Frame, scene: &Scene) -> bool {
    let bounds = label.bounds();
    bounds.left >= frame.left
        && bounds.right <= frame.right
        && bounds.top >= frame.top
        && bounds.bottom <= frame.bottom
        && scene.is_free(bounds)
}

pub(crate) fn write(behind: Color, part: Part, label: Label, scene: &mut Scene) {
    let bounds = label.bounds();
    let halo = Frame {
        left: bounds.left - 2.0,
        top: bounds.top - 1.5,
        right: bounds.right + 2.0,
        bottom: bounds.bottom + 0.5,
    };
    scene.rectangle(part, halo, behind, HALO_OPACITY);
    scene.label(part, label);
}
