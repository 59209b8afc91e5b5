//! What was recorded, and which binding it is of: for everything that shows the past.

use std::sync::Arc;

use super::recorder::Recorder;
use crate::board::Boards;

#[derive(Debug, Clone)]
pub struct Past {
    pub recorder: Arc<Recorder>,
    pub boards: Arc<Boards>,
}
