//! A call's journal as a file: everything that happened, so that another bantam can take the call up.
//!
//! What is written is read back to the same bytes. What is read may come from anywhere: everything that is wrong with
//! it is told at once, each with its place, and nothing is guessed.

use std::ops::RangeInclusive;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bank::QuestionId;
use crate::call::{Event, What};

/// The version of the file's form; a change of meaning adds one.
const VERSION: u32 = 1;

/// What kind of file it is.
const FORMAT: &str = "bantam.call";

/// What a file of calls has to hold.
const EXPECTED: &str = "expected what `bantam calls export` prints, a line for each call";

/// A call's journal with what is needed to read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Journal {
    /// What kind of file it is.
    pub format: String,
    /// The version of its form.
    pub version: u32,
    /// The call's id.
    pub call: String,
    /// Every event, undone acts included, in order.
    pub events: Vec<Event>,
    /// What was half typed, if anything was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<HalfTyped>,
}

/// A half-typed note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfTyped {
    /// What was typed so far.
    pub text: String,
    /// The question on the screen.
    pub question: Option<QuestionId>,
    /// When, on the clock of the place.
    pub at: DateTime,
}

/// Something wrong in a file of calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1; 0 where the whole line is meant.
    pub column: usize,
    /// What it is, for people.
    pub message: String,
}

impl Journal {
    /// The journal of a call, with its half-typed note.
    pub fn new(call: impl Into<String>, events: Vec<Event>, draft: Option<HalfTyped>) -> Self {
        Self { format: FORMAT.to_owned(), version: VERSION, call: call.into(), events, draft }
    }

    /// Reads a file of calls: a line for each, or one call over several lines.
    ///
    /// # Errors
    ///
    /// Everything that is wrong in it.
    pub fn read_all(text: &str) -> Result<Vec<Self>, Vec<Fault>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut faults = Vec::new();
        let mut journals = Vec::new();
        for (line, document) in documents(text) {
            let found = document.and_then(|value| read(&value).map_err(|message| (0, 0, message)));
            match found {
                Ok(journal) => journals.push(journal),
                Err((below, column, message)) => faults.push(Fault { line: line + below, column, message }),
            }
        }
        if journals.is_empty() && faults.is_empty() {
            faults.push(Fault { line: 1, column: 0, message: format!("there is no call in it; {EXPECTED}") });
        }
        if faults.is_empty() { Ok(journals) } else { Err(faults) }
    }
}

/// What is missing among the numbers of events, which only grow; of a whole journal there is nothing.
pub fn gaps(numbers: impl IntoIterator<Item = u32>) -> Vec<RangeInclusive<u32>> {
    let mut next = 1;
    let mut gaps = Vec::new();
    for number in numbers {
        if number > next {
            gaps.push(next..=number - 1);
        }
        next = number.saturating_add(1);
    }
    gaps
}

/// A JSON value, or what is wrong: lines further down, the column, the words.
type Document = Result<Value, (usize, usize, String)>;

/// The documents of a file, each with the line that it begins in.
fn documents(text: &str) -> Vec<(usize, Document)> {
    let parse = |text: &str| {
        serde_json::from_str::<Value>(text).map_err(|error| {
            let place = format!(" at line {} column {}", error.line(), error.column());
            let message = error.to_string();
            let what = message.strip_suffix(&place).unwrap_or(&message);
            (error.line().saturating_sub(1), error.column(), format!("{what}; {EXPECTED}"))
        })
    };
    let lines: Vec<(usize, &str)> = (1..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty()).collect();
    // Somebody may have had it put in order by another program, which then fills many lines.
    if let [(first, line), _, ..] = lines[..]
        && parse(line).is_err()
        && let Ok(whole) = parse(text)
    {
        return vec![(first, Ok(whole))];
    }
    lines.into_iter().map(|(number, line)| (number, parse(line))).collect()
}

fn read(value: &Value) -> Result<Journal, String> {
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(format!("this is no call of bantam's; {EXPECTED}"));
    }
    match value.get("version").and_then(Value::as_u64) {
        Some(version) if version == u64::from(VERSION) => {}
        Some(found) if found > u64::from(VERSION) => {
            return Err(format!(
                "this was written by a newer bantam (version {found}, this one reads up to {VERSION}): update bantam"
            ));
        }
        _ => return Err("`version` is no version of a file of calls".to_owned()),
    }
    let listed = value.get("events").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for (number, event) in (1..).zip(listed) {
        serde_json::from_value::<Event>(event.clone()).map_err(|error| format!("event {number}: {error}"))?;
    }
    let journal: Journal = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
    check_order(&journal.events)?;
    let known = serde_json::to_value(&journal).map_err(|error| error.to_string())?;
    match unknown_key(value, &known) {
        Some(key) => Err(format!("`{key}` means nothing to this bantam: if a newer one wrote it, update bantam")),
        None => Ok(journal),
    }
}

/// Makes sure that a journal begins with the beginning of the call and that its numbers grow.
fn check_order(events: &[Event]) -> Result<(), String> {
    let mut last = 0;
    for (number, event) in (1..).zip(events) {
        if event.seq <= last {
            return Err(format!("event {number}: `seq` is {}, after {last}; numbers only grow", event.seq));
        }
        last = event.seq;
        if matches!(event.what, What::Started(_)) != (number == 1) {
            return Err(format!("event {number}: a call begins with `started`, and only there"));
        }
    }
    if last == 0 { Err("`events` holds no event".to_owned()) } else { Ok(()) }
}

