//! Content that ships as YAML and that a team may replace by a file of its own.

use std::sync::Arc;

use crate::bank::problem::{Problems, Sink, Source};
use crate::bank::yaml::{Node, parse_content};

/// Something that is read from one YAML file, of which a default ships.
pub trait Content: Sized {
    /// The file's name in the folder of the lead book.
    const FILE: &'static str;

    /// The text that ships.
    const SHIPPED: &'static str;

    /// Lowers the tree; what is wrong goes to the sink, and `None` is only for what cannot be used at all.
    fn read(root: &Node, sink: &Sink) -> Option<Self>;
}

/// Reads a file of content.
///
/// # Errors
///
/// Everything wrong in it, each with its place.
pub fn parse<T: Content>(source: &Arc<Source>) -> Result<T, Problems> {
    let sink = Sink::new(&source.name);
    let content = parse_content(source, &sink).and_then(|root| T::read(&root, &sink));
    match content {
        Some(content) if sink.is_empty() => Ok(content),
        _ => Err(Problems::new(sink.into_list(), vec![Arc::clone(source)])),
    }
}

/// What ships.
///
/// # Panics
///
/// Never: what ships is read by tests.
#[expect(clippy::panic, reason = "what ships inside the program is read by a test")]
pub fn shipped<T: Content>() -> T {
    let source = Source::new(T::FILE, T::SHIPPED);
    match parse(&source) {
        Ok(content) => content,
        Err(problems) => panic!("{problems}"),
    }
}
