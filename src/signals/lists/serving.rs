//! Hands what was read to serde.

use std::borrow::Cow;

use serde::de::value::{CowStrDeserializer, Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::Node;

impl<'f> IntoDeserializer<'f> for Node<'f> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'f> Node<'f> {
    /// The words of a word.
    fn text(self) -> Result<Cow<'f, str>, Error> {
        match self {
            Self::Word(word) | Self::Quoted(word) => Ok(word),
            Self::List(_) | Self::Map(_) => Err(Error::custom("a word was expected")),
        }
    }
}

fn visit_text<'f, V: Visitor<'f>>(text: Cow<'f, str>, visitor: V) -> Result<V::Value, Error> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

impl<'f> Deserializer<'f> for Node<'f> {
    type Error = Error;

    /// A word without quotes that reads as a number or as true or false is one, where anything goes.
    fn deserialize_any<V: Visitor<'f>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Word(word) => match (word.parse::<i64>(), word.parse::<f64>(), &*word) {
                (Ok(whole), ..) => visitor.visit_i64(whole),
                (_, Ok(number), _) if word.contains(|c: char| c.is_ascii_digit()) => visitor.visit_f64(number),
                (.., "true") => visitor.visit_bool(true),
                (.., "false") => visitor.visit_bool(false),
                _ => visit_text(word, visitor),
            },
            Self::Quoted(word) => visit_text(word, visitor),
            Self::List(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter())),
            Self::Map(entries) => {
                let entries = entries.into_iter().map(|(key, value)| (CowStrDeserializer::new(key), value));
                visitor.visit_map(MapDeserializer::new(entries))
            }
        }
    }

    fn deserialize_str<V: Visitor<'f>>(self, visitor: V) -> Result<V::Value, Error> {
        visit_text(self.text()?, visitor)
    }

    fn deserialize_string<V: Visitor<'f>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'f>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'f>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'f>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        CowStrDeserializer::new(self.text()?).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        <W: Visitor<'f>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}
