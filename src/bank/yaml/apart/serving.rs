//! Hands what was taken apart to serde.

use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{Apart, Kind};

/// The values of a list or a map that are still to come.
struct Values<'a, 't> {
    apart: &'a mut Apart<'t>,
    left: usize,
}

impl<'t> Apart<'t> {
    /// The words of a word.
    fn word(&mut self) -> Result<&'t str, Error> {
        match self.kind() {
            Some(Kind::Plain | Kind::Quoted) => self.words().ok_or_else(cut),
            _ => Err(Error::custom("a word was expected")),
        }
    }

    fn expect(&mut self, kind: Kind) -> Result<(), Error> {
        if self.kind() == Some(kind) { Ok(()) } else { Err(Error::custom("a value of another kind was expected")) }
    }

    /// Gives a visitor the values of a list or a map, all of which it has to take.
    fn values<V>(&mut self, visit: impl FnOnce(&mut Values<'_, 't>) -> Result<V, Error>) -> Result<V, Error> {
        let left = self.number().ok_or_else(cut)?;
        let mut values = Values { apart: self, left };
        let value = visit(&mut values)?;
        if values.left == 0 { Ok(value) } else { Err(Error::custom("more values than were expected")) }
    }
}

/// What a word without quotes is.
enum Meaning<'t> {
    Whole(i64),
    Number(f64),
    Truth(bool),
    Nothing,
    Words(&'t str),
}

fn meaning(word: &str) -> Meaning<'_> {
    match word {
        "true" => Meaning::Truth(true),
        "false" => Meaning::Truth(false),
        "" | "~" | "null" => Meaning::Nothing,
        _ if !word.contains(|c: char| c.is_ascii_digit()) => Meaning::Words(word),
        _ => match (word.parse(), word.parse()) {
            (Ok(whole), _) => Meaning::Whole(whole),
            (_, Ok(number)) => Meaning::Number(number),
            _ => Meaning::Words(word),
        },
    }
}

fn cut() -> Error {
    Error::custom("the file is cut off")
}

impl<'t> Deserializer<'t> for &mut Apart<'t> {
    type Error = Error;

    /// A word without quotes that reads as a number or as true or false is one, where anything goes.
    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind().ok_or_else(cut)? {
            Kind::Plain => match meaning(self.words().ok_or_else(cut)?) {
                Meaning::Whole(whole) => visitor.visit_i64(whole),
                Meaning::Number(number) => visitor.visit_f64(number),
                Meaning::Truth(truth) => visitor.visit_bool(truth),
                Meaning::Nothing => visitor.visit_unit(),
                Meaning::Words(words) => visitor.visit_borrowed_str(words),
            },
            Kind::Quoted => visitor.visit_borrowed_str(self.words().ok_or_else(cut)?),
            Kind::List => self.values(|values| visitor.visit_seq(values)),
            Kind::Map => self.values(|values| visitor.visit_map(values)),
        }
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.expect(Kind::List)?;
        self.values(|values| visitor.visit_seq(values))
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.expect(Kind::Map)?;
        self.values(|values| visitor.visit_map(values))
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.word()?)
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        BorrowedStrDeserializer::new(self.word()?).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        <W: Visitor<'t>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple_struct ignored_any
    }
}

impl<'t> SeqAccess<'t> for &mut Values<'_, 't> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.apart).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'t> MapAccess<'t> for &mut Values<'_, 't> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Error> {
        self.next_element_seed(seed)?.ok_or_else(cut)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left / 2)
    }
}
