//! The probe for an answer: what to say to the flag that asks most for it.

use crate::bank::{Bank, FlagKind};
use crate::signals::Answer;

use super::phrases::phrases;

/// Flags that call for a probe, the most urgent first. The excuse is green: its probe digs, it does not doubt.
const URGENCY: [FlagKind; 6] = [
    FlagKind::Contradiction,
    FlagKind::Unrealistic,
    FlagKind::Unknowing,
    FlagKind::Vague,
    FlagKind::Short,
    FlagKind::Excuse,
];

/// What to say to an answer, and the flag that calls for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The flag.
    pub flag: FlagKind,
    /// What to say.
    pub say: String,
}

/// The probe for an answer: the question's own where it has one for the flag, else one that fits what its topic asks for.
///
/// `None` where no flag calls for one.
pub fn advice(bank: &Bank, answer: &Answer) -> Option<Advice> {
    let flag = URGENCY.into_iter().find(|kind| answer.reading.has(*kind))?;
    let say = own(bank, answer, flag).or_else(|| general(bank, answer, flag))?;
    Some(Advice { flag, say })
}

/// The probe of the question that was answered, else of the first question on the topic.
fn own(bank: &Bank, answer: &Answer, flag: FlagKind) -> Option<String> {
    let named = answer.question.as_ref().and_then(|id| bank.question(id));
    let question = named.or_else(|| bank.question_on(answer.reading.topic.as_ref()?))?;
    question.probes.iter().find(|probe| probe.flag == flag).map(|probe| probe.say.clone())
}

fn general(bank: &Bank, answer: &Answer, flag: FlagKind) -> Option<String> {
    let by_kind = phrases().probes.get(flag.id())?;
    let topic = answer.reading.topic.as_ref().and_then(|id| bank.topics.get(id.as_str()));
    topic.and_then(|topic| by_kind.get(topic.kind.id())).or_else(|| by_kind.get("any")).cloned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::bank::{Grade, Level, Probe, Topic, TopicId, Topics, ValueKind};
    use crate::qualify::sample::Call;

    fn said(call: &Call) -> Option<String> {
        advice(&call.bank, call.answers.last().unwrap()).map(|advice| advice.say)
    }

    #[test]
    fn the_questions_own_probe_comes_before_a_general_one() {
        let mut call = Call::new(Grade::Claimed).hears("timeline.start", "soon", Grade::Claimed);
        assert_eq!(said(&call), None, "nothing calls for a probe");
        call = call.flag(FlagKind::Vague, None);
        assert!(said(&call).unwrap().contains("example"), "no kind is known: the general one");
        call.bank.topics = Arc::new(Topics::new([Topic {
            id: TopicId::new("timeline.start"),
            level: Level::Opportunity,
            kind: ValueKind::Date,
            cue: "start".into(),
            yes_no: false,
            knowledge: false,
            exclusive: true,
            tolerance: 0.2,
            conflicts: Vec::new(),
        }]));
        assert_eq!(said(&call).as_deref(), Some("Which month would that be?"));
        call.bank.sections[4].questions[0].probes =
            vec![Probe { flag: FlagKind::Vague, say: "Before or after the fair?".into() }];
        assert_eq!(said(&call).as_deref(), Some("Before or after the fair?"));
    }

    #[test]
    fn the_most_urgent_flag_speaks() {
        let call = Call::new(Grade::Claimed).hears("budget.amount", "loads", Grade::Claimed);
        let call = call.flag(FlagKind::Excuse, None).flag(FlagKind::Vague, None).flag(FlagKind::Contradiction, Some(1));
        assert_eq!(advice(&call.bank, &call.answers[0]).unwrap().flag, FlagKind::Contradiction);
    }
}
