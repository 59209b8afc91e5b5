//! A compiled template with the [`scale`](super::scale) in it.
//!
//! It stands on minijinja's own compiler and interpreter (`machinery`), which promise no stability: the version is pinned, and the corpus
//! made by real Jinja2 tells whether another one still does the same.

use std::collections::BTreeMap;

use minijinja::{
    AutoEscape, Environment, Error, Value,
    machinery::{CodeGenerator, Instructions, eval, make_string_output, parse},
};

use super::{TemplateFault, scale, times, vet};

const NAME: &str = "template";

pub(super) struct Program {
    environment: &'static Environment<'static>,
    code: Code,
    asks_time: bool,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Program({:?})", self.code.borrow_owner())
    }
}

self_cell::self_cell!(
    /// Instructions borrow the words of the text they were made from.
    struct Code {
        owner: String,
        #[covariant]
        dependent: Instructions,
    }
);

impl Program {
    pub fn compile(environment: &'static Environment<'static>, text: &str) -> Result<Self, Error> {
        let asks_time = times::are_asked_in(text);
        let code = Code::try_new(text.to_owned(), |text| {
            let tree = parse(text, NAME, Default::default())?;
            let mut generator = CodeGenerator::new(NAME, text);
            generator.compile_stmt(&tree);
            let (instructions, _) = generator.finish();
            Ok::<_, Error>(scale::with_scale(&instructions, asks_time))
        })?;
        Ok(Self {
            environment,
            code,
            asks_time,
        })
    }

    /// Whether all that it asks for is there. `given`: the names that every run has.
    pub fn vet(
        environment: &Environment<'static>,
        text: &str,
        given: &[&str],
    ) -> Result<(), TemplateFault> {
        let tree = parse(text, NAME, Default::default())?;
        let mut generator = CodeGenerator::new(NAME, text);
        generator.compile_stmt(&tree);
        vet::vet(environment, &generator.finish().0, given)
    }

    /// Whether it may ask for the time or calculate with times.
    pub fn asks_time(&self) -> bool {
        self.asks_time
    }

    /// The text it gives in this context.
    pub fn run(&self, context: Value) -> Result<String, Error> {
        let mut text = String::new();
        eval(
            self.environment,
            self.code.borrow_dependent(),
            context,
            &BTreeMap::new(),
            &mut make_string_output(&mut text),
            AutoEscape::None,
        )?;
        Ok(text)
    }
}
