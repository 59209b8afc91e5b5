//! Who knows what is being read when the process dies of it.

use tilework_core::id::BindingKey;

/// Hears of every reading before it begins and when it is over. Boards are not locked meanwhile.
pub trait Witness: std::fmt::Debug + Send + Sync {
    fn begins(&self, key: &BindingKey);
    fn ended(&self);
}

/// Knows nothing and costs nothing.
#[derive(Debug, Default)]
pub struct Nobody;

impl Witness for Nobody {
    fn begins(&self, _: &BindingKey) {}
    fn ended(&self) {}
}
