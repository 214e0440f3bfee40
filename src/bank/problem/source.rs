//! Files whose problems are told: names and texts.

use std::borrow::Cow;
use std::sync::Arc;

/// A file's name and text, so that an edge can draw the lines that a problem speaks of.
#[derive(Debug)]
pub struct Source {
    /// The file, as named to the loader.
    pub name: String,
    /// Its text, without a byte order mark.
    pub text: Cow<'static, str>,
    /// The same taken apart, if it ships: it need not be parsed.
    pub(in crate::bank) apart: Option<&'static str>,
}

/// The same file with the same text; whether it ships is no difference.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.text) == (&other.name, &other.text)
    }
}

impl Eq for Source {}

impl Source {
    /// Names a text. A byte order mark at its start is dropped, so that places count from the first letter.
    pub fn new(name: impl Into<String>, text: &str) -> Arc<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Arc::new(Self { name: name.into(), text: Cow::Owned(text.to_owned()), apart: None })
    }

    /// Names a text that ships, with what it is when taken apart.
    pub(crate) fn shipped(name: impl Into<String>, text: &'static str, apart: &'static str) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: Cow::Borrowed(text), apart: Some(apart) })
    }
}
