//! Value templates and payload templates (minijinja).
use crate::value::ReadingProblem;
/// Where a template failed: line from 1, and what the engine says.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateFault { pub line: u32, pub message: String }
/// Compiled once, run for every message.
#[derive(Debug, Clone)]
pub struct ValueTemplate(());
impl ValueTemplate {
    pub fn parse(text: &str) -> Result<Self, TemplateFault> { todo!() }
    /// `payload`: text of the message. Result is stripped.
    pub fn render(&self, payload: &str) -> Result<String, TemplateFault> { todo!() }
}
