//! Facts: what could be checked in a remark. One extractor a file; this one runs them in order.
//!
//! The order matters, because a token belongs to one fact only: what is no fact at all is set aside first (idioms,
//! clock times, telephone numbers), then dates take their figures, then the other figures are read, then names.

mod appositive;
mod bodies;
mod bounds;
mod cents;
mod choice;
mod coinage;
mod count;
mod currency;
mod date;
mod deeds;
mod digits;
mod duration;
mod evidence;
mod fraction;
mod framing;
mod initialled;
mod length;
mod listed;
mod marks;
mod model;
mod money;
mod naming;
mod noun;
mod number;
mod percent;
mod period;
mod person;
mod place;
mod quantity;
mod range;
mod roles;
mod scene;
mod set_aside;
mod small_thing;
mod speaker;
mod spelt;
mod thing;
mod unlisted;
mod yes_no;

use jiff::civil::DateTime;

use crate::bank::Topic;
use crate::call::{Contact, PersonId};
use crate::signals::Answer;
use crate::signals::lexicon::Lexicon;
use crate::signals::reckoning::Reckoning;
use crate::signals::text::Text;
use crate::signals::value::{Span, Standing, Value};

use scene::Scene;

/// What an extractor may know besides the words.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The topic that the remark answers, if it is known: decides between readings (a bare "85k" is money).
    pub topic: Option<&'a Topic>,
    /// The clock of the call.
    pub at: DateTime,
    /// Who said it.
    pub by: PersonId,
    /// The people of the call.
    pub people: &'a [Contact],
    /// What was answered before: who and what was named there is known.
    pub earlier: &'a [Answer],
    /// The vocabulary.
    pub lexicon: &'a Lexicon,
    /// How the user reckons dates.
    pub reckoning: Reckoning,
}

impl<'a> Context<'a> {
    /// What is known of words by themselves: the clock, but no topic and no people.
    pub fn alone(at: DateTime, lexicon: &'a Lexicon) -> Self {
        Self { topic: None, at, by: PersonId(0), people: &[], earlier: &[], lexicon, reckoning: Reckoning::default() }
    }

    /// The id of the topic; empty if it is not known.
    pub fn topic_id(&self) -> &str {
        self.topic.map_or("", |topic| topic.id.as_str())
    }

    /// Whether the topic is known and belongs to a family (`budget`).
    pub fn in_family(&self, family: &str) -> bool {
        self.topic.is_some_and(|topic| topic.id.family() == family)
    }
}

/// A value and where it was found; its topic is decided by [`filing`](crate::signals::filing).
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The shortest words that hold the value.
    pub span: Span,
    /// The value.
    pub value: Value,
    /// In what way it is put.
    pub standing: Standing,
}

/// Every fact in a remark, in the order of the text. Any text gives an answer.
pub fn extract(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let mut scene = Scene::new(text, context);
    date::extract(&mut scene);
    duration::extract(&mut scene);
    place::extract(&mut scene);
    person::extract(&mut scene);
    thing::extract(&mut scene);
    let quantities = quantity::quantities(&scene);
    for quantity in &quantities {
        let _ = percent::extract(&mut scene, quantity)
            || money::extract(&mut scene, quantity)
            || count::extract(&mut scene, quantity);
    }
    yes_no::extract(&mut scene);
    choice::extract(&mut scene);
    framing::finish(scene)
}

#[cfg(test)]
mod agreement;

#[cfg(test)]
pub(in crate::signals) mod tests {
    use std::sync::{Arc, LazyLock};

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::bank::Topics;
    use crate::bank::source::Library;

