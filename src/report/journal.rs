//! A call's journal as a file: everything that happened, so that another bantam can take the call up.

use serde::{Deserialize, Serialize};

use crate::call::Event;

/// The version of the file's form; a change of meaning adds one.
const VERSION: u32 = 1;

/// What kind of file it is.
const FORMAT: &str = "bantam.call";

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
}

impl Journal {
    /// The journal of a call.
    pub fn new(call: impl Into<String>, events: Vec<Event>) -> Self {
        Self { format: FORMAT.to_owned(), version: VERSION, call: call.into(), events }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::call::{ActId, Contact, Filing, Kept, PersonId, RemarkId, Started, What};
    use crate::report::json;

    #[test]
    fn a_journal_comes_back_as_it_was() {
        let contact = Contact { name: "Dana\u{9b}".into(), role: String::new() };
        let started = Started { bank: "bant".into(), hash: "x".into(), company: "Näh & Söhne".into(), contact };
        let kept = Kept { remark: RemarkId(1), text: "40k\n".into(), by: PersonId(0), filing: Filing::Unfiled };
        let event = |seq, what| Event { seq, act: ActId(seq), at: date(2026, 3, 2).at(10, 0, 0, 0), what };
        let journal = Journal::new("0192", vec![event(1, What::Started(started)), event(2, What::Kept(kept))]);
        let text = json::line(&journal).unwrap();
        assert!(text.starts_with(r#"{"format":"bantam.call","version":1,"call":"0192","events":[{"seq":1"#), "{text}");
        assert_eq!(serde_json::from_str::<Journal>(&text).unwrap(), journal);
    }
}
