//! Conditions of follow-ups in plain words: "if the answer is vague".

use crate::bank::{Bank, Comparison, Condition, FlagKind, Grade, Quantity, StakeholderRole, TopicId, Unit, ValueKind};

/// When a follow-up opens, as a clause that begins with "if". `own` is the topic of the question that holds it.
pub(super) fn condition(bank: &Bank, condition: &Condition, own: &TopicId) -> String {
    format!("if {}", Speaker { bank, own }.clause(condition, true).in_words())
}

/// What a clause speaks of, and what it says of it.
#[derive(Debug, Clone, PartialEq)]
struct Clause {
    subject: String,
    says: String,
}

struct Speaker<'a> {
    bank: &'a Bank,
    own: &'a TopicId,
}

impl Clause {
    fn new(subject: impl Into<String>, says: impl Into<String>) -> Self {
        Self { subject: subject.into(), says: says.into() }
    }

    fn in_words(&self) -> String {
        if self.subject.is_empty() { self.says.clone() } else { format!("{} {}", self.subject, self.says) }
    }
}

impl Speaker<'_> {
    /// The condition, or (unless it `holds`) its opposite.
    fn clause(&self, condition: &Condition, holds: bool) -> Clause {
        match condition {
            Condition::Heard(topic) => {
                Clause::new(self.of("the answer", topic), pick(holds, "is there", "is not there"))
            }
            Condition::Grade(topic, grades) => {
                Clause::new(self.of("the answer", topic), grades_in_words(grades, holds))
            }
            Condition::Flag(topic, flag) => Clause::new(self.of("the answer", topic), flag_in_words(*flag, holds)),
            Condition::Is(topic, yes) => {
                let word = if *yes { "yes" } else { "no" };
                Clause::new(self.of("the answer", topic), format!("is{} {word}", pick(holds, "", " not")))
            }
            Condition::Fact(topic, kind) => {
                let says = format!("{} {}", pick(holds, "names", "does not name"), kind_in_words(*kind));
                Clause::new(self.of("the answer", topic), says)
            }
            Condition::Far(topic) => {
                let says = format!("is{} more than six months off", pick(holds, "", " not"));
                Clause::new(self.of("the date", topic), says)
            }
            Condition::Compare(topic, how, limit) => self.comparison(topic, *how, limit, holds),
            Condition::Role(role) => Clause::new(role_in_words(*role), pick(holds, "is known", "is not known")),
            Condition::Contact(role) => {
                let says = format!("is{} {}", pick(holds, "", " not"), role_in_words(*role));
                Clause::new("the person on the line", says)
            }
            Condition::Any(list) => self.joined(list, holds, holds),
            Condition::All(list) => self.joined(list, holds, !holds),
            Condition::Not(inner) => self.clause(inner, !holds),
        }
    }

    /// Several conditions; of what is not so, "any" becomes "all" and the other way round. What speaks of one thing names
    /// it once.
    fn joined(&self, list: &[Condition], holds: bool, any: bool) -> Clause {
        let clauses: Vec<Clause> = list.iter().map(|one| self.clause(one, holds)).collect();
        let word = if any { " or " } else { " and " };
        if let Some(first) = clauses.first().filter(|first| clauses.iter().all(|one| one.subject == first.subject)) {
            let says: Vec<&str> = clauses.iter().map(|clause| clause.says.as_str()).collect();
            return Clause::new(first.subject.clone(), says.join(word));
        }
        let is_joined = |one: &Condition| matches!(one, Condition::Any(_) | Condition::All(_));
        let parts: Vec<String> = std::iter::zip(list, &clauses)
            .map(|(one, clause)| if is_joined(one) { format!("({})", clause.in_words()) } else { clause.in_words() })
            .collect();
        Clause::new("", parts.join(word))
    }

    fn comparison(&self, topic: &TopicId, how: Comparison, limit: &Quantity, holds: bool) -> Clause {
        let is_date = self.bank.topics.get(topic.as_str()).is_some_and(|topic| topic.kind == ValueKind::Date);
        let (what, behind) = match limit.unit {
            Unit::Time(_) if is_date => ("the date", " ahead"),
            Unit::Time(_) => ("the time", ""),
            _ => ("the figure", ""),
        };
        let how = how.id().replace('_', " ");
        Clause::new(self.of(what, topic), format!("is{} {how} {limit}{behind}", pick(holds, "", " not")))
    }

    /// "the answer", with what it answers where that is not the question at hand.
    fn of(&self, what: &str, topic: &TopicId) -> String {
        if topic == self.own {
            return what.to_owned();
        }
        let cue = self.bank.topics.get(topic.as_str()).map_or(topic.as_str(), |topic| topic.cue.as_str());
        format!("{what} on “{cue}”")
    }
}

fn pick(holds: bool, so: &'static str, not_so: &'static str) -> &'static str {
    if holds { so } else { not_so }
}

fn grades_in_words(grades: &[Grade], holds: bool) -> String {
    let words: Vec<&str> = grades
        .iter()
        .map(|grade| match grade {
            Grade::Open => "open",
            Grade::Claimed => "a mere claim",
            Grade::Evidenced => "backed by particulars",
            Grade::Refuted => "a denial",
            Grade::Disputed => "contradicted",
        })
        .collect();
    match words.as_slice() {
        [one] => format!("is{} {one}", pick(holds, "", " not")),
        several if holds => format!("is {}", several.join(" or ")),
        several => format!("is neither {}", several.join(" nor ")),
    }
}

