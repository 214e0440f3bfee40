//! Events in the form in which the journal stores them: JSON with the kind beside the fields.

use serde::Deserialize;

use crate::bank::{FlagKind, QuestionId, TopicId};
use crate::call::{ActId, Asked, Correction, Filing, Kept, PersonId, RemarkId, Ruling, What};

/// Reads what happened.
///
/// The general way has to hold an event back field by field until it knows the kind. A long call consists nearly
/// wholly of a few kinds, which are read at once, in less than half the time; whatever does not fit them goes the
/// general way, which also finds the words for what is wrong.
pub(super) fn what(body: &str) -> Result<What, serde_json::Error> {
    let frequent = serde_json::from_str::<Frequent<'_>>(body).ok().and_then(Frequent::what);
    frequent.map_or_else(|| serde_json::from_str(body), Ok)
}

/// The fields of the kinds of event that may be many in a call, all kinds together.
#[derive(Deserialize)]
struct Frequent<'a> {
    event: &'a str,
    remark: Option<RemarkId>,
    text: Option<String>,
    by: Option<PersonId>,
    #[serde(borrow)]
    filing: Option<StoredFiling<'a>>,
    question: Option<&'a str>,
    topic: Option<&'a str>,
    wording: Option<String>,
    flag: Option<FlagKind>,
    ruling: Option<Ruling>,
    words: Option<String>,
    correction: Option<Correction>,
    undone: Option<ActId>,
    redone: Option<ActId>,
}

impl Frequent<'_> {
    /// The event, where its kind is one of these and no field of it is missing.
    fn what(self) -> Option<What> {
        let Self { remark, text, by, ruling, correction, .. } = self;
        let question = self.question.map(QuestionId::new);
        let filing = self.filing.and_then(StoredFiling::filing);
        Some(match self.event {
            "kept" => What::Kept(Kept { remark: remark?, text: text?, by: by?, filing: filing? }),
            "asked" => {
                let topic = TopicId::new(self.topic?);
                What::Asked(Asked { question: question?, topic, wording: self.wording? })
            }
            "amended" => What::Amended { remark: remark?, text: text? },
            "filed" => What::Filed { remark: remark?, filing: filing? },
            "flag_ruled" => What::FlagRuled { remark: remark?, flag: self.flag?, ruling },
            "fact_corrected" => What::FactCorrected { remark: remark?, words: self.words?, correction },
            "attributed" => What::Attributed { remark: remark?, by: by? },
            "parked" => What::Parked { question: question? },
            "unparked" => What::Unparked { question: question? },
            "undone" => What::Undone { undone: self.undone? },
            "redone" => What::Redone { redone: self.redone? },
            _ => return None,
        })
    }
}

/// The fields of every [`Filing`].
#[derive(Deserialize)]
struct StoredFiling<'a> {
    #[serde(rename = "filed")]
    how: &'a str,
    #[serde(borrow)]
    asked: Option<&'a str>,
    topic: Option<&'a str>,
    question: Option<&'a str>,
}

impl StoredFiling<'_> {
    fn filing(self) -> Option<Filing> {
        let topic = self.topic.map(TopicId::new);
        match self.how {
            "auto" => Some(Filing::Auto { asked: self.asked.map(QuestionId::new), topic }),
            "to" => Some(Filing::To { topic: topic?, question: self.question.map(QuestionId::new) }),
            "unfiled" => Some(Filing::Unfiled),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::call::arbitrary::what as any_what;

    /// Reads as any JSON is read, the words for what is wrong included.
    fn generally(body: &str) -> Result<What, String> {
        serde_json::from_str(body).map_err(|error| error.to_string())
    }

    fn read(body: &str) -> Result<What, String> {
        what(body).map_err(|error| error.to_string())
    }

    #[test]
    fn what_an_event_never_had_or_has_no_more_is_read_as_ever() {
        let same = [
            r#"{"event":"kept","remark":1,"text":"a\tb\"c","by":0,"filing":{"filed":"unfiled"},"mood":{"sunny":[1]}}"#,
            r#"{"remark":1,"filing":{"topic":"budget.amount","filed":"to"},"event":"filed"}"#,
            r#"{"event":"kept","remark":1,"text":"a","by":0,"filing":{"filed":"auto","asked":"budget.pl\u0061n"}}"#,
            r#"{"event":"flag_ruled","remark":3,"flag":"vague"}"#,
            r#" {"ev\u0065nt":"undone","undone":3} "#,
            r#"{"event":"reopened","text":7}"#,
        ];
        for body in same {
            assert_eq!(read(body), generally(body), "{body}");
            assert!(read(body).is_ok(), "{body}");
        }
        let refused = [
            r#"{"event":"levitated"}"#,
            r#"{"event":"kept","remark":1,"text":null,"by":0,"filing":{"filed":"unfiled"}}"#,
            r#"{"event":"kept","remark":1,"by":0,"filing":{"filed":"unfiled"}}"#,
            r#"{"event":"kept","remark":1,"text":"a","by":0,"filing":{"filed":"to"}}"#,
            r#"{"event":"kept","event":"kept","remark":1,"text":"a","by":0,"filing":{"filed":"unfiled"}}"#,
            r#"{"event":"parked","question":7}"#,
            r#"{"event":"undone","undone":-1}"#,
            r#"{"event":"undone","undone":1}}"#,
            r#"{"event":"undone","undone":1"#,
            "[]",
            "",
        ];
        for body in refused {
            assert_eq!(read(body), generally(body), "{body}");
            assert!(read(body).is_err(), "{body}");
        }
    }

    /// A value in a field that another field or nothing belongs in.
    fn stray() -> impl Strategy<Value = Value> {
        let values = [json!(null), json!(1), json!(-1), json!(1.5), json!("x"), json!("to"), json!(true)];
        let filing = json!({"filed": "to", "topic": "budget.amount", "asked": null});
        proptest::sample::select([&values[..], &[json!([]), json!({}), json!({"means": "x"}), filing]].concat())
    }

    fn key() -> impl Strategy<Value = &'static str> {
        let keys = ["event", "remark", "text", "by", "filing", "question", "topic", "wording", "flag", "ruling"];
        proptest::sample::select(
            [&keys[..], &["words", "correction", "to", "undone", "redone", "filed", "asked", "x"]].concat(),
        )
    }

    proptest! {
        #[test]
        fn any_event_is_read_as_the_general_way_reads_it(
            event in any_what(),
            lost in proptest::option::of(key()),
            changes in proptest::collection::vec((key(), stray(), any::<bool>()), 0..3),
        ) {
            let whole = serde_json::to_string(&event).unwrap();
            prop_assert_eq!(read(&whole), Ok(event));

            let mut damaged: Map<String, Value> = serde_json::from_str(&whole).unwrap();
            lost.map(|key| damaged.remove(key));
            for (key, value, is_within) in changes {
                match damaged.get_mut("filing").and_then(Value::as_object_mut).filter(|_| is_within) {
                    Some(filing) => filing.insert(key.to_owned(), value),
                    None => damaged.insert(key.to_owned(), value),
                };
            }
            let damaged = Value::Object(damaged).to_string();
            prop_assert_eq!(read(&damaged), generally(&damaged));
        }

        #[test]
        fn any_text_is_read_as_the_general_way_reads_it(event in any_what(), at in any::<prop::sample::Index>(), with in "\\PC{0,3}") {
            let mut body: Vec<char> = serde_json::to_string(&event).unwrap().chars().collect();
            let at = at.index(body.len());
            body.splice(at..=at, with.chars());
            let body: String = body.into_iter().collect();
            prop_assert_eq!(read(&body), generally(&body));
        }
    }
}