/// A key of the input that reading left out, with the keys above it.
fn unknown_key(found: &Value, known: &Value) -> Option<String> {
    match (found, known) {
        (Value::Object(found), Value::Object(known)) => found.iter().find_map(|(key, value)| match known.get(key) {
            Some(known) => unknown_key(value, known).map(|below| format!("{key}.{below}")),
            None => (!value.is_null()).then(|| key.clone()),
        }),
        (Value::Array(found), Value::Array(known)) => {
            (1..).zip(found.iter().zip(known)).find_map(|(number, (found, known)): (u32, _)| {
                unknown_key(found, known).map(|below| format!("{number}.{below}"))
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::call::arbitrary::{command, moment};
    use crate::call::{ActId, Command, Contact, Filing, Kept, PersonId, RemarkId, Started, Timeline};
    use crate::report::json;

    fn started() -> Started {
        let contact = Contact { name: "Dana\u{9b}".into(), role: String::new() };
        Started { bank: "bant".into(), hash: "x".into(), company: "Näh & Söhne".into(), contact }
    }

    fn journal() -> Journal {
        let kept = Kept { remark: RemarkId(1), text: "40k\n".into(), by: PersonId(0), filing: Filing::Unfiled };
        let event = |seq, what| Event { seq, act: ActId(seq), at: date(2026, 3, 2).at(10, 0, 0, 0), what };
        Journal::new("0192", vec![event(1, What::Started(started())), event(2, What::Kept(kept))], None)
    }

    #[test]
    fn a_journal_comes_back_as_it_was() {
        let text = json::line(&journal()).unwrap();
        assert!(text.starts_with(r#"{"format":"bantam.call","version":1,"call":"0192","events":[{"seq":1"#), "{text}");
        assert_eq!(Journal::read_all(&text).unwrap(), [journal()]);
        let pretty = serde_json::to_string_pretty(&journal()).unwrap();
        assert_eq!(Journal::read_all(&pretty).unwrap(), [journal()], "another program put it in order");
        let several = format!("\u{feff}{text}\r\n\n{text}\n");
        assert_eq!(Journal::read_all(&several).unwrap(), [journal(), journal()]);
    }

    #[test]
    fn everything_wrong_is_told_with_its_place() {
        let good = json::line(&journal()).unwrap();
        let tell = |text: &str| {
            let faults = Journal::read_all(text).unwrap_err();
            faults.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message)).collect::<Vec<_>>()
        };
        let several = tell(&format!("{good}\n{{\"a\" 1}}\n\n{good}\nhello\n"));
        assert_eq!(several.len(), 2);
        assert!(
            several[0].starts_with("2:6 expected `:`") && several[1].starts_with("5:1 expected value"),
            "{several:?}"
        );
        for (change, told) in [
            (("bantam.call", "other"), "1:0 this is no call of bantam's"),
            (("\"version\":1", "\"version\":2"), "1:0 this was written by a newer bantam (version 2"),
            (("\"event\":\"kept\"", "\"event\":\"sung\""), "1:0 event 2: unknown variant `sung`"),
            (("\"seq\":2", "\"seq\":1"), "1:0 event 2: `seq` is 1, after 1"),
            (("\"event\":\"started\"", "\"event\":\"reopened\""), "1:0 event 1: a call begins with `started`"),
            (("\"text\":", "\"mood\":\"good\",\"text\":"), "1:0 `events.2.mood` means nothing"),
            (("\"role\":", "\"age\":9,\"role\":"), "1:0 `events.1.contact.age` means nothing"),
        ] {
            let changed = good.replace(change.0, change.1);
            assert_ne!(changed, good);
            let told_of = tell(&changed);
            assert!(told_of.len() == 1 && told_of[0].starts_with(told), "{told_of:?}");
        }
        assert_eq!(tell("").len(), 1);
        assert!(tell(&"[".repeat(100_000))[0].contains("recursion limit"));
    }

    #[test]
    fn what_is_missing_is_counted_from_the_first() {
        assert_eq!(gaps([1, 2]), []);
        assert_eq!(gaps([2, 3, 7, 9]), [1..=1, 4..=6, 8..=8]);
        assert_eq!(gaps([u32::MAX]), [1..=u32::MAX - 1]);
    }

    proptest! {
        #[test]
        fn any_call_is_read_back_to_the_same_bytes(
            steps in proptest::collection::vec((command(), moment()), 0..30),
            half_typed in proptest::option::of(".*"),
        ) {
            let mut call = Timeline::default();
            let at = date(2026, 3, 2).at(10, 0, 0, 0);
            call.apply(&Command::Start(started()), at).unwrap();
            for (command, at) in &steps {
                let _ = call.apply(command, *at);
            }
            let draft = half_typed.map(|text| HalfTyped { text, question: None, at });
            let text = json::line(&Journal::new("x", call.journal().to_vec(), draft)).unwrap();
            let read = Journal::read_all(&text).unwrap();
            prop_assert_eq!(json::line(&read[0]).unwrap(), text);
        }

        #[test]
        fn no_text_makes_reading_panic(text in ".*", cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let _ = Journal::read_all(&text);
            let mut bytes = json::line(&journal()).unwrap().into_bytes();
            let at = cut.index(bytes.len());
            bytes[at] = byte;
            let _ = Journal::read_all(&String::from_utf8_lossy(&bytes));
        }
    }
}
