//! How far a call agrees with what its script expects: differences in words, and counts to add up over many calls.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

use serde_json::Value as Json;

use crate::bank::{FlagKind, Level, LevelStatus, TopicId, Topics, ValueKind, VerdictKind};
use crate::call::RemarkId;

use super::script::{Expect, ExpectedAnswer, ExpectedFact};
use super::{Brief, FactView, RemarkView};

/// Keys of a value that say how it was put, not what it is; a label may leave them out.
const OPTIONAL_KEYS: [&str; 3] = ["approx", "guessed", "does"];

/// The counts of one comparison, or of many added up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agreement {
    /// By flag, over all answers whose flags were expected.
    pub flags: BTreeMap<FlagKind, Tally>,
    /// Answers whose flags are exactly those expected.
    pub flag_sets: Rate,
    /// By kind, over all answers whose facts were expected: kind, words and value have to agree.
    pub facts: BTreeMap<ValueKind, Tally>,
    /// Facts found whose topic asks for their kind, and that are on the topic expected.
    pub fact_topics: Rate,
    /// Answers filed under the topic expected.
    pub filing: Rate,
    /// Contradictions against the answer expected.
    pub against: Rate,
    /// By level.
    pub levels: BTreeMap<Level, Rate>,
    /// Calls with the verdict expected.
    pub verdict: Rate,
}

/// What was found of what was expected, and what was found besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Expected and found.
    pub hits: u32,
    /// Found, not expected.
    pub extra: u32,
    /// Expected, not found.
    pub missed: u32,
}

/// How often something was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// Right.
    pub right: u32,
    /// Compared.
    pub of: u32,
}

/// One thing that came out otherwise than expected. Its text says what, for people.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The answer that it is about; `None` for the call as a whole.
    pub answer: Option<u32>,
    /// What differs.
    pub what: What,
}

/// What differs.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An expected flag is missing.
    FlagMissing(FlagKind),
    /// A flag was raised that was not expected.
    FlagExtra(FlagKind),
    /// An expected fact was not found.
    FactMissing(ExpectedFact),
    /// A fact was found, but on another topic.
    FactTopic {
        /// The words of the fact.
        text: String,
        /// The topic found.
        found: TopicId,
        /// The topic expected.
        expected: TopicId,
    },
    /// The answer was filed elsewhere.
    Filed {
        /// Where; `None` while it is unfiled.
        found: Option<TopicId>,
        /// Where it should be.
        expected: TopicId,
    },
    /// The contradiction stands against another answer, or against none.
    Against {
        /// The answer found.
        found: Option<u32>,
        /// The answer expected.
        expected: u32,
    },
    /// A level has another status.
    Level {
        /// Which.
        level: Level,
        /// The status found.
        found: Option<LevelStatus>,
        /// The status expected.
        expected: LevelStatus,
    },
    /// The verdict is another.
    Verdict {
        /// The verdict found.
        found: VerdictKind,
        /// The verdict expected.
        expected: VerdictKind,
    },
}

/// Compares a call with what was expected of it. `topics` says which kind of value each topic asks for.
pub fn compare(expect: &Expect, brief: &Brief, topics: &Topics) -> (Agreement, Vec<Difference>) {
    let mut comparison = Comparison { topics, agreement: Agreement::default(), differences: Vec::new() };
    comparison.call(expect, brief);
    for (&n, expected) in &expect.answers {
        if let Some(remark) = brief.remarks.iter().find(|remark| remark.id == RemarkId(n)) {
            comparison.answer(n, expected, remark);
        }
    }
    (comparison.agreement, comparison.differences)
}

struct Comparison<'a> {
    topics: &'a Topics,
    agreement: Agreement,
    differences: Vec<Difference>,
}