fn flag_in_words(flag: FlagKind, holds: bool) -> &'static str {
    let (so, not_so) = match flag {
        FlagKind::Specific => ("is specific", "is not specific"),
        FlagKind::Knowledge => ("shows knowledge of the company", "shows no knowledge of the company"),
        FlagKind::Excuse => ("explains why nothing was done", "does not explain why nothing was done"),
        FlagKind::Vague => ("is vague", "is not vague"),
        FlagKind::Short => ("is short", "is not short"),
        FlagKind::Unknowing => ("is “don't know”", "is not “don't know”"),
        FlagKind::Unrealistic => ("is unrealistic", "is not unrealistic"),
        FlagKind::Contradiction => ("contradicts an earlier one", "does not contradict an earlier one"),
    };
    pick(holds, so, not_so)
}

/// What a probe is for: "vague", "don't know".
pub(super) const fn flag_word(flag: FlagKind) -> &'static str {
    match flag {
        FlagKind::Specific => "specific",
        FlagKind::Knowledge => "knows the company",
        FlagKind::Excuse => "explains inaction",
        FlagKind::Vague => "vague",
        FlagKind::Short => "short",
        FlagKind::Unknowing => "don't know",
        FlagKind::Unrealistic => "unrealistic",
        FlagKind::Contradiction => "contradicts",
    }
}

/// A grade as a manager reads it.
pub(super) const fn grade_word(grade: Grade) -> &'static str {
    match grade {
        Grade::Evidenced => "evidence (a figure, a date, a name)",
        _ => "their word",
    }
}

const fn kind_in_words(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "anything",
        ValueKind::Money => "an amount of money",
        ValueKind::Count => "a number of something",
        ValueKind::Percent => "a percentage",
        ValueKind::Number => "a figure",
        ValueKind::Date => "a date",
        ValueKind::Duration => "a length of time",
        ValueKind::Person => "a person",
        ValueKind::YesNo => "a yes or a no",
        ValueKind::Choice => "a degree or a rank",
        ValueKind::Place => "a place",
        ValueKind::Thing => "a product or system",
    }
}

const fn role_in_words(role: StakeholderRole) -> &'static str {
    match role {
        StakeholderRole::DecisionMaker => "a decision maker",
        StakeholderRole::EconomicBuyer => "an economic buyer",
        StakeholderRole::Champion => "a champion",
        StakeholderRole::Influencer => "an influencer",
        StakeholderRole::Coach => "a coach",
        StakeholderRole::User => "a user",
        StakeholderRole::Blocker => "a blocker",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Library;
    use crate::bank::problem::Source;

    /// A condition as written in a bank, in words; the question asks about the start.
    fn said(when: &str) -> String {
        let text = format!(
            "id: b\ntitle: B\nlanguage: en\npurpose: p\naccepts: claimed\nplanned_minutes: 9\nsections:\n  - id: s\n    \
             title: S\n    purpose: p\n    scored: [{{topics: [note], points: 100}}]\n    questions:\n      - {{id: q, topic: \
             timeline.start, cue: c, ask: [a, b], why: w, follow_ups: [{{to: r, when: {when}}}]}}\n      - {{id: r, \
             topic: note, cue: c, ask: [d, e], why: w}}\n"
        );
        let bank = Library::embedded().build(&Source::new("b.yaml", &text)).unwrap_or_else(|error| panic!("{error}"));
        let question = bank.questions().find(|question| question.id.as_str() == "q").expect("the question");
        condition(&bank, &question.follow_ups[0].when, &question.topic)
    }

    #[test]
    fn conditions_are_read_aloud() {
        for (written, words) in [
            ("{flag: vague}", "if the answer is vague"),
            ("{flag: [vague, unknowing]}", "if the answer is vague or is “don't know”"),
            ("{heard: no}", "if the answer is not there"),
            ("{grade: [claimed, evidenced]}", "if the answer is a mere claim or backed by particulars"),
            ("{not: {grade: [open, refuted]}}", "if the answer is neither open nor a denial"),
            ("{is: no, topic: budget.approved}", "if the answer on “budget approved” is no"),
            ("{fact: date}", "if the answer names a date"),
            ("{far: yes}", "if the date is more than six months off"),
            ("{not: {far: yes}}", "if the date is not more than six months off"),
            ("{more_than: 3 months}", "if the date is more than 3 months ahead"),
            ("{at_least: 20k, topic: spend.current}", "if the figure on “current spend” is at least 20k"),
            ("{role: champion}", "if a champion is known"),
            ("{not: {contact: decision_maker}}", "if the person on the line is not a decision maker"),
            (
                "{all: [{flag: vague}, {any: [{role: coach}, {heard: yes, topic: note}]}]}",
                "if the answer is vague and (a coach is known or the answer on “aside” is there)",
            ),
            ("{not: {any: [{flag: vague}, {role: coach}]}}", "if the answer is not vague and a coach is not known"),
        ] {
            assert_eq!(said(written), words, "{written}");
        }
    }
}
