//! A chart request as a picture.
