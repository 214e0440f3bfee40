//! From bytes to text: UTF-8, or the place where it is not.

use std::sync::Arc;

use super::LARGEST_TEXT;
use super::place::place_of;
use crate::bank::problem::{Code, Place, Problem, Problems, Source};

/// The text of a file.
///
/// # Errors
/// That it is larger than any real file (B002), or not UTF-8 (B050, at the first byte that is not).
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Problems> {
    if bytes.len() > LARGEST_TEXT {
        return Err(too_large(name));
    }
    if let Some(encoding) = wide_encoding(&bytes) {
        let problem = Problem::new(Code::NotUtf8, name, Place::default(), format!("the file is saved as {encoding}"))
            .with_expected("UTF-8")
            .with_fix("save it as UTF-8: in most editors under \"Save as\", at \"Encoding\"");
        return Err(Problems::new(vec![problem], Vec::new()));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(name, &text)),
        Err(error) => Err(not_utf8(name, error.as_bytes(), error.utf8_error())),
    }
}

/// That a file is larger than any real one.
pub(crate) fn too_large(name: &str) -> Problems {
    let problem = Problem::new(Code::TooLarge, name, Place::default(), "the file is larger than 16 MB")
        .with_expected("less: 10,000 questions take 8 MB");
    Problems::new(vec![problem], Vec::new())
}

/// UTF-16 and UTF-32 begin with a mark of their own.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => None,
    }
}

fn not_utf8(name: &str, bytes: &[u8], error: std::str::Utf8Error) -> Problems {
    let source = Source::new(name, &String::from_utf8_lossy(bytes));
    // A byte order mark was cut off, and every place moved with it.
    let mark = if bytes.starts_with("\u{feff}".as_bytes()) { '\u{feff}'.len_utf8() } else { 0 };
    let start = error.valid_up_to().saturating_sub(mark);
    let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
    let place = place_of(&source.text, start, char::REPLACEMENT_CHARACTER.len_utf8());
    let problem = Problem::new(Code::NotUtf8, name, place, format!("the byte {byte:#04X} is no part of a UTF-8 text"))
        .with_expected("UTF-8")
        .with_fix(
            "save the file as UTF-8 (in most editors under \"Save as\", at \"Encoding\"), then write this letter again",
        );
    Problems::new(vec![problem], vec![source])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> Problems {
        decode("a.yaml", bytes.to_vec()).expect_err("no text")
    }

    #[test]
    fn what_is_not_utf_8_is_shown_where_it_stands() {
        let problems = refused(b"a: b\nn\xc3\xa4me: caf\xe9\n");
        assert_eq!(problems.to_string(), "a.yaml:2:10: B050: the byte 0xE9 is no part of a UTF-8 text; expected UTF-8");
        let place = problems.list[0].place;
        assert_eq!(problems.sources[0].text.get(place.start..place.end), Some("\u{fffd}"));
        assert_eq!(refused(b"\xef\xbb\xbfa: \xff").list[0].place.column, 4, "a byte order mark is no column");
        assert_eq!(refused(b"\xc3").list[0].place.column, 1);
    }

    #[test]
    fn other_encodings_are_called_by_their_names() {
        assert!(refused(b"\xff\xfea\0:\0").to_string().contains("B050: the file is saved as UTF-16; expected UTF-8"));
        assert!(refused(b"\xff\xfe\0\0a\0\0\0").to_string().contains("UTF-32"));
    }

    #[test]
    fn what_is_too_large_is_not_looked_at() {
        assert!(refused(&vec![0xff; LARGEST_TEXT + 1]).to_string().contains("B002: the file is larger than 16 MB"));
    }
}
