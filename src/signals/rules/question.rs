//! What a topic asks for, as the rules see it (signals.md, "Kind asked" and "Yes/no topics").

use crate::bank::{Topic, ValueKind};

/// How the question behind a topic is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Question {
    /// The kinds of value that answer it; `None` for an open question.
    pub(crate) kinds: Option<&'static [ValueKind]>,
    /// A yes or a no is a full answer.
    pub(crate) closed: bool,
    /// It asks nothing at all: small talk.
    pub(crate) idle: bool,
}

impl Question {
    /// The question behind a topic.
    pub(crate) fn about(topic: &Topic) -> Self {
        use ValueKind::{Count, Date, Duration, Money, Number, Percent, Person, Thing};
        let kinds: Option<&'static [ValueKind]> = match topic.kind {
            Money => Some(&[Money]),
            // "In six weeks" is as good an answer to "when" as a day is.
            Date => Some(&[Date, Duration]),
            Person => Some(&[Person]),
            Count => Some(&[Count, Person]),
            Percent => Some(&[Percent]),
            Number => Some(&[Number, Money, Count, Percent, Duration]),
            Duration => Some(&[Duration]),
            Thing => Some(&[Thing]),
            ValueKind::Text | ValueKind::Choice | ValueKind::YesNo | ValueKind::Place => None,
        };
        Self { kinds, closed: topic.yes_no, idle: topic.id == *"note" }
    }

    /// Whether a value of this kind is what was asked for.
    pub(crate) fn asks_for(self, kind: ValueKind) -> bool {
        self.kinds.is_some_and(|kinds| kinds.contains(&kind))
    }

    /// Whether any value counts, not one of a certain kind.
    pub(crate) const fn is_open(self) -> bool {
        self.kinds.is_none()
    }

    /// The kind asked in a word, for sentences.
    pub(crate) fn asked_word(self) -> &'static str {
        match self.kinds.and_then(|kinds| kinds.first()) {
            Some(ValueKind::Money) => "an amount",
            Some(ValueKind::Date) => "a date",
            Some(ValueKind::Person) => "a person",
            Some(ValueKind::Count) => "a number of people",
            Some(ValueKind::Duration) => "a length of time",
            Some(ValueKind::Thing) => "a tool by name",
            Some(_) => "a figure",
            None => "particulars",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::rules::samples::topic;

    #[test]
    fn a_budget_asks_for_money_and_a_problem_for_anything() {
        let budget = Question::about(&topic("budget.amount"));
        assert!(budget.asks_for(ValueKind::Money) && !budget.asks_for(ValueKind::Date));
        assert!(Question::about(&topic("pain.problem")).is_open());
    }

    #[test]
    fn a_target_takes_any_figure() {
        let target = Question::about(&topic("metric.target"));
        for kind in [ValueKind::Money, ValueKind::Count, ValueKind::Percent, ValueKind::Duration] {
            assert!(target.asks_for(kind));
        }
        assert!(!target.asks_for(ValueKind::Person));
    }

    #[test]
    fn users_are_counted_or_named() {
        let users = Question::about(&topic("users.team"));
        assert!(users.asks_for(ValueKind::Count) && users.asks_for(ValueKind::Person));
    }

    #[test]
    fn agreement_is_closed_and_small_talk_asks_nothing() {
        assert!(Question::about(&topic("budget.return_agreed")).closed);
        assert!(Question::about(&topic("note")).idle);
    }
}