impl Comparison<'_> {
    fn differ(&mut self, answer: Option<u32>, what: What) {
        self.differences.push(Difference { answer, what });
    }

    fn call(&mut self, expect: &Expect, brief: &Brief) {
        if let Some(expected) = expect.verdict {
            let found = brief.verdict.kind;
            if !self.agreement.verdict.count(found == expected) {
                self.differ(None, What::Verdict { found, expected });
            }
        }
        for (&level, &expected) in &expect.levels {
            let found = brief.levels.iter().find(|view| view.level == level).map(|view| view.status);
            if !self.agreement.levels.entry(level).or_default().count(found == Some(expected)) {
                self.differ(None, What::Level { level, found, expected });
            }
        }
    }

    fn answer(&mut self, n: u32, expected: &ExpectedAnswer, remark: &RemarkView) {
        if let Some(expected) = &expected.topic {
            let found = remark.topic.clone();
            if !self.agreement.filing.count(found.as_ref() == Some(expected)) {
                self.differ(Some(n), What::Filed { found, expected: expected.clone() });
            }
        }
        self.flags(n, expected, remark);
        if let Some(facts) = &expected.facts {
            self.facts(n, facts, remark);
        }
    }

    fn flags(&mut self, n: u32, expected: &ExpectedAnswer, remark: &RemarkView) {
        let found = |kind| remark.flags.iter().find(|flag| flag.kind == kind);
        if let Some(expected) = &expected.flags {
            let mut exact = true;
            for &kind in FlagKind::ALL {
                let tally = self.agreement.flags.entry(kind).or_default();
                match (expected.contains(&kind), found(kind).is_some()) {
                    (true, true) => tally.hits += 1,
                    (true, false) => {
                        tally.missed += 1;
                        exact = false;
                        self.differ(Some(n), What::FlagMissing(kind));
                    }
                    (false, true) => {
                        tally.extra += 1;
                        exact = false;
                        self.differ(Some(n), What::FlagExtra(kind));
                    }
                    (false, false) => {}
                }
            }
            self.agreement.flag_sets.count(exact);
        }
        if let Some(expected) = expected.against {
            let found = found(FlagKind::Contradiction).and_then(|flag| flag.against);
            let found = found.map(|remark| remark.0);
            if !self.agreement.against.count(found == Some(expected)) {
                self.differ(Some(n), What::Against { found, expected });
            }
        }
    }

    fn facts(&mut self, n: u32, expected: &[ExpectedFact], remark: &RemarkView) {
        let mut left: Vec<&FactView> = remark.facts.iter().collect();
        for fact in expected {
            // Of two facts with the same words and value the one on the right topic is meant.
            let fits = |view: &&FactView| same_fact(fact, view);
            let on_topic = |view: &&FactView| fact.topic.as_ref().is_none_or(|topic| view.topic == *topic);
            let at = left.iter().position(|view| fits(view) && on_topic(view)).or_else(|| left.iter().position(fits));
            let tally = self.agreement.facts.entry(fact.kind).or_default();
            let Some(at) = at else {
                tally.missed += 1;
                self.differ(Some(n), What::FactMissing(fact.clone()));
                continue;
            };
            tally.hits += 1;
            let found = left.remove(at);
            if let Some(topic) = fact.topic.as_ref().filter(|topic| self.asks_for(topic, fact.kind))
                && !self.agreement.fact_topics.count(found.topic == *topic)
            {
                let (found, expected) = (found.topic.clone(), topic.clone());
                self.differ(Some(n), What::FactTopic { text: fact.text.clone(), found, expected });
            }
        }
        // Texts and choices are not labelled (data/README.md), so that nobody can say whether one is too many.
        for extra in left.iter().filter(|view| !matches!(view.kind, ValueKind::Text | ValueKind::Choice)) {
            self.agreement.facts.entry(extra.kind).or_default().extra += 1;
        }
    }

    /// Whether a topic asks for this kind of value: only then does a label say for sure where a fact belongs.
    fn asks_for(&self, topic: &TopicId, kind: ValueKind) -> bool {
        self.topics.get(topic.as_str()).is_some_and(|topic| topic.kind == kind)
    }
}

