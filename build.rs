//! Takes the YAML that ships apart while the program is built, so that a start need not: words, lists and maps one behind
//! the other, each with its length before it. `src/bank/yaml/apart.rs` reads them.
//!
//! What a file means is not looked at, so that nothing here changes with it. A file that is no YAML stops the build where
//! it breaks; that its words make sense, and that what was taken apart is what the full parser reads, is held by tests.
#![expect(clippy::disallowed_methods, reason = "a build script reads files")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use granit_parser::{Event, Parser, ScalarStyle, Span};

/// Where the files stand.
const FOLDERS: [&str; 6] = [
    BANKS,
    "src/coach/lexicon",
    "src/practice/lexicon",
    "src/qualify/lexicon",
    "src/report/redact",
    "src/signals/lexicon",
];

/// Of the files in this one, problems are told with their places.
const BANKS: &str = "question_banks";

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?);
    println!("cargo::rerun-if-changed=build.rs");
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        for file in yaml_below(Path::new(folder))? {
            let text = fs::read_to_string(&file)?;
            let apart = take_apart(&text, folder == BANKS).map_err(|why| format!("{}:{why}", file.display()))?;
            let target = out.join(&file);
            fs::create_dir_all(target.parent().unwrap_or(&out))?;
            fs::write(target, apart)?;
        }
    }
    Ok(())
}

fn yaml_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(yaml_below(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    Ok(files)
}

/// A map or list that is not closed yet: its letter, how many values it holds so far, and they.
struct Open {
    letter: char,
    values: usize,
    written: String,
}

/// A text taken apart; or the line, the column and what is wrong there.
fn take_apart(text: &str, with_places: bool) -> Result<String, String> {
    let mut open = vec![Open { letter: ' ', values: 0, written: String::new() }];
    let mut last = (0, 0);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| error.to_string())?;
        let at = |why: &str| format!("{}:{}: {why}", span.start.line(), span.start.col() + 1);
        // Only of what is kept, because places are counted from one to the next.
        let mut place = || {
            if with_places {
                place(span, &mut last).ok_or_else(|| at("the places are in no order"))
            } else {
                Ok(String::new())
            }
        };
        let innermost = open.last_mut().ok_or("more is closed than was opened")?;
        match event {
            Event::Scalar(words, style, 0, None) => {
                innermost.values += 1;
                innermost.written.push(if style == ScalarStyle::Plain { 'p' } else { 'q' });
                innermost.written.push_str(&place()?);
                innermost.written.push_str(&number(words.len()));
                innermost.written.push_str(&words);
            }
            Event::SequenceStart(_, 0, None) => open.push(Open { letter: 'l', values: 0, written: place()? }),
            Event::MappingStart(_, 0, None) => open.push(Open { letter: 'm', values: 0, written: place()? }),
            Event::SequenceEnd | Event::MappingEnd => {
                let closed = open.pop().ok_or("more is closed than was opened")?;
                let outer = open.last_mut().ok_or("more is closed than was opened")?;
                outer.values += 1;
                outer.written.push(closed.letter);
                outer.written.push_str(&number(closed.values));
                outer.written.push_str(&closed.written);
            }
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) => {
                return Err(at("tags, anchors and aliases are not used here"));
            }
            _ => {}
        }
    }
    open.pop().map(|all| all.written).ok_or_else(|| "nothing is left".to_owned())
}

/// Where a value stands: its line and its first byte counted from the value before, its column, and how many bytes it has.
fn place(span: Span, last: &mut (usize, usize)) -> Option<String> {
    let (line, start) = (span.start.line(), span.start.byte_offset()?);
    let length = span.end.byte_offset()?.saturating_sub(start);
    let numbers = [line.checked_sub(last.0)?, start.checked_sub(last.1)?, span.start.col() + 1, length];
    *last = (line, start);
    Some(numbers.map(number).concat())
}

/// A number in ASCII: six bits a letter, the lowest first; the seventh bit says that more follow.
fn number(mut number: usize) -> String {
    let mut written = String::new();
    while number >= 64 {
        written.push(char::from(64 | (number % 64) as u8));
        number /= 64;
    }
    written.push(char::from(number as u8));
    written
}