    /// A remark by itself, said on 10 June 2026.
    pub(in crate::signals) fn on_10_june() -> Context<'static> {
        Context::alone(date(2026, 6, 10).at(9, 0, 0, 0), Lexicon::for_language("en"))
    }

    /// The facts of a remark said on 10 June 2026, as `kind <words> value`.
    pub(in crate::signals::facts) fn read(raw: &str) -> Vec<String> {
        read_on("", raw)
    }

    /// The value of the first fact of a remark said on that day; empty without one.
    pub(in crate::signals::facts) fn days(raw: &str) -> String {
        read(raw).first().and_then(|fact| fact.split("> ").nth(1)).unwrap_or_default().to_owned()
    }

    /// The same, as the answer to a topic of the vocabulary.
    pub(in crate::signals::facts) fn read_on(topic: &str, raw: &str) -> Vec<String> {
        static TOPICS: LazyLock<Arc<Topics>> = LazyLock::new(|| Library::embedded().topics("en").unwrap());
        let context = Context { topic: TOPICS.get(topic), ..on_10_june() };
        extract(&Text::new(raw), &context)
            .iter()
            .map(|found| {
                format!(
                    "{} <{}> {}",
                    found.value.kind(),
                    found.span.of(raw),
                    serde_json::to_string(&found.value).unwrap()
                )
            })
            .collect()
    }

    #[test]
    fn what_only_looks_like_a_fact_gives_none() {
        for raw in [
            "we're open 24/7 and a bit of a one-stop shop",
            "call me at 10:30, or 4pm, on 713-555-0142",
            "we moved to 12 Garden Street, Suite 900",
            "version 3.2.1, the old v2.4 is gone",
            "we meet every Monday, Fridays are off",
            "I'd give it 110%, second to none",
            "you may call, he will march on",
        ] {
            assert_eq!(read(raw), Vec::<String>::new(), "{raw}");
        }
    }

    #[test]
    fn a_correction_in_the_same_breath_leaves_the_last_value() {
        assert_eq!(
            read("£310k, sorry, £290k"),
            ["money <£290k> {\"amount\":290000,\"currency\":\"GBP\",\"per\":null}"]
        );
    }

    #[test]
    fn figures_of_others_and_of_ifs_are_marked() {
        let standing = |raw: &str| extract(&Text::new(raw), &on_10_june())[0].standing;
        assert_eq!(standing("our competitor pays 90k"), Standing::Foreign);
        assert_eq!(standing("if we had 50k we'd do it"), Standing::Hypothetical);
        assert_eq!(standing("we pay 50k"), Standing::Asserted);
    }

    proptest! {
           #[test]
           fn any_text_is_read_without_a_panic(raw in "\\PC{0,80}") {
               read(&raw);
           }

           #[test]
           fn hostile_notes_are_read_and_spans_fit(
               words in proptest::collection::vec(
                   prop_oneof![
                       Just("£310k"), Just("46.000"), Just("€"), Just("Q3"), Just("by end of"), Just("next"), Just("March"), Just("'25"),
                       Just("31"), Just("from"), Just("to"), Just("-"), Just(","), Just("CFO"), Just("Kim"), Just("Dr."), Just("signs"), Just("I"),
                       Just("half a"), Just("million"), Just("99999999999999999999"), Just("0000"), Just("1/2/3"), Just("Friday"), Just("2026-02-31"),
                       Just("of us"), Just("SAP"), Just("in"), Just("Bremen"), Just("approved by"), Just("nothing set aside"), Just("é"), Just("💶"),
                       Just("FY27-28"), Just("the second quarter of"), Just("hundred and"), Just("k/mo"), Just("%"), Just("our"), Just("mid"), Just("'s team"),
                   ],
                   0..14,
               ),
               glue in "[ ]?",
           ) {
               let raw = words.join(if glue.is_empty() { "" } else { " " });
               let context = Context { topic: None, at: date(9998, 12, 31).at(9, 0, 0, 0), by: PersonId(7), people: &[], earlier: &[], lexicon: Lexicon::for_language("en"),
    reckoning: Reckoning::default() };
               for found in extract(&Text::new(&raw), &context) {
                   prop_assert!(raw.get(found.span.start..found.span.end).is_some_and(|words| !words.is_empty()));
               }
               read(&raw);
           }
       }
}