fn same_fact(expected: &ExpectedFact, found: &FactView) -> bool {
    expected.kind == found.kind
        && expected.text == found.text
        && expected.value.as_ref().is_none_or(|value| same_value(value, &found.value))
}

/// Whether two values are one: a missing key is `null`, `1` is `1.0`, and optional keys do not count.
fn same_value(expected: &Json, found: &Json) -> bool {
    match (expected, found) {
        (Json::Object(a), Json::Object(b)) => {
            let absent = Json::Null;
            (a.keys().chain(b.keys()))
                .filter(|key| !OPTIONAL_KEYS.contains(&key.as_str()))
                .all(|key| same_value(a.get(key).unwrap_or(&absent), b.get(key).unwrap_or(&absent)))
        }
        (Json::Number(a), Json::Number(b)) => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
            _ => a == b,
        },
        _ => expected == found,
    }
}

impl Tally {
    /// Of what was found, the share that was expected; `None` where nothing was found.
    pub fn precision(self) -> Option<f64> {
        share(self.hits, self.hits + self.extra)
    }

    /// Of what was expected, the share that was found; `None` where nothing was expected.
    pub fn recall(self) -> Option<f64> {
        share(self.hits, self.hits + self.missed)
    }

    /// The harmonic mean of precision and recall; `None` where nothing was expected or found.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.hits, 2 * self.hits + self.extra + self.missed)
    }
}

impl Rate {
    /// Counts one comparison, and hands its outcome on.
    fn count(&mut self, right: bool) -> bool {
        self.right += u32::from(right);
        self.of += 1;
        right
    }

