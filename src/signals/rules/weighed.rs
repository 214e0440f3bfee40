//! Not knowing in words that no list holds: what the words of an answer weigh together.
//!
//! "They have not sat down with us on that, so I am empty there" says it by *us*, *not*, *so*, *empty* and *there*, none
//! of which says it alone. What each word weighs is learned from labelled answers (`tests/it/weighed/answers.jsonl`) by
//! logistic regression; `BANTAM_BLESS=1 cargo test --test it -- weighed` learns anew when answers are added. The sum is asked
//! last, where nothing else was heard in the answer, and the clause that weighs most is shown.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::DateTime;

use crate::bank::{Topic, ValueKind};
use crate::signals::lexicon::{answer_wording, unknowing_words};
use crate::signals::stance;
use crate::signals::text::{Text, TokenKind};
use crate::signals::value::{Span, Value};

use super::Examined;
use super::disowning::clauses;

/// What nobody has to know beforehand, or is the trouble itself where it is not known.
const OTHERWISE: &[&str] = &["followup", "interest", "product", "need", "success", "consequence", "pain"];

/// The clause that says most that it is not known, where all the words of an answer together say so.
pub(super) fn weighed(examined: &Examined<'_>) -> Option<Span> {
    let words = unknowing_words("en");
    if !may_be_asked(examined) || weight(examined) < words.least {
        return None;
    }
    let of = |at: usize| words.words.get(examined.text.norm(at)).copied().unwrap_or_default();
    let of_clause = |clause: &Range<usize>| clause.clone().map(of).sum::<f64>();
    let clause = clauses(examined).max_by(|a, b| of_clause(a).total_cmp(&of_clause(b)))?;
    Some(examined.text.span(clause.start, clause.end - 1))
}

/// Whether the answer may be one of not knowing at all: it is about something that somebody there knows, and says
/// nothing else.
fn may_be_asked(examined: &Examined<'_>) -> bool {
    let cost = examined.topic.kind == ValueKind::Money;
    let speaker = |value: &Value| matches!(value, Value::Person { name: None, role: None, .. });
    let asked = !examined.question.idle && (cost || !OTHERWISE.contains(&examined.topic.id.family()));
    asked
        && !examined.is_brief()
        && !examined.chooses()
        && examined.loose().is_empty()
        && examined.denies().is_none()
        && !stance::says_no(examined)
        && !examined.facts.iter().any(|fact| speaker(&fact.value))
}

/// What an answer weighs, in log-odds.
fn weight(examined: &Examined<'_>) -> f64 {
    let words = unknowing_words("en");
    words.start + features(examined).iter().filter_map(|feature| words.words.get(feature)).sum::<f64>()
}

/// What is weighed of an answer to a topic, by which the weights are learned.
pub fn unknowing_features(answer: &str, topic: &Topic) -> BTreeSet<String> {
    /// No day is weighed.
    const ANY_DAY: DateTime = DateTime::constant(2026, 1, 1, 0, 0, 0, 0);
    let text = Text::new(answer);
    features(&Examined::new(&text, topic, &[], ANY_DAY, answer_wording("en")))
}

/// What is weighed of an answer: its words, each once, what its topic is about, and whether it speaks of the contact,
/// denies something, or begins as a question does.
fn features(examined: &Examined<'_>) -> BTreeSet<String> {
    let tokens = examined.text.tokens().iter().filter(|token| token.kind == TokenKind::Word);
    let mut features: BTreeSet<String> = tokens.map(|token| token.norm.to_string()).collect();
    let has = |list| examined.cues(list).next().is_some();
    let (speaker, denial) = (has("disowning.speaker"), has("denial.negator"));
    let asks = examined.cues_begun("disowning.question", 0..1).next().is_some();
    let builds = [("+me", speaker), ("+no", denial), ("+me no", speaker && denial), ("+asks", asks)];
    features.extend(builds.iter().filter(|(_, holds)| *holds).map(|(build, _)| (*build).to_owned()));
    features.insert(format!("+{}", examined.topic.id.family()));
    features
}

#[cfg(test)]
mod tests {
    use crate::bank::FlagKind::Unknowing;
    use crate::signals::rules::samples::kinds;

    #[test]
    fn what_no_list_holds_is_heard_by_its_words_together() {
        for (topic, say) in [
            ("metric.target", "they have not sat down with us about that, so I stand there empty"),
            ("budget.amount", "the accounts people never tell me what they put aside"),
        ] {
            assert_eq!(kinds(topic, say, &[]), [Unknowing], "{topic}: {say}");
        }
        for (topic, say) in [
            ("authority.signs", "I choose the tools, nobody ever asks questions about that"),
            ("pain.problem", "nobody knows where the pallets are until the evening"),
        ] {
            assert!(!kinds(topic, say, &[]).contains(&Unknowing), "{topic}: {say}");
        }
    }
}
