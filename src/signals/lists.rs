//! Words and phrases as a file has them.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A word or phrase of a file, borrowed from it where it stands there as it is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Written<'f>(Cow<'f, str>);

impl Deref for Written<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'f> Deserialize<'f> for Written<'f> {
    fn deserialize<D: Deserializer<'f>>(from: D) -> Result<Self, D::Error> {
        struct Words;

        impl<'f> Visitor<'f> for Words {
            type Value = Written<'f>;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a word or phrase")
            }

            fn visit_borrowed_str<E: Error>(self, words: &'f str) -> Result<Self::Value, E> {
                Ok(Written(Cow::Borrowed(words)))
            }

            fn visit_str<E: Error>(self, words: &str) -> Result<Self::Value, E> {
                Ok(Written(Cow::Owned(words.to_owned())))
            }
        }
        from.deserialize_str(Words)
    }
}