    /// The share that was right; `None` where nothing was compared.
    pub fn share(self) -> Option<f64> {
        share(self.right, self.of)
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

impl AddAssign for Rate {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.of += other.of;
    }
}

impl AddAssign<&Self> for Agreement {
    fn add_assign(&mut self, other: &Self) {
        add(&mut self.flags, &other.flags);
        add(&mut self.facts, &other.facts);
        add(&mut self.levels, &other.levels);
        self.flag_sets += other.flag_sets;
        self.fact_topics += other.fact_topics;
        self.filing += other.filing;
        self.against += other.against;
        self.verdict += other.verdict;
    }
}

fn add<K: Ord + Copy, V: AddAssign + Copy + Default>(sum: &mut BTreeMap<K, V>, more: &BTreeMap<K, V>) {
    for (&key, &value) in more {
        *sum.entry(key).or_default() += value;
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(n) = self.answer {
            write!(f, "answer {n}: ")?;
        }
        self.what.fmt(f)
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FlagMissing(kind) => write!(f, "the flag {kind} was expected"),
            Self::FlagExtra(kind) => write!(f, "the flag {kind} was not expected"),
            Self::FactMissing(fact) => {
                write!(f, "the {} “{}”", fact.kind, fact.text)?;
                if let Some(value) = &fact.value {
                    write!(f, " ({value})")?;
                }
                f.write_str(" was expected")
            }
            Self::FactTopic { text, found, expected } => write!(f, "“{text}” is on {found}, not on {expected}"),
            Self::Filed { found: Some(found), expected } => write!(f, "filed under {found}, not under {expected}"),
            Self::Filed { found: None, expected } => write!(f, "unfiled, not under {expected}"),
            Self::Against { found: Some(found), expected } => {
                write!(f, "contradicts answer {found}, not answer {expected}")
            }
            Self::Against { found: None, expected } => write!(f, "does not contradict answer {expected}"),
            Self::Level { level, found: Some(found), expected } => {
                write!(f, "the {level} level is {found}, not {expected}")
            }
            Self::Level { level, found: None, expected } => write!(f, "there is no {level} level; expected {expected}"),
            Self::Verdict { found, expected } => write!(f, "the verdict is {found}, not {expected}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::session::sample;

    fn expect(n: u32, answer: ExpectedAnswer) -> Expect {
        Expect { answers: BTreeMap::from([(n, answer)]), ..Expect::default() }
    }

    fn differences(expect: &Expect) -> Vec<String> {
        let (_, differences) = compare(expect, &sample::brief(), &Topics::default());
        differences.iter().map(ToString::to_string).collect()
    }

    fn money(value: Json) -> ExpectedFact {
        ExpectedFact { topic: None, kind: ValueKind::Money, text: "40k a month".into(), value: Some(value) }
    }

    #[test]
    fn what_is_not_expected_is_not_compared() {
        assert_eq!(differences(&Expect::default()), Vec::<String>::new());
        assert_eq!(differences(&expect(2, ExpectedAnswer::default())), Vec::<String>::new());
    }

    #[test]
    fn flags_have_to_be_exactly_those_expected() {
        let flags = Some([FlagKind::Vague, FlagKind::Excuse].into());
        assert_eq!(
            differences(&expect(1, ExpectedAnswer { flags, ..ExpectedAnswer::default() })),
            [
                "answer 1: the flag specific was not expected",
                "answer 1: the flag excuse was expected",
                "answer 1: the flag vague was expected"
            ]
        );
    }

    #[test]
    fn a_value_may_be_written_in_other_ways() {
        for value in [
            json!({"amount": 40000, "per": "month"}),
            json!({"amount": 40000.0, "currency": null, "per": "month", "max": null}),
            json!({"amount": 40000, "per": "month", "approx": true}),
        ] {
            let facts = Some(vec![money(value)]);
            assert_eq!(differences(&expect(1, ExpectedAnswer { facts, ..ExpectedAnswer::default() })), [""; 0]);
        }
        let facts = Some(vec![money(json!({"amount": 40000, "per": "year"}))]);
        assert_eq!(
            differences(&expect(1, ExpectedAnswer { facts, ..ExpectedAnswer::default() })),
            [r#"answer 1: the money “40k a month” ({"amount":40000,"per":"year"}) was expected"#]
        );
    }

    #[test]
    fn a_fact_too_many_is_counted_but_is_no_difference() {
        let expected = expect(1, ExpectedAnswer { facts: Some(Vec::new()), ..ExpectedAnswer::default() });
        let (agreement, differences) = compare(&expected, &sample::brief(), &Topics::default());
        assert_eq!(differences, Vec::new());
        assert_eq!(agreement.facts[&ValueKind::Money], Tally { hits: 0, extra: 1, missed: 0 });
    }

    #[test]
    fn one_fact_found_meets_one_expectation() {
        let twice = vec![money(json!({"amount": 40000, "per": "month"})); 2];
        let expected = expect(1, ExpectedAnswer { facts: Some(twice), ..ExpectedAnswer::default() });
        let (agreement, _) = compare(&expected, &sample::brief(), &Topics::default());
        assert_eq!(agreement.facts[&ValueKind::Money], Tally { hits: 1, extra: 0, missed: 1 });
    }

    #[test]
    fn filing_levels_and_verdict_are_compared_in_words() {
        let expected = Expect {
            verdict: Some(VerdictKind::Advance),
            levels: [(Level::Organization, LevelStatus::Open), (Level::Stakeholder, LevelStatus::AtRisk)].into(),
            answers: [(3, ExpectedAnswer { topic: Some(TopicId::new("pain.problem")), ..ExpectedAnswer::default() })]
                .into(),
        };
        assert_eq!(
            differences(&expected),
            [
                "the verdict is keep_going, not advance",
                "the stakeholder level is open, not at_risk",
                "answer 3: unfiled, not under pain.problem"
            ]
        );
    }

    #[test]
    fn shares_follow_the_usual_definitions() {
        let tally = Tally { hits: 6, extra: 2, missed: 4 };
        assert_eq!(tally.precision(), Some(0.75));
        assert_eq!(tally.recall(), Some(0.6));
        assert!((tally.f1().unwrap() - 2.0 * 0.75 * 0.6 / 1.35).abs() < 1e-12);
        assert_eq!(Tally::default().precision(), None);
    }
}
